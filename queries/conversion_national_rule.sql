-- /// indicator
-- code = "CNV-C"
-- title = "Conversion, section 42 and other (national rule)"
-- section = "Enquiries and outcomes"
-- order = 40
-- themes = ["quality_assurance"]
-- question = "What is conversion by the formula of the national return?"
-- definition = """
-- Section 42 enquiries and other safeguarding enquiries started in the month, over the concerns received in it. MASH
-- enquiries are left out. One row per agency per month.
-- """
-- numerator = "Section 42 enquiries and other safeguarding enquiries started in the month"
-- denominator = "Concerns received in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["concerns", "enquiries"]
-- source = "NHS England publication code, June 2023; DHSC Safeguarding adults, England, 2024 to 2025"
-- caveat = """
-- The only rule that the national conversion rate may stand beside. The formula is still to be confirmed against the
-- DHSC methodology.
-- """
-- rising = "Conversion by the national rule is higher"
-- falling = "Conversion by the national rule is lower"
-- family = "conversion"
-- ///

with concerns_received as (
    select
        agency_code,
        date_trunc('month', received_on)::date as report_month,
        count(*) as concerns
    from feed.concerns
    group by all
),

enquiries_started as (
    select
        agency_code,
        date_trunc('month', started_on)::date as report_month,
        count(*) as enquiries
    from feed.enquiries
    where kind in ('section_42', 'other')
    group by all
)

select
    concerns_received.agency_code,
    concerns_received.report_month,
    coalesce(enquiries_started.enquiries, 0) as numerator,
    concerns_received.concerns as denominator
from concerns_received
left join enquiries_started using (agency_code, report_month)
