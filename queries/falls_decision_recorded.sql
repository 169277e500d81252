-- /// indicator
-- code = "ACU-08"
-- title = "Falls with a safeguarding decision recorded"
-- section = "Partnership"
-- order = 295
-- themes = ["falls"]
-- question = "After a fall, is it decided whether it is a safeguarding matter?"
-- definition = """
-- Falls under the multi-agency protocol with a recorded decision on whether safeguarding applies, out of all such
-- falls. One row per agency per month.
-- """
-- numerator = "Falls with a safeguarding decision recorded"
-- denominator = "Falls under the protocol in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["falls_decision_recorded"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The decision may rightly be that safeguarding does not apply. Falls that never came under the protocol are not
-- counted.
-- """
-- rising = "More falls have a safeguarding decision"
-- falling = "Fewer falls have a safeguarding decision"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'falls_decision_recorded'
    and denominator is not null
