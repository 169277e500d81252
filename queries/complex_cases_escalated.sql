-- /// indicator
-- code = "MHT-05A"
-- title = "Complex case panel, cases escalated"
-- section = "Partnership"
-- order = 420
-- themes = ["mental_health"]
-- question = "How often does the complex case panel escalate a case?"
-- definition = """
-- Cases that the mental health trust's complex case panel escalated, out of those it considered. One row per agency
-- per quarter, at its last month.
-- """
-- numerator = "Cases the panel escalated in the quarter"
-- denominator = "Cases the panel considered in the quarter"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["complex_case_panel"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Sent by quarter. Small numbers. Escalating is neither good nor bad in itself: it may show risk, or a panel that
-- acts.
-- """
-- rising = "The complex case panel escalates more of its cases"
-- falling = "The complex case panel escalates fewer of its cases"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'complex_case_panel'
    and denominator is not null
