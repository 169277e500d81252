-- /// indicator
-- code = "PIP-01"
-- title = "Referrals about people in positions of trust"
-- section = "Partnership"
-- order = 650
-- themes = ["pipot", "organisational_abuse"]
-- question = "How often is a person in a position of trust referred?"
-- definition = """
-- Matters referred under the procedures for people in positions of trust. One row per agency per month of referral.
-- """
-- numerator = "Matters about people in positions of trust referred in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- core = false
-- feeds = ["panel_cases"]
-- about = "keeper"
-- source = "LSAB annual report 2023/24; Denbighshire committee paper 24463"
-- caveat = """
-- Small numbers. More referrals may mean that staff know the procedures, not that more harm is done.
-- """
-- rising = "More people in positions of trust are referred"
-- falling = "Fewer people in positions of trust are referred"
-- ///

select
    agency_code,
    date_trunc('month', referred_on)::date as report_month,
    count(*) as numerator,
    null::bigint as denominator
from feed.panel_cases
where panel = 'pipot'
group by all
