-- /// indicator
-- code = "MSP-02"
-- title = "Adults who said what they want"
-- section = "Making Safeguarding Personal"
-- order = 20
-- themes = ["msp", "voice_coproduction"]
-- question = "Do adults who are asked say what they want?"
-- definition = """
-- Concluded section 42 enquiries where the adult expressed desired outcomes, out of those where the adult was asked.
-- One row per lead agency per month of conclusion.
-- """
-- numerator = "Concluded section 42 enquiries where outcomes were expressed"
-- denominator = "Section 42 enquiries concluded in the month where the adult was asked"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG4a"
-- caveat = """
-- Leaves out adults who were not asked. Some cannot or do not wish to say. ELFT concludes about 33 enquiries a year.
-- """
-- rising = "More adults who are asked express outcomes"
-- falling = "Fewer adults who are asked express outcomes"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', ended_on)::date as report_month,
    count(*) filter (where msp_asked = 'asked_and_expressed') as numerator,
    count(*) as denominator
from feed.enquiries
where
    kind = 'section_42'
    and ended_on is not null
    and msp_asked in ('asked_and_expressed', 'asked_not_expressed')
group by all
