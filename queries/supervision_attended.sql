-- /// indicator
-- code = "MHT-03"
-- title = "Safeguarding supervision attended"
-- section = "Training"
-- order = 20
-- themes = ["training_supervision", "mental_health"]
-- question = "Do staff attend the safeguarding supervision meant for them?"
-- definition = """
-- Staff who attended safeguarding supervision, out of staff eligible for it. One row per agency per quarter, at its
-- last month.
-- """
-- numerator = "Staff who attended safeguarding supervision in the quarter"
-- denominator = "Staff eligible for safeguarding supervision"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- protected = false
-- feeds = ["measures"]
-- measures = ["supervision"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Sent by quarter, so it stands at March, June, September and December. The report gave only over 80%. No target is
-- agreed.
-- """
-- rising = "More staff attend safeguarding supervision"
-- falling = "Fewer staff attend safeguarding supervision"
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'supervision'
    and denominator is not null
