-- /// indicator
-- code = "DOL-04"
-- title = "Deprivation of liberty applications not completed"
-- section = "Partnership"
-- order = 520
-- themes = ["mental_capacity"]
-- question = "How many deprivation of liberty applications are waiting to be completed?"
-- definition = """
-- Applications under the Deprivation of Liberty Safeguards received by the last day of the month and not completed
-- on that day. One row per agency per month end.
-- """
-- numerator = "Applications not completed on the last day of the month"
-- unit = "count"
-- kind = "stock"
-- direction = "lower"
-- feeds = ["measures"]
-- measures = ["deprivation_of_liberty_open"]
-- source = "NHS Digital statistics on the Deprivation of Liberty Safeguards"
-- caveat = """
-- A month-end count, never added over months. Until an application is completed, a person may be deprived of liberty
-- without authority. More applications received leave more open for a time.
-- """
-- rising = "More deprivation of liberty applications wait"
-- falling = "Fewer deprivation of liberty applications wait"
-- core = true
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'deprivation_of_liberty_open'
