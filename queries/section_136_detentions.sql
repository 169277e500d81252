-- /// indicator
-- code = "POL-10A"
-- title = "Detentions under section 136 of the Mental Health Act"
-- section = "Partnership"
-- order = 250
-- themes = ["mental_health"]
-- question = "How often do the police take a person in crisis to a place of safety?"
-- definition = """
-- Detentions by the police under section 136 of the Mental Health Act, which lets them take a person to a place of
-- safety. One row per agency per month.
-- """
-- numerator = "Detentions in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["section_136_detentions"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Counts detentions, not people. Right Care Right Person may change it; the day that began is to be confirmed with
-- Bedfordshire Police.
-- """
-- rising = "The police take more people to a place of safety"
-- falling = "The police take fewer people to a place of safety"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'section_136_detentions'
