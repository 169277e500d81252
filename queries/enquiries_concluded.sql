-- /// indicator
-- code = "ENQ-06"
-- title = "Section 42 enquiries concluded"
-- section = "Enquiries and outcomes"
-- order = 110
-- themes = ["quality_assurance"]
-- question = "How many section 42 enquiries are concluded?"
-- definition = """
-- Section 42 enquiries that ended in the month, whenever they began. One row per lead agency per month of conclusion.
-- """
-- numerator = "Section 42 enquiries concluded in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "SAC SG2"
-- caveat = "Not the same enquiries as those started in the month: never divide one by the other."
-- rising = "More section 42 enquiries are concluded"
-- falling = "Fewer section 42 enquiries are concluded"
-- ///

select
    lead_agency as agency_code,
    date_trunc('month', ended_on)::date as report_month,
    count(*) as numerator,
    null::bigint as denominator
from feed.enquiries
where
    kind = 'section_42'
    and ended_on is not null
group by all
