-- /// indicator
-- code = "VWG-01A"
-- title = "Vulnerable Women's Group, actions done on time"
-- section = "Partnership"
-- order = 310
-- themes = ["sexual_exploitation"]
-- question = "Does the Vulnerable Women's Group do what it agreed, on time?"
-- definition = """
-- Actions agreed by the Vulnerable Women's Group and done by the day they were due, out of actions due. One row per
-- agency per month.
-- """
-- numerator = "Actions done by the day they were due"
-- denominator = "Actions due in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["vulnerable_women_actions_on_time"]
-- source = "LSAB annual report 2023/24"
-- caveat = "Small numbers. An action done on time does not show that the woman is safer."
-- rising = "More of the group's actions are done on time"
-- falling = "Fewer of the group's actions are done on time"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'vulnerable_women_actions_on_time'
    and denominator is not null
