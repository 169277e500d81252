-- /// indicator
-- code = "ICB-06"
-- title = "Learning disability mortality reviews on time"
-- section = "Partnership"
-- order = 500
-- themes = ["learning_disability_autism", "learning_from_reviews"]
-- question = "Are reviews of deaths of people with a learning disability done on time?"
-- definition = """
-- Reviews under the learning disability and autism mortality programme, LeDeR, completed on time, out of those due
-- in the month. One row per agency per month.
-- """
-- numerator = "Reviews completed on time"
-- denominator = "Reviews due in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["learning_disability_reviews"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Numbers are very small and must stay hidden outside the council's secure view. The report names LeDeR and gives no
-- figure. The time allowed is the programme's own.
-- """
-- rising = "Mortality reviews are more often on time"
-- falling = "Mortality reviews are less often on time"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'learning_disability_reviews'
    and denominator is not null
