-- /// indicator
-- code = "DOL-01"
-- title = "Deprivation of liberty applications received"
-- section = "Partnership"
-- order = 510
-- themes = ["mental_capacity"]
-- question = "How many applications to deprive a person of liberty are received?"
-- definition = """
-- Applications under the Deprivation of Liberty Safeguards that the council received. One row per agency per month.
-- """
-- numerator = "Applications received in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["deprivation_of_liberty_received"]
-- source = "NHS Digital statistics on the Deprivation of Liberty Safeguards; LSAB annual report 2023/24"
-- caveat = """
-- Applications, not people: one person may have several in a year. A repeat at the end of an authorisation counts
-- again. The report gives no figure.
-- """
-- rising = "More deprivation of liberty applications are received"
-- falling = "Fewer deprivation of liberty applications are received"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'deprivation_of_liberty_received'
