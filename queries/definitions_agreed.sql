-- /// indicator
-- code = "BRD-03"
-- title = "Indicators with an agreed definition"
-- section = "Partnership"
-- order = 570
-- themes = ["quality_assurance"]
-- question = "Have all suppliers agreed what each indicator counts?"
-- definition = """
-- Indicators of the core scorecard whose definition every supplier has agreed and signed at the quarter's end, out
-- of all of them. One row per agency per quarter, at its last month.
-- """
-- numerator = "Indicators whose definition every supplier has signed"
-- denominator = "Indicators of the core scorecard on that day"
-- unit = "percent"
-- kind = "stock"
-- direction = "higher"
-- protected = false
-- feeds = ["measures"]
-- measures = ["definitions_agreed"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- A quarter-end state, never added over quarters. A changed definition must be signed again, so the figure may fall.
-- The report asks partners to review and agree shared data sets.
-- """
-- rising = "More indicators have an agreed definition"
-- falling = "Fewer indicators have an agreed definition"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'definitions_agreed'
    and denominator is not null
