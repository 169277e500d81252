-- /// indicator
-- code = "SAR-01B"
-- title = "Decisions on referrals for a review, on time"
-- section = "Partnership"
-- order = 565
-- themes = ["learning_from_reviews"]
-- question = "Does the board decide in time whether to hold a review?"
-- definition = """
-- Referrals for a safeguarding adults review decided within the board's own time, out of those decided in the
-- quarter. One row per agency per quarter, at its last month.
-- """
-- numerator = "Referrals decided within the board's own time"
-- denominator = "Referrals decided in the quarter"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["review_decisions"]
-- source = "LSAB annual report 2023/24; Safeguarding Case Review Tracker; SAR Quality Markers (SCIE)"
-- caveat = """
-- Very small numbers, which must stay hidden outside the council's secure view. The board sends counts and no single
-- days, so no median can be shown. Those still undecided are not in it.
-- """
-- rising = "Referrals for a review are decided on time more"
-- falling = "Referrals for a review are decided on time less"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'review_decisions'
    and denominator is not null
