-- /// indicator
-- code = "COM-04"
-- title = "Contacts to the safeguarding advice line"
-- section = "Partnership"
-- order = 430
-- themes = ["prevention_early_help"]
-- question = "How often do staff of the community trust seek safeguarding advice?"
-- definition = """
-- Contacts to the community trust's duty line for safeguarding advice. One row per agency per month.
-- """
-- numerator = "Contacts to the duty advice line in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["advice_line_contacts"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The line serves adults' and children's safeguarding, and the report does not say whether they are told apart. More
-- contacts may mean more need or more trust in the line.
-- """
-- rising = "Staff seek safeguarding advice more often"
-- falling = "Staff seek safeguarding advice less often"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'advice_line_contacts'
