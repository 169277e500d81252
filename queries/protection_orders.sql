-- /// indicator
-- code = "POL-07"
-- title = "Domestic violence and stalking protection orders"
-- section = "Partnership"
-- order = 235
-- themes = ["domestic_abuse"]
-- question = "How often are notices and orders used to protect people?"
-- definition = """
-- Domestic violence protection notices and orders, and stalking protection orders, together and each of them. One row
-- per agency per month.
-- """
-- numerator = "Notices issued and orders granted in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["protection_notices", "protection_orders", "stalking_protection_orders"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- An order often follows a notice, so one victim may count twice. There is a total only where all three were sent.
-- Newer domestic abuse protection orders are not counted.
-- """
-- rising = "More protection notices and orders are used"
-- falling = "Fewer protection notices and orders are used"
-- core = false
-- categories.protection_notices = "Domestic violence protection notice"
-- categories.protection_orders = "Domestic violence protection order"
-- categories.stalking_protection_orders = "Stalking protection order"
-- ///

with issued as (
    select
        agency_code,
        report_month,
        measure as category,
        numerator
    from feed.measures
    where measure in ('protection_notices', 'protection_orders', 'stalking_protection_orders')
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        sum(numerator)::bigint as numerator,
        null::bigint as denominator
    from issued
    group by agency_code, report_month
    -- A kind that was not sent is missing, not zero.
    having count(*) = 3
),

by_order as (
    select
        agency_code,
        report_month,
        'order' as breakdown,
        category,
        numerator,
        null::bigint as denominator
    from issued
)

select * from total
union all by name
select * from by_order
