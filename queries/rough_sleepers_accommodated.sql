-- /// indicator
-- code = "RSL-01"
-- title = "Sleeping rough with a concern, now accommodated"
-- section = "Partnership"
-- order = 80
-- themes = ["rough_sleeping", "prevention_early_help"]
-- question = "Do people sleeping rough with a safeguarding concern find accommodation?"
-- definition = """
-- People sleeping rough with a safeguarding concern who moved into accommodation, out of all such people. One row per
-- agency per month.
-- """
-- numerator = "People who moved into accommodation"
-- denominator = "People sleeping rough in the month with a safeguarding concern"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["rough_sleepers_accommodated"]
-- source = "LSAB annual report 2023/24; Leicester City committee paper 129720"
-- caveat = """
-- Very small numbers. A person still sleeping rough counts again each month, and the accommodation may not last.
-- """
-- rising = "More people sleeping rough are accommodated"
-- falling = "Fewer people sleeping rough are accommodated"
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'rough_sleepers_accommodated'
    and denominator is not null
