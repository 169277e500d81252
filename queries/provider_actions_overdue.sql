-- /// indicator
-- code = "CAR-05"
-- title = "Care providers' improvement actions overdue"
-- section = "Partnership"
-- order = 350
-- themes = ["organisational_abuse"]
-- question = "Do care providers make agreed improvements on time?"
-- definition = """
-- Improvement actions agreed with care providers that are past their due day on the last day of the month, out of all
-- open actions. One row per agency per month end.
-- """
-- numerator = "Open actions past their due day"
-- denominator = "Improvement actions open on the last day of the month"
-- unit = "percent"
-- kind = "stock"
-- direction = "lower"
-- protected = false
-- feeds = ["measures"]
-- measures = ["provider_actions_overdue"]
-- source = "LSAB annual report 2023/24"
-- caveat = "A month-end count, never added over months. Actions differ in weight. No target is agreed."
-- rising = "More of care providers' actions are overdue"
-- falling = "Fewer of care providers' actions are overdue"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'provider_actions_overdue'
    and denominator is not null
