-- /// indicator
-- code = "CON-13"
-- title = "Days until the referrer is told"
-- section = "Referrals"
-- order = 82
-- themes = ["quality_assurance", "prevention_early_help"]
-- question = "How soon do referrers hear what came of their concern?"
-- definition = """
-- Median days from receipt of a concern until its referrer was told the outcome, for referrers told in the period. One
-- row per referring agency, and one for all agencies and care providers, per period ending in the month.
-- """
-- numerator = "Median days from receipt of the concern until its referrer was told"
-- unit = "days"
-- kind = "duration"
-- direction = "lower"
-- core = false
-- feeds = ["concerns"]
-- about = "subject"
-- source = "LSAB annual report 2023/24; Essex Fire and Rescue board report; practice guidance on initial safeguarding enquiries"
-- caveat = """
-- Says nothing of referrers who were never told: read it beside the referrals with no answer. Worked out afresh for each
-- period, never averaged.
-- """
-- rising = "Referrers wait longer to be told the outcome"
-- falling = "Referrers are told the outcome sooner"
-- ///

with told as (
    select
        -- Medians do not add up, so the partnership's is worked out for itself.
        unnest(if(referral_source = 'care_provider', ['all'], [referral_source, 'all'])) as agency_code,
        date_trunc('month', referrer_told_on)::date as month_told,
        referrer_told_on - received_on as days_taken
    from feed.concerns
    where
        referrer_told_on is not null
        and referral_source not in ('public', 'self', 'other')
)

select
    windows.period,
    told.agency_code,
    windows.report_month,
    median(told.days_taken) as numerator,
    null::bigint as denominator
from told
inner join calendar.windows as windows on told.month_told = windows.month
group by all
