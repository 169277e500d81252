-- /// indicator
-- code = "MSP-04"
-- title = "Outcomes fully or partly achieved"
-- section = "Making Safeguarding Personal"
-- order = 40
-- themes = ["msp"]
-- question = "Do adults get what they wanted from the enquiry?"
-- definition = """
-- Concluded section 42 enquiries where the adult's desired outcomes were fully or partly achieved, out of those where
-- outcomes were expressed. One row per lead agency per month of conclusion.
-- """
-- numerator = "Concluded section 42 enquiries where the outcomes were fully or partly achieved"
-- denominator = "Section 42 enquiries concluded in the month where the adult expressed outcomes"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG4a; LSAB annual report 2023/24; City of London committee paper 119901"
-- caveat = """
-- Leaves out adults who were not asked or said nothing. A figure of 100% would be a reason to look closer. ELFT
-- concludes about 33 enquiries a year.
-- """
-- rising = "Outcomes are achieved, fully or partly, more often"
-- falling = "Outcomes are achieved, fully or partly, less often"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', ended_on)::date as report_month,
    count(*) filter (where msp_outcome in ('fully_achieved', 'partially_achieved')) as numerator,
    count(*) as denominator
from feed.enquiries
where
    kind = 'section_42'
    and ended_on is not null
    and msp_asked = 'asked_and_expressed'
group by all
