-- /// indicator
-- code = "HRD-03"
-- title = "Hoarding panel, closed with risk reduced"
-- section = "Partnership"
-- order = 120
-- themes = ["self_neglect_hoarding"]
-- question = "Does the hoarding panel reduce risk enough to close?"
-- definition = """
-- People whose matter was closed by the hoarding panel with risk reduced, out of those it considered. One row per
-- agency per month.
-- """
-- numerator = "People whose matter was closed with risk reduced"
-- denominator = "People the hoarding panel considered in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["hoarding_risk_reduced"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The panel began in October 2023. Numbers are very small and must stay hidden outside the council's secure view.
-- """
-- rising = "The hoarding panel reduces risk more often"
-- falling = "The hoarding panel reduces risk less often"
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'hoarding_risk_reduced'
    and denominator is not null
