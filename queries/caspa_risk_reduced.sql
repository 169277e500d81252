-- /// indicator
-- code = "CAS-05"
-- title = "CASPA cases closed with risk reduced"
-- section = "Partnership"
-- order = 630
-- themes = ["self_neglect_hoarding", "prevention_early_help"]
-- question = "Is the critical risk lower when CASPA steps down?"
-- definition = """
-- CASPA cases closed in the month with the risk reduced or removed, out of all closed after being accepted. Each result
-- stands beside it. One row per agency per month of closure.
-- """
-- numerator = "CASPA cases closed with the risk reduced or removed"
-- denominator = "CASPA cases closed in the month, without those not accepted"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- core = false
-- feeds = ["panel_cases"]
-- about = "keeper"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- A few closures a month: read the twelve months. A case closed to another pathway counts among the closed and not among
-- those reduced.
-- """
-- rising = "CASPA closes more cases with risk reduced"
-- falling = "CASPA closes fewer cases with risk reduced"
-- breakdowns = { panel_result = ["risk_removed", "risk_reduced", "risk_remains", "another_pathway"] }
-- ///

with closed as (
    select
        agency_code,
        date_trunc('month', closed_on)::date as report_month,
        result
    from feed.panel_cases
    where
        panel = 'caspa'
        and result <> 'not_accepted'
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) filter (where result in ('risk_reduced', 'risk_removed')) as numerator,
        count(*) as denominator
    from closed
    group by all
),

results as (
    select unnest(['risk_removed', 'risk_reduced', 'risk_remains', 'another_pathway']) as category
),

by_result as (
    select
        closed.agency_code,
        closed.report_month,
        'panel_result' as breakdown,
        results.category,
        count(*) filter (where closed.result = results.category) as numerator,
        count(*) as denominator
    from closed
    cross join results
    group by all
)

select * from total
union all by name
select * from by_result
