-- /// indicator
-- code = "POL-12"
-- title = "Adults at risk who are victims of fraud or cyber crime"
-- section = "Partnership"
-- order = 260
-- themes = ["cyber_crime"]
-- question = "How many adults at risk are victims of fraud or cyber crime?"
-- definition = """
-- Adults at risk recorded by the police in the month as victims of fraud or cyber crime. One row per agency per month.
-- """
-- numerator = "Victims recorded in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["fraud_and_cyber_crime_victims"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Much fraud is never reported, or not to the local police. An adult who is a victim in several months counts in each.
-- """
-- rising = "More adults at risk are victims of fraud"
-- falling = "Fewer adults at risk are victims of fraud"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'fraud_and_cyber_crime_victims'
