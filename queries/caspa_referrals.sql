-- /// indicator
-- code = "CAS-01"
-- title = "CASPA referrals"
-- section = "Partnership"
-- order = 620
-- themes = ["self_neglect_hoarding", "prevention_early_help"]
-- question = "How many adults at critical risk are referred to CASPA?"
-- definition = """
-- Cases referred to the Critical Adult Safeguarding Protection Arrangements, CASPA, accepted or not. One row per agency per month of referral.
-- """
-- numerator = "Cases referred to CASPA in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- core = false
-- feeds = ["panel_cases"]
-- about = "keeper"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Small numbers. A case referred twice counts twice if it has a new reference. The return does not say who referred.
-- """
-- rising = "More cases are referred to CASPA"
-- falling = "Fewer cases are referred to CASPA"
-- ///

select
    agency_code,
    date_trunc('month', referred_on)::date as report_month,
    count(*) as numerator,
    null::bigint as denominator
from feed.panel_cases
where panel = 'caspa'
group by all
