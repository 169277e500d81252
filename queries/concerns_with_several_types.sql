-- /// indicator
-- code = "CON-08"
-- title = "Concerns citing two or more types of risk"
-- section = "Referrals"
-- order = 40
-- themes = ["prevention_early_help", "learning_from_reviews"]
-- question = "Are concerns becoming more complex?"
-- definition = """
-- Concerns that cite two or more different types of risk, out of all concerns received. One row per agency per month
-- of receipt.
-- """
-- numerator = "Concerns received in the month that cite two or more different types of risk"
-- denominator = "All concerns received in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["concerns"]
-- source = "LSAB annual report 2023/24; LGA Safeguarding Adults Insight project"
-- caveat = "Fuller recording raises the figure as well as more complex lives."
-- rising = "More concerns cite several types of risk"
-- falling = "Fewer concerns cite several types of risk"
-- ///

select
    agency_code,
    date_trunc('month', received_on)::date as report_month,
    count(*) filter (where len(list_distinct(types_of_risk)) >= 2) as numerator,
    count(*) as denominator
from feed.concerns
group by all
