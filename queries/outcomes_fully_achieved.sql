-- /// indicator
-- code = "MSP-03"
-- title = "Outcomes fully achieved"
-- section = "Making Safeguarding Personal"
-- order = 30
-- themes = ["msp"]
-- question = "Do adults get all they wanted from the enquiry?"
-- definition = """
-- Concluded section 42 enquiries where the adult's desired outcomes were fully achieved, out of those where outcomes
-- were expressed. One row per lead agency per month of conclusion.
-- """
-- numerator = "Concluded section 42 enquiries where the outcomes were fully achieved"
-- denominator = "Section 42 enquiries concluded in the month where the adult expressed outcomes"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG4a; LSAB annual report 2023/24"
-- caveat = """
-- Leaves out adults who were not asked or said nothing. A figure of 100% would be implausible. ELFT concludes about 33
-- enquiries a year.
-- """
-- rising = "Outcomes are fully achieved more often"
-- falling = "Outcomes are fully achieved less often"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', ended_on)::date as report_month,
    count(*) filter (where msp_outcome = 'fully_achieved') as numerator,
    count(*) as denominator
from feed.enquiries
where
    kind = 'section_42'
    and ended_on is not null
    and msp_asked = 'asked_and_expressed'
group by all
