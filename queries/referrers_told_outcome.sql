-- /// indicator
-- code = "CON-12"
-- title = "Referrers told the outcome"
-- section = "Referrals"
-- order = 80
-- themes = ["quality_assurance", "prevention_early_help"]
-- question = "Do professionals who raise a concern hear what came of it?"
-- definition = """
-- Concerns decided where the referrer was told the outcome by the tenth working day, Monday to Friday, after the
-- decision. Only concerns raised by agencies or care providers count. One row per agency per month of decision.
-- """
-- numerator = "Concerns whose referrer was told by the tenth working day after the decision"
-- denominator = "Concerns decided in the month and raised by an agency or a care provider"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["concerns"]
-- source = "LSAB annual report 2023/24; Essex Fire and Rescue board report; practice guidance on initial safeguarding enquiries"
-- caveat = """
-- Bank holidays count as working days. News given after the return was sent is missing until the return is corrected.
-- No target is agreed.
-- """
-- rising = "More referrers are told the outcome"
-- falling = "Fewer referrers are told the outcome"
-- ///

with decided as (
    select
        agency_code,
        date_trunc('month', decided_on)::date as report_month,
        referrer_told_on,
        -- Ten working days are two weeks; those of a decision at a weekend are counted from the Friday before it.
        decided_on - greatest(isodow(decided_on) - 5, 0)::integer + 14 as tenth_working_day
    from feed.concerns
    where
        decided_on is not null
        and referral_source not in ('public', 'self', 'other')
)

select
    agency_code,
    report_month,
    count(*) filter (where referrer_told_on <= tenth_working_day) as numerator,
    count(*) as denominator
from decided
group by all
