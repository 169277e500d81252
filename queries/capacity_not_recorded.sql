-- /// indicator
-- code = "MCA-03"
-- title = "Capacity not recorded or not known"
-- section = "Making Safeguarding Personal"
-- order = 80
-- themes = ["mental_capacity", "quality_assurance"]
-- question = "Is the adult's capacity recorded when the enquiry ends?"
-- definition = """
-- Concluded section 42 enquiries where capacity is not recorded, not known or blank, out of all concluded. One row per
-- lead agency per month of conclusion.
-- """
-- numerator = "Concluded section 42 enquiries where capacity is not recorded, not known or blank"
-- denominator = "Section 42 enquiries concluded in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "lower"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG3a"
-- caveat = "A measure of recording, not of practice. No target is agreed. ELFT concludes about 33 enquiries a year."
-- rising = "Capacity is left unrecorded more often"
-- falling = "Capacity is left unrecorded less often"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', ended_on)::date as report_month,
    count(*) filter (where coalesce(mental_capacity, 'not_recorded') in ('not_recorded', 'dont_know')) as numerator,
    count(*) as denominator
from feed.enquiries
where
    kind = 'section_42'
    and ended_on is not null
group by all
