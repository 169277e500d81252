-- /// indicator
-- code = "MSP-05"
-- title = "Outcomes not achieved"
-- section = "Making Safeguarding Personal"
-- order = 50
-- themes = ["msp"]
-- question = "How often do adults not get what they wanted?"
-- definition = """
-- Concluded section 42 enquiries where the adult's desired outcomes were not achieved, out of those where outcomes
-- were expressed. One row per lead agency per month of conclusion.
-- """
-- numerator = "Concluded section 42 enquiries where the outcomes were not achieved"
-- denominator = "Section 42 enquiries concluded in the month where the adult expressed outcomes"
-- unit = "percent"
-- kind = "flow"
-- direction = "lower"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG4a; LSAB annual report 2023/24"
-- caveat = """
-- Leaves out adults who were not asked or said nothing. Some wishes cannot be met. ELFT concludes about 33 enquiries a
-- year.
-- """
-- rising = "Outcomes are not achieved more often"
-- falling = "Outcomes are not achieved less often"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', ended_on)::date as report_month,
    count(*) filter (where msp_outcome = 'not_achieved') as numerator,
    count(*) as denominator
from feed.enquiries
where
    kind = 'section_42'
    and ended_on is not null
    and msp_asked = 'asked_and_expressed'
group by all
