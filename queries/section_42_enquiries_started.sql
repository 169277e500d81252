-- /// indicator
-- code = "ENQ-01"
-- title = "Section 42 enquiries started"
-- section = "Enquiries and outcomes"
-- order = 10
-- themes = ["quality_assurance"]
-- question = "How many section 42 enquiries start?"
-- definition = """
-- Section 42 enquiries that began in the month. Each enquiry counts, so an adult with two enquiries counts twice. One
-- row per lead agency per month of start.
-- """
-- numerator = "Section 42 enquiries started in the month"
-- unit = "count"
-- kind = "flow"
-- per_adults = true
-- direction = "neutral"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG1f; DHSC Safeguarding adults, England, 2024 to 2025"
-- caveat = """
-- MASH enquiries and other safeguarding enquiries are left out. A change of rule moves the figure without any change
-- in need.
-- """
-- rising = "More section 42 enquiries start"
-- falling = "Fewer section 42 enquiries start"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', started_on)::date as report_month,
    count(*) as numerator,
    null::bigint as denominator
from feed.enquiries
where kind = 'section_42'
group by all
