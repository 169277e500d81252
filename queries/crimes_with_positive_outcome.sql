-- /// indicator
-- code = "POL-11"
-- title = "Crimes against adults at risk with a positive outcome"
-- section = "Partnership"
-- order = 255
-- themes = ["domestic_abuse"]
-- question = "Do investigations of crimes against adults at risk bring a result?"
-- definition = """
-- Crimes against adults at risk closed in the month with a positive outcome, such as a charge or a caution, out of all
-- closed. One row per agency per month.
-- """
-- numerator = "Crimes closed with a positive outcome"
-- denominator = "Crimes against adults at risk closed in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["crimes_with_positive_outcome"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Investigations take months, so most crimes were reported earlier. A result in law may not be what the adult wanted.
-- The annual report credits the Emerald domestic abuse team with a rise.
-- """
-- rising = "More crimes against adults at risk bring a result"
-- falling = "Fewer crimes against adults at risk bring a result"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'crimes_with_positive_outcome'
    and denominator is not null
