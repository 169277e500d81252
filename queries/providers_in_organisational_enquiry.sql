-- /// indicator
-- code = "CAR-01"
-- title = "Care providers in an organisational enquiry"
-- section = "Partnership"
-- order = 345
-- themes = ["organisational_abuse"]
-- question = "How many care providers are in an organisational enquiry?"
-- definition = """
-- Care providers with an organisational or large-scale enquiry open on the last day of the month. One row per agency
-- per month end.
-- """
-- numerator = "Providers with such an enquiry open on the last day of the month"
-- unit = "count"
-- kind = "stock"
-- direction = "lower"
-- feeds = ["measures"]
-- measures = ["providers_in_organisational_enquiry"]
-- source = "LSAB annual report 2023/24; Scotland's Adult Support and Protection national minimum dataset"
-- caveat = """
-- A month-end count, never added over months. Very small numbers. A rise may mean that poor care is found sooner.
-- """
-- rising = "More care providers are in an organisational enquiry"
-- falling = "Fewer care providers are in an organisational enquiry"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'providers_in_organisational_enquiry'
