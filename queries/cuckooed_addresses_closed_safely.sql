-- /// indicator
-- code = "CUC-01A"
-- title = "Cuckooing Group, addresses closed safely"
-- section = "Partnership"
-- order = 320
-- themes = ["modern_slavery"]
-- question = "When the Cuckooing Group closes an address, is the person safe?"
-- definition = """
-- Addresses that the Cuckooing Group closed with the person safe, out of those it closed. One row per agency per
-- month.
-- """
-- numerator = "Addresses closed with the person safe"
-- denominator = "Addresses closed in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["cuckooed_addresses_closed_safely"]
-- source = "LSAB annual report 2023/24"
-- caveat = "Very small numbers. A person safe at closure may be exploited again."
-- rising = "More cuckooed addresses are closed safely"
-- falling = "Fewer cuckooed addresses are closed safely"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'cuckooed_addresses_closed_safely'
    and denominator is not null
