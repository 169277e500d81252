-- /// indicator
-- code = "FRS-01"
-- title = "Safeguarding referrals from the fire service"
-- section = "Partnership"
-- order = 100
-- themes = ["prevention_early_help", "self_neglect_hoarding"]
-- question = "How many safeguarding referrals does the fire service make?"
-- definition = """
-- Safeguarding referrals made by the fire and rescue service, as it counts them. One row per agency per month.
-- """
-- numerator = "Safeguarding referrals made in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["fire_referrals"]
-- source = "Essex Fire and Rescue board report"
-- caveat = "Small numbers. The service's own count: the council may log fewer concerns."
-- rising = "More safeguarding referrals come from fire crews"
-- falling = "Fewer safeguarding referrals come from fire crews"
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'fire_referrals'
