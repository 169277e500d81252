-- /// indicator
-- code = "CON-16"
-- title = "Concerns from voluntary groups, the public and self"
-- section = "Referrals"
-- order = 50
-- themes = ["voice_coproduction", "prevention_early_help"]
-- question = "How many concerns come from communities and from adults themselves?"
-- definition = """
-- Concerns raised by voluntary and community organisations, by family, friends and neighbours, or by the adult, out of
-- all concerns. One row per agency per month of receipt, and one for each of the three sources.
-- """
-- numerator = "Concerns received in the month from those three sources"
-- denominator = "All concerns received in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["concerns"]
-- source = "LSAB annual report 2023/24"
-- caveat = "A higher share may mean wider reach, or fewer concerns from professionals."
-- rising = "More concerns come from communities and adults themselves"
-- falling = "Fewer concerns come from communities and adults themselves"
-- breakdowns = { referral_source = ["vcse", "public", "self"] }
-- ///

with received as (
    select
        agency_code,
        date_trunc('month', received_on)::date as report_month,
        referral_source
    from feed.concerns
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) filter (where referral_source in ('vcse', 'public', 'self')) as numerator,
        count(*) as denominator
    from received
    group by all
),

by_source as (
    select
        received.agency_code,
        received.report_month,
        'referral_source' as breakdown,
        listed.category,
        count(*) filter (where received.referral_source = listed.category) as numerator,
        count(*) as denominator
    from received
    cross join (values ('vcse'), ('public'), ('self')) as listed (category)
    group by all
)

select * from total
union all by name
select * from by_source
