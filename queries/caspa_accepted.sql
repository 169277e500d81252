-- /// indicator
-- code = "CAS-01A"
-- title = "CASPA referrals accepted"
-- section = "Partnership"
-- order = 622
-- themes = ["self_neglect_hoarding", "prevention_early_help"]
-- question = "Does CASPA take on the cases referred to it?"
-- definition = """
-- Cases that CASPA accepted, out of those it decided on. The decision counts in the month in which the case was first
-- considered, or closed as not accepted. One row per agency per month of decision.
-- """
-- numerator = "Cases decided on in the month and not refused"
-- denominator = "Cases first considered, or closed as not accepted, in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- core = false
-- feeds = ["panel_cases"]
-- about = "keeper"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Small numbers. A case considered in one month and refused in a later one moves to the later one. Cases still to be
-- considered are left out.
-- """
-- rising = "CASPA accepts more of its referrals"
-- falling = "CASPA accepts fewer of its referrals"
-- ///

with decided as (
    select
        agency_code,
        case when result = 'not_accepted' then closed_on else considered_on end as decided_on,
        coalesce(result <> 'not_accepted', true) as is_accepted
    from feed.panel_cases
    where panel = 'caspa'
)

select
    agency_code,
    date_trunc('month', decided_on)::date as report_month,
    count(*) filter (where is_accepted) as numerator,
    count(*) as denominator
from decided
where decided_on is not null
group by all
