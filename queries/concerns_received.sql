-- /// indicator
-- code = "CON-01"
-- title = "Safeguarding concerns received"
-- section = "Referrals"
-- order = 10
-- themes = ["prevention_early_help"]
-- question = "How many safeguarding concerns does the council receive?"
-- definition = """
-- Safeguarding concerns logged by the council. Each concern counts, so an adult with two concerns counts twice. One
-- row per agency per month of receipt.
-- """
-- numerator = "Concerns received in the month"
-- unit = "count"
-- kind = "flow"
-- per_adults = true
-- direction = "neutral"
-- feeds = ["concerns"]
-- source = "SAC SG1f; LSAB annual report 2023/24; LGA Safeguarding Adults Insight project"
-- caveat = """
-- A stronger first review sends some contacts elsewhere before they are logged. Read it beside the contacts
-- redirected.
-- """
-- rising = "More safeguarding concerns are received"
-- falling = "Fewer safeguarding concerns are received"
-- ///

select
    agency_code,
    date_trunc('month', received_on)::date as report_month,
    count(*) as numerator,
    null::bigint as denominator
from feed.concerns
group by all
