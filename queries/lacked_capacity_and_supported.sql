-- /// indicator
-- code = "MCA-02"
-- title = "Lacked capacity and had support"
-- section = "Making Safeguarding Personal"
-- order = 70
-- themes = ["mental_capacity", "advocacy"]
-- question = "Do adults who lack capacity have somebody to speak for them?"
-- definition = """
-- Concluded section 42 enquiries where the adult was supported by an advocate, family or friend, out of those where
-- the adult lacked capacity. One row per lead agency per month of conclusion.
-- """
-- numerator = "Concluded section 42 enquiries where an advocate, family or friend supported the adult"
-- denominator = "Section 42 enquiries concluded in the month where the adult lacked capacity"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG3a; Lincolnshire Council Business Plan report"
-- caveat = """
-- Blank counts as not supported. Numbers are small by month. No target is agreed. ELFT concludes about 33 enquiries a
-- year.
-- """
-- rising = "More adults lacking capacity are supported"
-- falling = "Fewer adults lacking capacity are supported"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', ended_on)::date as report_month,
    count(*) filter (where supported = 'yes') as numerator,
    count(*) as denominator
from feed.enquiries
where
    kind = 'section_42'
    and ended_on is not null
    and mental_capacity = 'lacked_capacity'
group by all
