-- /// indicator
-- code = "CAR-03"
-- title = "Concerns per 100 care places a month"
-- section = "Partnership"
-- order = 352
-- themes = ["organisational_abuse"]
-- question = "How many concerns name care providers, for the size of the services?"
-- definition = """
-- Concerns received in the month that name a care provider, for 100 places: beds of a home, clients of another service.
-- Over several months both are added up, so that it stays a monthly rate. One row per agency per month, and one for each
-- kind of care.
-- """
-- numerator = "Concerns that name a care provider"
-- denominator = "Places of all providers, added up over the months"
-- unit = "rate"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["provider_concerns"]
-- source = "LSAB annual report 2023/24 (Strategic Safeguarding Social Worker with the Quality Team)"
-- caveat = """
-- A provider may be named because it raised the concern, and openness raises the rate. A concern that names two
-- providers counts for both. Beds and clients are not alike: compare within one kind of care.
-- """
-- rising = "More concerns name care providers for their size"
-- falling = "Fewer concerns name care providers for their size"
-- core = false
-- breakdowns = { care_kind = "all" }
-- ///

with total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        sum(concerns)::bigint as numerator,
        sum(places)::bigint as denominator
    from feed.provider_concerns
    group by all
),

by_kind as (
    select
        agency_code,
        report_month,
        'care_kind' as breakdown,
        care_kind as category,
        sum(concerns)::bigint as numerator,
        sum(places)::bigint as denominator
    from feed.provider_concerns
    group by all
)

select * from total
union all by name
select * from by_kind
