-- /// indicator
-- code = "ENQ-04"
-- title = "People in section 42 enquiries"
-- section = "Enquiries and outcomes"
-- order = 70
-- themes = ["quality_assurance"]
-- question = "How many different adults have a section 42 enquiry?"
-- definition = """
-- Different adults with at least one section 42 enquiry started in the period. Each adult counts once, however many
-- enquiries. One row per lead agency, and one for all of them, per period ending in the month.
-- """
-- numerator = "Different adults with a section 42 enquiry started in the period"
-- unit = "people"
-- kind = "people"
-- per_adults = true
-- direction = "neutral"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG1a to SG1c"
-- caveat = "Counted afresh for each period. Months and agencies do not add up, because one adult may be in several."
-- rising = "More adults are in section 42 enquiries"
-- falling = "Fewer adults are in section 42 enquiries"
-- ///

with started as (
    select
        -- An adult may be in enquiries of two agencies, so the partnership is counted for itself.
        unnest([lead_agency, 'all']) as agency_code,
        date_trunc('month', started_on)::date as month_started,
        person_id
    from feed.enquiries
    where kind = 'section_42'
)

select
    windows.period,
    started.agency_code,
    windows.report_month,
    count(distinct started.person_id) as numerator,
    null::bigint as denominator
from started
inner join calendar.windows as windows on started.month_started = windows.month
group by all
