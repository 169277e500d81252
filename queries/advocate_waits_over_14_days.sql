-- /// indicator
-- code = "ADV-02"
-- title = "Waits of over 14 days for an advocate"
-- section = "Partnership"
-- order = 535
-- themes = ["advocacy"]
-- question = "How often does a person wait long for an advocate?"
-- definition = """
-- People allocated an advocate in the quarter who had waited more than 14 days since the referral, out of all
-- allocated one in it. One row per agency per quarter, at its last month.
-- """
-- numerator = "People who waited more than 14 days"
-- denominator = "People allocated an advocate in the quarter"
-- unit = "percent"
-- kind = "flow"
-- direction = "lower"
-- feeds = ["measures"]
-- measures = ["advocate_waits_over_14_days"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Fourteen days is suggested, not agreed. People are counted because quarterly medians cannot be joined into a
-- year's. Those still waiting are not in it, so a growing queue does not show here.
-- """
-- rising = "More people wait long for an advocate"
-- falling = "Fewer people wait long for an advocate"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'advocate_waits_over_14_days'
    and denominator is not null
