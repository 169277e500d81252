-- /// indicator
-- code = "COM-05"
-- title = "Professional disagreements escalated"
-- section = "Partnership"
-- order = 440
-- themes = ["quality_assurance"]
-- question = "How often do agencies escalate a disagreement about a case?"
-- definition = """
-- Disagreements between agencies that were escalated under the framework for resolving professional disagreements.
-- One row per agency per quarter, at its last month.
-- """
-- numerator = "Disagreements escalated in the quarter"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["professional_disagreements"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The board counts them for all agencies together. Small numbers. Fewer escalations may mean better work together,
-- or silence.
-- """
-- rising = "Agencies escalate more disagreements"
-- falling = "Agencies escalate fewer disagreements"
-- core = false
-- ///

select
    agency_code,
    report_month,
    denominator as numerator,
    null::bigint as denominator
from feed.measures
where
    measure = 'professional_disagreements'
    and denominator is not null
