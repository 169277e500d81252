-- /// indicator
-- code = "HRD-02"
-- title = "Hoarding panel cases active at month end"
-- section = "Partnership"
-- order = 642
-- themes = ["self_neglect_hoarding"]
-- question = "How many cases does the hoarding panel have?"
-- definition = """
-- Hoarding panel cases open on the last day of the month, as that month's return has them. One row per agency per month end.
-- """
-- numerator = "Hoarding panel cases open on the last day of the month"
-- unit = "count"
-- kind = "stock"
-- direction = "neutral"
-- core = true
-- feeds = ["panel_cases"]
-- about = "keeper"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- A month-end count, never added over months. The panel began in October 2023 and numbers are very small.
-- """
-- rising = "More hoarding panel cases are active at month end"
-- falling = "Fewer hoarding panel cases are active at month end"
-- since = 2023-10-01
-- ///

select
    agency_code,
    report_month,
    count(*) as numerator,
    null::bigint as denominator
from sent.panel_cases
where
    panel = 'hoarding'
    and closed_on is null
group by all
