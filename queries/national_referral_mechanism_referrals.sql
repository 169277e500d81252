-- /// indicator
-- code = "POL-09"
-- title = "Adults referred to the National Referral Mechanism"
-- section = "Partnership"
-- order = 240
-- themes = ["modern_slavery"]
-- question = "How many adults do the police refer as possible victims of modern slavery?"
-- definition = """
-- Referrals of adults by the police to the National Referral Mechanism, which identifies and supports victims of
-- modern slavery. One row per agency per month.
-- """
-- numerator = "Referrals of adults made in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["national_referral_mechanism_referrals"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Very small numbers, and one operation can change a month. An adult must agree to be referred, so more victims may be
-- found than referred. Referrals by others are not counted.
-- """
-- rising = "More adults are referred as possible slavery victims"
-- falling = "Fewer adults are referred as possible slavery victims"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'national_referral_mechanism_referrals'
