-- /// indicator
-- code = "CNV-D"
-- title = "Conversion, section 42 at any stage"
-- section = "Enquiries and outcomes"
-- order = 50
-- themes = ["quality_assurance"]
-- question = "How many section 42 enquiries start, at any stage, for every hundred concerns?"
-- definition = """
-- Section 42 enquiries started in the month, at whatever stage they were recorded, over the concerns received in it.
-- One row per agency per month.
-- """
-- numerator = "Section 42 enquiries started in the month, at any stage"
-- denominator = "Concerns received in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["concerns", "enquiries"]
-- source = "DHSC Safeguarding adults, England, 2024 to 2025; CQC assessment reports"
-- caveat = """
-- The same sum as the Luton rule unless MASH work is recorded as section 42. That boundary is still to be agreed with
-- adult social care.
-- """
-- rising = "Conversion to section 42 is higher"
-- falling = "Conversion to section 42 is lower"
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
