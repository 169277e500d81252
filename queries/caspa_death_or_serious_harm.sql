-- /// indicator
-- code = "CAS-08"
-- title = "Death or serious harm while a CASPA case is open"
-- section = "Partnership"
-- order = 550
-- themes = ["self_neglect_hoarding", "learning_from_reviews"]
-- question = "How often does an adult come to serious harm while CASPA is at work?"
-- definition = """
-- Deaths of, and serious harm to, adults whose CASPA case was open on the day. One row per agency per month.
-- """
-- numerator = "Deaths and events of serious harm in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "lower"
-- feeds = ["measures"]
-- measures = ["caspa_death_or_serious_harm"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Must stay hidden outside the council's secure view. Each event is considered for a review whatever the count.
-- CASPA takes adults at imminent risk, so an event is not by itself a failure.
-- """
-- rising = "More adults come to serious harm while CASPA works"
-- falling = "Fewer adults come to serious harm while CASPA works"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'caspa_death_or_serious_harm'
