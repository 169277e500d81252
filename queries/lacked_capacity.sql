-- /// indicator
-- code = "MCA-01"
-- title = "Adults who lacked capacity"
-- section = "Making Safeguarding Personal"
-- order = 60
-- themes = ["mental_capacity"]
-- question = "How many adults lacked capacity during the enquiry?"
-- definition = """
-- Concluded section 42 enquiries where the adult lacked capacity, out of all concluded. One row per lead agency per
-- month of conclusion.
-- """
-- numerator = "Concluded section 42 enquiries where the adult lacked capacity"
-- denominator = "Section 42 enquiries concluded in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG3a"
-- caveat = """
-- Enquiries with capacity not known or not recorded are in the whole, so poor recording lowers the figure. ELFT
-- concludes about 33 enquiries a year.
-- """
-- rising = "More adults in enquiries lack capacity"
-- falling = "Fewer adults in enquiries lack capacity"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', ended_on)::date as report_month,
    count(*) filter (where mental_capacity = 'lacked_capacity') as numerator,
    count(*) as denominator
from feed.enquiries
where
    kind = 'section_42'
    and ended_on is not null
group by all
