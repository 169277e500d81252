-- /// indicator
-- code = "RSK-04"
-- title = "Risk remained"
-- section = "Enquiries and outcomes"
-- order = 160
-- themes = ["msp"]
-- question = "How often is the risk unchanged when the enquiry ends?"
-- definition = """
-- Concluded section 42 enquiries where the risk remained, out of those where a risk was identified. One row per lead
-- agency per month of conclusion.
-- """
-- numerator = "Concluded section 42 enquiries where the risk remained"
-- denominator = "Section 42 enquiries concluded in the month with a risk identified"
-- unit = "percent"
-- kind = "flow"
-- direction = "lower"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG2e; LSAB annual report 2023/24"
-- caveat = """
-- A risk may rightly remain, for example by the adult's own choice. ELFT concludes about 33 enquiries a year.
-- """
-- rising = "Risk remains more often"
-- falling = "Risk remains less often"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', ended_on)::date as report_month,
    count(*) filter (where risk_outcome = 'risk_remained') as numerator,
    count(*) as denominator
from feed.enquiries
where
    kind = 'section_42'
    and ended_on is not null
    and starts_with(risk_assessment_outcome, 'risk_identified')
group by all
