-- /// indicator
-- code = "ADV-01"
-- title = "Advocacy referrals for safeguarding"
-- section = "Partnership"
-- order = 530
-- themes = ["advocacy", "voice_coproduction"]
-- question = "How many people are referred to an advocate for safeguarding?"
-- definition = """
-- Referrals to the advocacy provider for an advocate in a safeguarding matter. One row per agency per quarter, at
-- its last month.
-- """
-- numerator = "Referrals for safeguarding received in the quarter"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["advocacy_referrals"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The provider's own count, sent by quarter. More referrals may mean more need or better offers of an advocate. Read
-- it beside “Lacked capacity and had support”.
-- """
-- rising = "More people are referred to an advocate"
-- falling = "Fewer people are referred to an advocate"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'advocacy_referrals'
