-- /// indicator
-- code = "CON-17"
-- title = "Concerns that name a care provider"
-- section = "Referrals"
-- order = 200
-- themes = ["organisational_abuse"]
-- question = "How many concerns name a care home or another care provider?"
-- definition = """
-- Safeguarding concerns received in the month that name a regulated care service, as the council's Quality Team counts
-- them. One row per agency per month.
-- """
-- numerator = "Concerns in the month that name a regulated care service"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["concerns_naming_provider"]
-- source = "LSAB annual report 2023/24; Lincolnshire County Council committee papers"
-- caveat = """
-- No rate: it is not set against beds or clients. A provider may be named because it raised the concern, and openness
-- raises the count.
-- """
-- rising = "More concerns name a care provider"
-- falling = "Fewer concerns name a care provider"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'concerns_naming_provider'
