-- /// indicator
-- code = "POL-03"
-- title = "Domestic abuse crimes against an adult with care needs"
-- section = "Partnership"
-- order = 220
-- themes = ["domestic_abuse"]
-- question = "How often is an adult with care and support needs a victim of domestic abuse?"
-- definition = """
-- Domestic abuse crimes recorded by the police whose victim is flagged as an adult with care and support needs. One
-- row per agency per month.
-- """
-- numerator = "Domestic abuse crimes in the month with the flag"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["domestic_abuse_crimes_with_care_needs"]
-- source = "LSAB annual report 2023/24; Sheffield DACT figures on domestic abuse"
-- caveat = """
-- Depends on officers setting the flag, so a rise may mean that needs are noticed more often. Counts crimes, not
-- people.
-- """
-- rising = "More domestic abuse of adults with care needs is recorded"
-- falling = "Less domestic abuse of adults with care needs is recorded"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'domestic_abuse_crimes_with_care_needs'
