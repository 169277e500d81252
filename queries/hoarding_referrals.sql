-- /// indicator
-- code = "HRD-01"
-- title = "Hoarding panel referrals"
-- section = "Partnership"
-- order = 640
-- themes = ["self_neglect_hoarding"]
-- question = "How many cases are referred to the hoarding panel?"
-- definition = """
-- Cases referred to the hoarding panel, accepted or not. One row per agency per month of referral.
-- """
-- numerator = "Cases referred to the hoarding panel in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- core = false
-- feeds = ["panel_cases"]
-- about = "keeper"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The panel began in October 2023. Numbers are very small. The return does not say which agency referred.
-- """
-- rising = "More cases are referred to the hoarding panel"
-- falling = "Fewer cases are referred to the hoarding panel"
-- since = 2023-10-01
-- ///

select
    agency_code,
    date_trunc('month', referred_on)::date as report_month,
    count(*) as numerator,
    null::bigint as denominator
from feed.panel_cases
where panel = 'hoarding'
group by all
