-- /// indicator
-- code = "ICB-02"
-- title = "GP practices with a safeguarding support visit"
-- section = "Partnership"
-- order = 470
-- themes = ["domestic_abuse", "quality_assurance"]
-- question = "Has every GP practice had a safeguarding support visit in the last year?"
-- definition = """
-- GP practices with a face-to-face safeguarding support visit in the twelve months to month end, out of all
-- practices. One row per agency per month end.
-- """
-- numerator = "Practices visited in the twelve months to month end"
-- denominator = "All practices on that day"
-- unit = "percent"
-- kind = "stock"
-- direction = "higher"
-- protected = false
-- feeds = ["measures"]
-- measures = ["practices_visited"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- A month-end state, never added over months. A practice visited twice counts once. Visits check domestic abuse
-- policies among other things. No number of visits is agreed as the plan.
-- """
-- rising = "More GP practices have had a support visit"
-- falling = "Fewer GP practices have had a support visit"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'practices_visited'
    and denominator is not null
