-- /// indicator
-- code = "COM-08"
-- title = "Provider concerns brought to the monthly huddle"
-- section = "Partnership"
-- order = 460
-- themes = ["organisational_abuse"]
-- question = "How many concerns about care providers does the community trust report?"
-- definition = """
-- Incidents about care providers that the community trust recorded in Datix and brought to the monthly huddle with
-- the council. One row per agency per month.
-- """
-- numerator = "Incidents about care providers brought to the huddle in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["provider_concerns_reported"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Incidents, not providers: one provider may have several. More reports may show poorer care or better reporting.
-- """
-- rising = "More concerns about providers are reported"
-- falling = "Fewer concerns about providers are reported"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'provider_concerns_reported'
