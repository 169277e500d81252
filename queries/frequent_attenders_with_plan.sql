-- /// indicator
-- code = "ACU-06A"
-- title = "Frequent attenders with a plan in place"
-- section = "Partnership"
-- order = 285
-- themes = ["prevention_early_help", "mental_health"]
-- question = "Do people who often attend hospital get a plan?"
-- definition = """
-- Cases with a plan in place after the hospitals' frequent attenders safeguarding panel, out of those it considered.
-- One row per agency per month.
-- """
-- numerator = "Cases with a plan in place"
-- denominator = "Cases the panel considered in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["frequent_attenders_with_plan"]
-- source = "LSAB annual report 2023/24"
-- caveat = "Very small numbers. A plan in place does not show that it helped."
-- rising = "More frequent attenders have a plan"
-- falling = "Fewer frequent attenders have a plan"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'frequent_attenders_with_plan'
    and denominator is not null
