-- /// indicator
-- code = "POL-10"
-- title = "Calls redirected under Right Care Right Person"
-- section = "Partnership"
-- order = 245
-- themes = ["mental_health"]
-- question = "How many calls about welfare and mental health go to another service?"
-- definition = """
-- Calls in the scope of Right Care Right Person that the police passed to another service, out of all calls in its
-- scope. Its scope is mental health, welfare checks and absence from care. One row per agency per month.
-- """
-- numerator = "Calls redirected to another service"
-- denominator = "Calls in the scope of Right Care Right Person"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["right_care_calls_redirected"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The day it began is to be confirmed with Bedfordshire Police, so no break is drawn. The share does not show whether
-- the other service answered.
-- """
-- rising = "More calls are redirected to another service"
-- falling = "Fewer calls are redirected to another service"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'right_care_calls_redirected'
    and denominator is not null
