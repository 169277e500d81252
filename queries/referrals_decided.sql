-- /// indicator
-- code = "CON-19"
-- title = "Referrals decided, by referring agency"
-- section = "Referrals"
-- order = 64
-- themes = ["prevention_early_help", "quality_assurance"]
-- question = "What became of the concerns that each agency raised?"
-- definition = """
-- Concerns decided in the month that an agency of the partnership had raised, and what was decided. One row per
-- referring agency per month of decision, and one for each decision.
-- """
-- numerator = "Concerns raised by the agency and decided in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- core = false
-- feeds = ["concerns"]
-- about = "subject"
-- source = "LSAB annual report 2023/24; Lincolnshire County Council"
-- caveat = """
-- Counted when decided, not when received, so that a month's decisions are of other concerns than its referrals. No
-- decision is better than another.
-- """
-- rising = "More concerns of this agency are decided"
-- falling = "Fewer concerns of this agency are decided"
-- breakdowns = { decision = "all" }
-- scorecard = "none"
-- ///

with decided as (
    select
        referral_source as agency_code,
        date_trunc('month', decided_on)::date as report_month,
        decision
    from feed.concerns
    where
        decided_on is not null
        and referral_source not in ('care_provider', 'public', 'self', 'other')
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) as numerator,
        null::bigint as denominator
    from decided
    group by all
),

by_decision as (
    select
        agency_code,
        report_month,
        'decision' as breakdown,
        decision as category,
        count(*) as numerator,
        null::bigint as denominator
    from decided
    group by all
)

select * from total
union all by name
select * from by_decision
