-- /// indicator
-- code = "ICB-01"
-- title = "GP practices with a domestic abuse champion"
-- section = "Partnership"
-- order = 40
-- themes = ["domestic_abuse"]
-- question = "Does every GP practice have a domestic abuse champion?"
-- definition = """
-- GP practices with a named domestic abuse champion on the last day of the month, out of all practices. One row per
-- agency per month end.
-- """
-- numerator = "Practices with a champion on the last day of the month"
-- denominator = "All practices on that day"
-- unit = "percent"
-- kind = "stock"
-- direction = "higher"
-- protected = false
-- feeds = ["measures"]
-- measures = ["practices_with_champion"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- A month-end count, never added over months. A named champion says nothing of how active the champion is. No target
-- is agreed.
-- """
-- rising = "More GP practices have a champion"
-- falling = "Fewer GP practices have a champion"
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'practices_with_champion'
    and denominator is not null
