-- /// indicator
-- code = "ACU-03"
-- title = "Domestic abuse support contacts in the hospitals"
-- section = "Partnership"
-- order = 275
-- themes = ["domestic_abuse"]
-- question = "How many contacts do the hospitals' domestic abuse services have?"
-- definition = """
-- Contacts with the Domestic Abuse Clinic, the independent domestic violence advisers and the domestic abuse hubs,
-- together and each of them. One row per agency per month.
-- """
-- numerator = "Contacts in the month, all three services"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["abuse_clinic_contacts", "abuse_adviser_contacts", "abuse_hub_contacts"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Counts contacts, not people. The hubs are for people who are not patients. There is a total only where all three
-- services were sent.
-- """
-- rising = "Domestic abuse services in the hospitals have more contacts"
-- falling = "Domestic abuse services in the hospitals have fewer contacts"
-- core = false
-- categories.abuse_clinic_contacts = "Domestic Abuse Clinic"
-- categories.abuse_adviser_contacts = "Domestic violence advisers"
-- categories.abuse_hub_contacts = "Domestic abuse hubs"
-- ///

with contacts as (
    select
        agency_code,
        report_month,
        measure as category,
        numerator
    from feed.measures
    where measure in ('abuse_clinic_contacts', 'abuse_adviser_contacts', 'abuse_hub_contacts')
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        sum(numerator)::bigint as numerator,
        null::bigint as denominator
    from contacts
    group by agency_code, report_month
    -- A service that was not sent is missing, not zero.
    having count(*) = 3
),

by_service as (
    select
        agency_code,
        report_month,
        'service' as breakdown,
        category,
        numerator,
        null::bigint as denominator
    from contacts
)

select * from total
union all by name
select * from by_service
