-- /// indicator
-- code = "COM-07"
-- title = "Community services rated good or very good"
-- section = "Partnership"
-- order = 30
-- themes = ["voice_coproduction"]
-- question = "Do people rate the community services good or very good?"
-- definition = """
-- Friends and Family Test answers of good or very good, out of all answers, over all services of the trust. One row
-- per agency per month.
-- """
-- numerator = "Answers of good or very good"
-- denominator = "All answers in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["friends_and_family"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Not specific to safeguarding: it covers all services of the trust. Few adults in an enquiry will be among those who
-- answered.
-- """
-- rising = "More people rate the services good"
-- falling = "Fewer people rate the services good"
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'friends_and_family'
    and denominator is not null
