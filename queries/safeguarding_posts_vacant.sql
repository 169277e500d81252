-- /// indicator
-- code = "WFD-01"
-- title = "Safeguarding posts vacant"
-- section = "Training"
-- order = 200
-- themes = ["training_supervision", "quality_assurance"]
-- question = "Are the council's safeguarding posts filled?"
-- definition = """
-- Safeguarding posts without anybody in post on the last day of the month, out of all safeguarding posts. One row
-- per agency per month end.
-- """
-- numerator = "Safeguarding posts vacant on the last day of the month"
-- denominator = "Safeguarding posts on that day"
-- unit = "percent"
-- kind = "stock"
-- direction = "lower"
-- protected = false
-- feeds = ["measures"]
-- measures = ["safeguarding_posts_vacant"]
-- source = "LSAB annual report 2023/24; articles on impact dashboards"
-- caveat = """
-- A month-end state, never added over months. Posts, not full-time equivalents; a post held by an agency worker is
-- filled. Only the council sends it so far.
-- """
-- rising = "More safeguarding posts are vacant"
-- falling = "Fewer safeguarding posts are vacant"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'safeguarding_posts_vacant'
    and denominator is not null
