-- /// indicator
-- code = "CNV-E"
-- title = "Enquiries that are section 42"
-- section = "Enquiries and outcomes"
-- order = 62
-- themes = ["quality_assurance"]
-- question = "What share of safeguarding enquiries is under section 42?"
-- definition = """
-- Section 42 enquiries started in the month, out of section 42 and other safeguarding enquiries. MASH enquiries are left
-- out. One row per agency per month.
-- """
-- numerator = "Section 42 enquiries started in the month"
-- denominator = "Section 42 and other safeguarding enquiries started in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- core = false
-- feeds = ["enquiries"]
-- source = "NHS England publication code, June 2023"
-- caveat = "Other enquiries are counted in different ways from council to council. The formula leaves MASH enquiries out."
-- rising = "A greater share of enquiries is under section 42"
-- falling = "A smaller share of enquiries is under section 42"
-- family = "conversion"
-- ///

select
    agency_code,
    date_trunc('month', started_on)::date as report_month,
    count(*) filter (where kind = 'section_42') as numerator,
    count(*) as denominator
from feed.enquiries
where kind in ('section_42', 'other')
group by all
