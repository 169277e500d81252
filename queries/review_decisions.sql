-- /// indicator
-- code = "SAR-01A"
-- title = "Decisions on referrals for a review"
-- section = "Partnership"
-- order = 560
-- themes = ["learning_from_reviews"]
-- question = "How many referrals for a safeguarding adults review does the board decide?"
-- definition = """
-- Referrals for a safeguarding adults review on which the board decided, whatever the decision. One row per agency
-- per quarter, at its last month.
-- """
-- numerator = "Referrals decided in the quarter"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["review_decisions"]
-- source = "LSAB annual report 2023/24; Safeguarding Case Review Tracker; SAR Quality Markers (SCIE)"
-- caveat = """
-- Very small numbers, which must stay hidden outside the council's secure view. A referral of one quarter may be
-- decided in another, so this is no part of the quarter's referrals.
-- """
-- rising = "The board decides more referrals for a review"
-- falling = "The board decides fewer referrals for a review"
-- core = false
-- ///

select
    agency_code,
    report_month,
    denominator as numerator,
    null::bigint as denominator
from feed.measures
where
    measure = 'review_decisions'
    and denominator is not null
