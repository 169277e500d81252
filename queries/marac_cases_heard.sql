-- /// indicator
-- code = "MAR-01"
-- title = "Cases heard at MARAC"
-- section = "Partnership"
-- order = 660
-- themes = ["domestic_abuse"]
-- question = "How many cases of high-risk domestic abuse does MARAC hear?"
-- definition = """
-- Cases of the return that the multi-agency risk assessment conference, MARAC, first considered in the month. One row
-- per agency per month of the meeting.
-- """
-- numerator = "Cases first considered by MARAC in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- core = false
-- feeds = ["panel_cases"]
-- about = "keeper"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The return does not say who has care and support needs, nor whether a case is a repeat. A case heard again under its
-- old reference counts once.
-- """
-- rising = "MARAC hears more cases"
-- falling = "MARAC hears fewer cases"
-- ///

select
    agency_code,
    date_trunc('month', considered_on)::date as report_month,
    count(*) as numerator,
    null::bigint as denominator
from feed.panel_cases
where
    panel = 'marac'
    and considered_on is not null
group by all
