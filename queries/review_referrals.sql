-- /// indicator
-- code = "SAR-01"
-- title = "Referrals for a safeguarding adults review"
-- section = "Partnership"
-- order = 555
-- themes = ["learning_from_reviews"]
-- question = "How many cases are referred for a safeguarding adults review?"
-- definition = """
-- Referrals for a safeguarding adults review that the board received. One row per agency per quarter, at its last
-- month.
-- """
-- numerator = "Referrals received in the quarter"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["review_referrals"]
-- source = "LSAB annual report 2023/24; Safeguarding Case Review Tracker; SAR Quality Markers (SCIE)"
-- caveat = """
-- Very small numbers, which must stay hidden outside the council's secure view. The report speaks of more reviews of
-- all kinds since the pandemic. More referrals may mean more harm or a readiness to learn.
-- """
-- rising = "More cases are referred for a review"
-- falling = "Fewer cases are referred for a review"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'review_referrals'
