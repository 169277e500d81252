-- /// indicator
-- code = "RSK-03"
-- title = "Risk removed"
-- section = "Enquiries and outcomes"
-- order = 150
-- themes = ["msp"]
-- question = "How often has the risk gone when the enquiry ends?"
-- definition = """
-- Concluded section 42 enquiries where the risk was removed, out of those where a risk was identified. One row per
-- lead agency per month of conclusion.
-- """
-- numerator = "Concluded section 42 enquiries where the risk was removed"
-- denominator = "Section 42 enquiries concluded in the month with a risk identified"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG2e; LSAB annual report 2023/24"
-- caveat = """
-- A risk can rarely be removed where the adult chooses to live with it. ELFT concludes about 33 enquiries a year.
-- """
-- rising = "Risk is removed more often"
-- falling = "Risk is removed less often"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', ended_on)::date as report_month,
    count(*) filter (where risk_outcome = 'risk_removed') as numerator,
    count(*) as denominator
from feed.enquiries
where
    kind = 'section_42'
    and ended_on is not null
    and starts_with(risk_assessment_outcome, 'risk_identified')
group by all
