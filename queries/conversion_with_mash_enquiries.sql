-- /// indicator
-- code = "CNV-B"
-- title = "Conversion, with MASH enquiries"
-- section = "Enquiries and outcomes"
-- order = 30
-- themes = ["quality_assurance"]
-- question = "What is conversion when enquiries done in the MASH are counted too?"
-- definition = """
-- Section 42 enquiries and MASH enquiries started in the month, over the concerns received in it. One row per agency
-- per month.
-- """
-- numerator = "Section 42 enquiries and MASH enquiries after triage, started in the month"
-- denominator = "Concerns received in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["concerns", "enquiries"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Read it with the other conversion rates. No national rate matches. What counts as a MASH enquiry is still to be
-- agreed with adult social care.
-- """
-- rising = "Conversion with MASH enquiries is higher"
-- falling = "Conversion with MASH enquiries is lower"
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
    where kind in ('section_42', 'mash')
    group by all
)

select
    concerns_received.agency_code,
    concerns_received.report_month,
    coalesce(enquiries_started.enquiries, 0) as numerator,
    concerns_received.concerns as denominator
from concerns_received
left join enquiries_started using (agency_code, report_month)
