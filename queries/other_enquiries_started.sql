-- /// indicator
-- code = "ENQ-05"
-- title = "Other safeguarding enquiries started"
-- section = "Enquiries and outcomes"
-- order = 80
-- themes = ["quality_assurance"]
-- question = "How many safeguarding enquiries start outside section 42?"
-- definition = """
-- Safeguarding enquiries that began in the month although the section 42 tests were not all met. One row per lead
-- agency per month of start.
-- """
-- numerator = "Other safeguarding enquiries started in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG1f; DHSC Safeguarding adults, England, 2024 to 2025"
-- caveat = "Voluntary in part of the national return, so councils differ. MASH enquiries are not in it."
-- rising = "More other safeguarding enquiries start"
-- falling = "Fewer other safeguarding enquiries start"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', started_on)::date as report_month,
    count(*) as numerator,
    null::bigint as denominator
from feed.enquiries
where kind = 'other'
group by all
