-- /// indicator
-- code = "ACU-01"
-- title = "Safeguarding referrals made by the hospitals"
-- section = "Partnership"
-- order = 10
-- themes = ["prevention_early_help", "msp"]
-- question = "How many safeguarding referrals do the hospitals make?"
-- definition = """
-- Adult safeguarding referrals made by the hospital trust, as the trust counts them. One row per agency per month.
-- """
-- numerator = "Adult safeguarding referrals made in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["hospital_referrals"]
-- source = "LSAB annual report 2023/24; Camden safeguarding report 2011"
-- caveat = """
-- The trust's own count: the council may log fewer concerns, since some referrals are redirected or sent elsewhere.
-- """
-- rising = "More safeguarding referrals come from the hospitals"
-- falling = "Fewer safeguarding referrals come from the hospitals"
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'hospital_referrals'
