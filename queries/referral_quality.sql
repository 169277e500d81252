-- /// indicator
-- code = "CON-06"
-- title = "Sampled referrals that meet the standard"
-- section = "Referrals"
-- order = 230
-- themes = ["quality_assurance", "msp"]
-- question = "Do referrals say what the council needs to know?"
-- definition = """
-- Sampled referrals that meet the local standard on the adult's views, consent, risk and contact details, out of
-- those sampled. One row per agency per month.
-- """
-- numerator = "Sampled referrals that meet the local standard"
-- denominator = "Referrals sampled in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["referral_quality"]
-- source = "LSAB annual report 2023/24; Leicestershire and Rutland threshold audit"
-- caveat = """
-- A small sample, so a month alone says little. The report asks how the quality of referrals could be improved and
-- gives no figure. The standard and its level are for the board to set.
-- """
-- rising = "More sampled referrals meet the standard"
-- falling = "Fewer sampled referrals meet the standard"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'referral_quality'
    and denominator is not null
