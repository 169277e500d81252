-- /// indicator
-- code = "MSP-14"
-- title = "People with lived experience in co-production"
-- section = "Making Safeguarding Personal"
-- order = 200
-- themes = ["voice_coproduction", "msp"]
-- question = "Do adults with lived experience take part in the board's work?"
-- definition = """
-- Adults with lived experience of safeguarding who are active in the co-production sub-group or another panel of the
-- board at the quarter's end. One row per agency per quarter, at its last month.
-- """
-- numerator = "Adults with lived experience active on the last day of the quarter"
-- unit = "count"
-- kind = "stock"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["lived_experience_members"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- A quarter-end count, never added over quarters. The report says the sub-group holds voluntary agencies and not yet
-- adults with lived experience: here the zero is a finding. No number is agreed.
-- """
-- rising = "More people with lived experience take part"
-- falling = "Fewer people with lived experience take part"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'lived_experience_members'
