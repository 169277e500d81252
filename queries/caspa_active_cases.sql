-- /// indicator
-- code = "CAS-02"
-- title = "CASPA cases active at month end"
-- section = "Partnership"
-- order = 624
-- themes = ["self_neglect_hoarding", "prevention_early_help"]
-- question = "How many adults at critical risk does CASPA watch over?"
-- definition = """
-- CASPA cases open on the last day of the month, as that month's return has them. One row per agency per month end.
-- """
-- numerator = "CASPA cases open on the last day of the month"
-- unit = "count"
-- kind = "stock"
-- direction = "neutral"
-- core = true
-- feeds = ["panel_cases"]
-- about = "keeper"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- A month-end count, never added over months. Cases not yet considered by the panel are among them.
-- """
-- rising = "More CASPA cases are active at month end"
-- falling = "Fewer CASPA cases are active at month end"
-- ///

select
    agency_code,
    report_month,
    count(*) as numerator,
    null::bigint as denominator
from sent.panel_cases
where
    panel = 'caspa'
    and closed_on is null
group by all
