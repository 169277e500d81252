-- /// indicator
-- code = "MSP-12"
-- title = "People who feel as safe as they want (yearly survey)"
-- section = "Making Safeguarding Personal"
-- order = 210
-- themes = ["msp", "voice_coproduction"]
-- question = "Do people who use care services feel as safe as they want?"
-- definition = """
-- Respondents of the yearly Adult Social Care Survey who feel as safe as they want, out of those who answered that
-- question. Sent once a year, with the return of March. One row per agency per yearly survey.
-- """
-- numerator = "Respondents who feel as safe as they want"
-- denominator = "Respondents who answered the question"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["feel_safe_survey"]
-- source = "Adult Social Care Survey, question 7a; ASCOF 4A; LSAB annual report 2023/24"
-- caveat = """
-- A sample of those who use services, not of adults in an enquiry: read it with its interval. Published figures are
-- weighted, and these counts are not, so that they can differ by a point or so. A single year is not judged.
-- """
-- rising = "More people feel as safe as they want"
-- falling = "Fewer people feel as safe as they want"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'feel_safe_survey'
    and denominator is not null
