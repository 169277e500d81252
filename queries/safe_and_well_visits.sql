-- /// indicator
-- code = "FRS-03"
-- title = "Safe and well visits to adults known to social care"
-- section = "Partnership"
-- order = 340
-- themes = ["prevention_early_help"]
-- question = "Do fire crews visit adults whom social care knows?"
-- definition = """
-- Safe and well visits by the fire and rescue service to adults known to adult social care. One row per agency per
-- month.
-- """
-- numerator = "Visits made in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["safe_and_well_visits"]
-- source = "LSAB annual report 2023/24; Essex Fire and Rescue board report"
-- caveat = "Depends on sharing who is known to social care. Counts visits, not people."
-- rising = "Fire crews make more safe and well visits"
-- falling = "Fire crews make fewer safe and well visits"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'safe_and_well_visits'
