-- /// indicator
-- code = "CAS-04"
-- title = "CASPA cases with risk assessment and plan in date"
-- section = "Partnership"
-- order = 628
-- themes = ["self_neglect_hoarding", "prevention_early_help"]
-- question = "Has every CASPA case a current risk assessment and plan?"
-- definition = """
-- CASPA cases open on the last day of the month whose newest risk assessment and plan are both in date, out of all open.
-- In date means at most twelve weeks, 84 days, old on that day. One row per agency per month end.
-- """
-- numerator = "Open CASPA cases with a multi-agency risk assessment and a plan, both at most 84 days old"
-- denominator = "CASPA cases open on the last day of the month"
-- unit = "percent"
-- kind = "stock"
-- direction = "higher"
-- core = true
-- feeds = ["panel_cases"]
-- about = "keeper"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Twelve weeks is this scorecard's default: the report sets no limit, and the board has agreed none. Small numbers. New
-- cases that have no plan yet count as not in date.
-- """
-- rising = "More CASPA cases have assessment and plan in date"
-- falling = "Fewer CASPA cases have assessment and plan in date"
-- ///

with open_cases as (
    select
        agency_code,
        report_month,
        last_day(report_month) - 84 as in_date_since,
        risk_assessed_on,
        planned_on
    from sent.panel_cases
    where
        panel = 'caspa'
        and closed_on is null
)

select
    agency_code,
    report_month,
    count(*) filter (where risk_assessed_on >= in_date_since and planned_on >= in_date_since) as numerator,
    count(*) as denominator
from open_cases
group by all
