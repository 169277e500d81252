-- /// indicator
-- code = "PHE-01"
-- title = "Adults with dual diagnosis engaged for 12 weeks"
-- section = "Partnership"
-- order = 90
-- themes = ["substance_use", "mental_health"]
-- question = "Do adults with dual diagnosis stay with the joint service?"
-- definition = """
-- Adults with mental ill health and substance use who stayed with the joint post for 12 weeks, out of adults seen. One
-- row per agency per month.
-- """
-- numerator = "Adults who stayed engaged for 12 weeks"
-- denominator = "Adults seen by the joint dual diagnosis post"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["dual_diagnosis_engaged"]
-- source = "LSAB annual report 2023/24"
-- caveat = "One post, so numbers are small. An adult seen in several months may count in each."
-- rising = "More adults stay with the joint service"
-- falling = "Fewer adults stay with the joint service"
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'dual_diagnosis_engaged'
    and denominator is not null
