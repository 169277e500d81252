-- /// indicator
-- code = "ACU-06"
-- title = "Frequent attenders considered by the hospitals' panel"
-- section = "Partnership"
-- order = 280
-- themes = ["prevention_early_help", "mental_health"]
-- question = "How many people does the frequent attenders panel consider?"
-- definition = """
-- Cases that the hospitals' frequent attenders safeguarding panel considered in the month. One row per agency per
-- month.
-- """
-- numerator = "Cases the panel considered in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["frequent_attenders_with_plan"]
-- source = "LSAB annual report 2023/24"
-- caveat = "Small numbers. A person considered in several months counts in each."
-- rising = "The panel considers more frequent attenders"
-- falling = "The panel considers fewer frequent attenders"
-- core = false
-- ///

select
    agency_code,
    report_month,
    denominator as numerator,
    null::bigint as denominator
from feed.measures
where
    measure = 'frequent_attenders_with_plan'
    and denominator is not null
