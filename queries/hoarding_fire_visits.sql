-- /// indicator
-- code = "HRD-04"
-- title = "Hoarding cases with a fire-safety visit"
-- section = "Partnership"
-- order = 575
-- themes = ["self_neglect_hoarding", "prevention_early_help"]
-- question = "Has the fire service visited people whose hoarding puts them at risk?"
-- definition = """
-- Open cases of the hoarding panel passed to the fire service where a fire-safety visit was done by month end, out
-- of those passed. One row per agency per month end.
-- """
-- numerator = "Open cases with a fire-safety visit done"
-- denominator = "Open cases passed to the fire service on the last day of the month"
-- unit = "percent"
-- kind = "stock"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["hoarding_fire_visits"]
-- source = "LSAB annual report 2023/24; Essex Fire and Rescue board report"
-- caveat = """
-- A month-end state, never added over months. The panel began in October 2023. Numbers are very small and must stay
-- hidden outside the council's secure view. The board has set no target.
-- """
-- rising = "More people who hoard have had a fire-safety visit"
-- falling = "Fewer people who hoard have had a fire-safety visit"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'hoarding_fire_visits'
    and denominator is not null
