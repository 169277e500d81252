-- /// indicator
-- code = "MHT-01"
-- title = "Enquiries with the adult's outcome recorded"
-- section = "Making Safeguarding Personal"
-- order = 150
-- themes = ["msp", "mental_health", "quality_assurance"]
-- question = "Is it recorded what came of what the adult wanted?"
-- definition = """
-- Section 42 enquiries that record how far the adult's outcomes were achieved, or that none were expressed when asked, out
-- of all concluded. One row per lead agency per month of conclusion.
-- """
-- numerator = "Concluded section 42 enquiries with the outcome recorded, or with none expressed when asked"
-- denominator = "Section 42 enquiries concluded in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- core = false
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- A measure of recording. ELFT, for which it was written, concludes about 33 enquiries a year. A target of 95% is
-- suggested, not agreed.
-- """
-- rising = "The adult's outcome is recorded more often"
-- falling = "The adult's outcome is recorded less often"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', ended_on)::date as report_month,
    count(*) filter (where msp_outcome is not null or msp_asked = 'asked_not_expressed') as numerator,
    count(*) as denominator
from feed.enquiries
where
    kind = 'section_42'
    and ended_on is not null
group by all
