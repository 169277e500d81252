-- /// indicator
-- code = "CUC-01"
-- title = "Cuckooing Group, addresses open"
-- section = "Partnership"
-- order = 315
-- themes = ["modern_slavery"]
-- question = "How many homes taken over by others is the Cuckooing Group working on?"
-- definition = """
-- Addresses open to the Cuckooing Group on the last day of the month. Cuckooing is taking over a person's home to
-- exploit them. One row per agency per month end.
-- """
-- numerator = "Addresses open on the last day of the month"
-- unit = "count"
-- kind = "stock"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["cuckooed_addresses_open"]
-- source = "LSAB annual report 2023/24"
-- caveat = "A month-end count, never added over months. Small numbers. A rise may mean that more is noticed."
-- rising = "More addresses are open to the Cuckooing Group"
-- falling = "Fewer addresses are open to the Cuckooing Group"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'cuckooed_addresses_open'
