-- /// indicator
-- code = "CAS-07A"
-- title = "CASPA actions done on time"
-- section = "Partnership"
-- order = 545
-- themes = ["quality_assurance"]
-- question = "Do agencies do what they promised at CASPA meetings, and on time?"
-- definition = """
-- Actions agreed at CASPA meetings that were done by their due day, out of those due in the month. One row per
-- agency per month.
-- """
-- numerator = "Actions done by their due day"
-- denominator = "Actions due in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["caspa_actions_on_time"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The co-ordinator sends one count for all agencies. A level of 90% is suggested, not agreed. An action done late
-- counts as not done on time, for good.
-- """
-- rising = "More CASPA actions are done on time"
-- falling = "Fewer CASPA actions are done on time"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'caspa_actions_on_time'
    and denominator is not null
