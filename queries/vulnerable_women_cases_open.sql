-- /// indicator
-- code = "VWG-01"
-- title = "Vulnerable Women's Group, cases open"
-- section = "Partnership"
-- order = 305
-- themes = ["sexual_exploitation"]
-- question = "How many women is the Vulnerable Women's Group working with?"
-- definition = """
-- Cases open to the Vulnerable Women's Group on the last day of the month. One row per agency per month end.
-- """
-- numerator = "Cases open on the last day of the month"
-- unit = "count"
-- kind = "stock"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["vulnerable_women_cases_open"]
-- source = "LSAB annual report 2023/24"
-- caveat = "A month-end count, never added over months. Small numbers, about women at high risk."
-- rising = "The Vulnerable Women's Group has more cases open"
-- falling = "The Vulnerable Women's Group has fewer cases open"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'vulnerable_women_cases_open'
