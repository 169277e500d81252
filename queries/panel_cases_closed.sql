-- /// indicator
-- code = "PAN-02"
-- title = "Panel cases closed, by result"
-- section = "Partnership"
-- order = 202
-- themes = ["self_neglect_hoarding", "quality_assurance"]
-- question = "What came of the cases that the panels closed?"
-- definition = """
-- Cases that a panel closed in the month, by panel and by what came of them. One row per sender per month of closure,
-- and one for each panel and each result.
-- """
-- numerator = "Cases of all panels closed in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- core = false
-- feeds = ["panel_cases"]
-- source = "LSAB annual report 2023/24"
-- caveat = "Very few cases: read the twelve months. A case that comes back to a panel counts each time it is closed."
-- rising = "More panel cases are closed"
-- falling = "Fewer panel cases are closed"
-- breakdowns = { panel = "all", panel_result = "all" }
-- scorecard = "none"
-- ///

with closed as (
    select
        agency_code,
        date_trunc('month', closed_on)::date as report_month,
        panel,
        result
    from feed.panel_cases
    where closed_on is not null
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) as numerator,
        null::bigint as denominator
    from closed
    group by all
),

by_panel as (
    select
        agency_code,
        report_month,
        'panel' as breakdown,
        panel as category,
        count(*) as numerator,
        null::bigint as denominator
    from closed
    group by all
),

by_result as (
    select
        agency_code,
        report_month,
        'panel_result' as breakdown,
        result as category,
        count(*) as numerator,
        null::bigint as denominator
    from closed
    group by all
)

select * from total
union all by name
select * from by_panel
union all by name
select * from by_result
