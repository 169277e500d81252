-- /// indicator
-- code = "POL-08"
-- title = "Referrals to the behaviour change programme"
-- section = "Partnership"
-- order = 70
-- themes = ["domestic_abuse"]
-- question = "Are more people who abuse a partner referred for help to change?"
-- definition = """
-- Referrals by the police to the behaviour change programme of the Chrysalis Centre. One row per agency per month.
-- """
-- numerator = "Referrals made in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["behaviour_change_referrals"]
-- source = "LSAB annual report 2023/24"
-- caveat = "Counts referrals, not people who begin or finish the programme."
-- rising = "More people are referred to change behaviour"
-- falling = "Fewer people are referred to change behaviour"
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'behaviour_change_referrals'
