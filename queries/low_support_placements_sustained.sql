-- /// indicator
-- code = "HOU-01"
-- title = "Low-support placements that lasted six months"
-- section = "Partnership"
-- order = 335
-- themes = ["rough_sleeping", "prevention_early_help"]
-- question = "Do people stay in enhanced low-support accommodation?"
-- definition = """
-- People still in an enhanced low-support unit six months after they moved in, out of those whose six months ended in
-- the month. One row per agency per month.
-- """
-- numerator = "People still in their placement after six months"
-- denominator = "People placed six months before the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["low_support_placements_sustained"]
-- source = "LSAB annual report 2023/24"
-- caveat = "Very small numbers. A person who moved on to a home of their own counts as not staying."
-- rising = "More low-support placements last six months"
-- falling = "Fewer low-support placements last six months"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'low_support_placements_sustained'
    and denominator is not null
