-- /// indicator
-- code = "RSK-01"
-- title = "Enquiries where a risk was identified"
-- section = "Enquiries and outcomes"
-- order = 130
-- themes = ["msp"]
-- question = "How often does an enquiry find a risk?"
-- definition = """
-- Section 42 enquiries concluded where the assessment identified a risk, whether or not action was taken, out of all
-- concluded. One row per lead agency per month of conclusion.
-- """
-- numerator = "Concluded section 42 enquiries where a risk was identified"
-- denominator = "Section 42 enquiries concluded in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG2c"
-- caveat = """
-- Inconclusive assessments and enquiries ceased at the adult's request count as not identified. ELFT concludes about
-- 33 enquiries a year.
-- """
-- rising = "More enquiries identify a risk"
-- falling = "Fewer enquiries identify a risk"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', ended_on)::date as report_month,
    count(*) filter (where starts_with(risk_assessment_outcome, 'risk_identified')) as numerator,
    count(*) as denominator
from feed.enquiries
where
    kind = 'section_42'
    and ended_on is not null
group by all
