-- /// indicator
-- code = "VCS-01"
-- title = "Voluntary groups with an agreed safeguarding policy"
-- section = "Partnership"
-- order = 110
-- themes = ["voice_coproduction", "quality_assurance"]
-- question = "Do voluntary and community groups have an agreed safeguarding policy?"
-- definition = """
-- Voluntary and community groups with an agreed safeguarding policy at the quarter's end, out of all members. One row
-- per agency per quarter, at its last month.
-- """
-- numerator = "Groups with an agreed policy on the last day of the quarter"
-- denominator = "All member groups on that day"
-- unit = "percent"
-- kind = "stock"
-- direction = "higher"
-- protected = false
-- feeds = ["measures"]
-- measures = ["voluntary_policies_agreed"]
-- source = "LSAB annual report 2023/24"
-- caveat = "A quarter-end count, never added over quarters. Having a policy does not show that it is used."
-- rising = "More voluntary groups have a safeguarding policy"
-- falling = "Fewer voluntary groups have a safeguarding policy"
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'voluntary_policies_agreed'
    and denominator is not null
