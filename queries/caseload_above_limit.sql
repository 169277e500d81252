-- /// indicator
-- code = "WFD-01A"
-- title = "Safeguarding workers above the agreed caseload"
-- section = "Training"
-- order = 210
-- themes = ["training_supervision", "quality_assurance"]
-- question = "How many safeguarding workers hold more cases than they should?"
-- definition = """
-- Safeguarding workers who hold more open cases than agreed for their role at month end, out of those in post. One
-- row per agency per month end.
-- """
-- numerator = "Safeguarding workers above the caseload agreed for their role"
-- denominator = "Safeguarding workers in post on that day"
-- unit = "percent"
-- kind = "stock"
-- direction = "lower"
-- protected = false
-- feeds = ["measures"]
-- measures = ["caseload_above_limit"]
-- source = "LSAB annual report 2023/24; articles on impact dashboards"
-- caveat = """
-- A month-end state, never added over months. It counts workers, because a mean caseload hides who carries too many.
-- The caseload for each role is the council's own.
-- """
-- rising = "More workers hold too many cases"
-- falling = "Fewer workers hold too many cases"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'caseload_above_limit'
    and denominator is not null
