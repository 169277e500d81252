-- /// indicator
-- code = "CAS-03"
-- title = "CASPA cases with a lead officer"
-- section = "Partnership"
-- order = 626
-- themes = ["self_neglect_hoarding", "prevention_early_help"]
-- question = "Does somebody answer for every CASPA case?"
-- definition = """
-- CASPA cases open on the last day of the month with a lead responsible officer allocated by then, out of all open.
-- One row per agency per month end.
-- """
-- numerator = "Open CASPA cases with a lead responsible officer"
-- denominator = "CASPA cases open on the last day of the month"
-- unit = "percent"
-- kind = "stock"
-- direction = "higher"
-- core = false
-- feeds = ["panel_cases"]
-- about = "keeper"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The report says that nearly all cases have a lead officer, and gives no number. Cases referred in the last days of the
-- month are counted too.
-- """
-- rising = "More CASPA cases have a lead officer"
-- falling = "Fewer CASPA cases have a lead officer"
-- ///

select
    agency_code,
    report_month,
    count(*) filter (where lead_officer_allocated_on is not null) as numerator,
    count(*) as denominator
from sent.panel_cases
where
    panel = 'caspa'
    and closed_on is null
group by all
