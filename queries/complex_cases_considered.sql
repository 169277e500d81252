-- /// indicator
-- code = "MHT-05"
-- title = "Cases considered by the complex case panel"
-- section = "Partnership"
-- order = 410
-- themes = ["mental_health"]
-- question = "How many cases does the mental health trust's complex case panel consider?"
-- definition = """
-- Cases that the mental health trust's complex case panel considered, added over the quarter's monthly meetings. One
-- row per agency per quarter, at its last month.
-- """
-- numerator = "Cases the panel considered in the quarter"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["complex_case_panel"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The panel meets each month and the trust sends the count by quarter. A case considered at two meetings counts
-- twice. More cases may mean more need or better use of the panel.
-- """
-- rising = "The complex case panel considers more cases"
-- falling = "The complex case panel considers fewer cases"
-- core = false
-- ///

select
    agency_code,
    report_month,
    denominator as numerator,
    null::bigint as denominator
from feed.measures
where
    measure = 'complex_case_panel'
    and denominator is not null
