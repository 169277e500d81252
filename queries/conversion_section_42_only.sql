-- /// indicator
-- code = "CNV-A"
-- title = "Conversion, section 42 only (Luton rule)"
-- section = "Enquiries and outcomes"
-- order = 20
-- themes = ["quality_assurance"]
-- question = "How many section 42 enquiries start for every hundred concerns, as Luton counts them?"
-- definition = """
-- Section 42 enquiries started in the month, MASH enquiries left out, over the concerns received in it. One row per
-- agency per month.
-- """
-- numerator = "Section 42 enquiries started in the month, MASH enquiries left out"
-- denominator = "Concerns received in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["concerns", "enquiries"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Read it with the other conversion rates, never alone, and never beside a national rate. It has no good direction.
-- Enquiries may come from an earlier month's concerns.
-- """
-- rising = "Conversion by the Luton rule is higher"
-- falling = "Conversion by the Luton rule is lower"
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
    where kind = 'section_42'
    group by all
)

select
    concerns_received.agency_code,
    concerns_received.report_month,
    coalesce(enquiries_started.enquiries, 0) as numerator,
    concerns_received.concerns as denominator
from concerns_received
left join enquiries_started using (agency_code, report_month)
