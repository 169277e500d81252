-- /// indicator
-- code = "CAS-06"
-- title = "Days that CASPA cases have been open"
-- section = "Partnership"
-- order = 632
-- themes = ["self_neglect_hoarding", "prevention_early_help"]
-- question = "How long have the open CASPA cases been open?"
-- definition = """
-- Days from referral to the last day of the period, of the CASPA cases open on that day: the median, and the longest
-- beside it. One row per agency, and one for all of them, per period ending in the month.
-- """
-- numerator = "Median days since referral of the open CASPA cases"
-- unit = "days"
-- kind = "duration"
-- direction = "neutral"
-- core = false
-- feeds = ["panel_cases"]
-- about = "keeper"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- A state at the end of the period, the same however long the period is. Closing an old case lowers it. Few cases: one
-- moves the median.
-- """
-- rising = "CASPA cases have been open for longer"
-- falling = "CASPA cases have been open for less time"
-- breakdowns = { extreme = "all" }
-- categories = { longest = "Longest" }
-- ///

with open_cases as (
    select
        -- Medians do not add up, so the partnership's is worked out for itself.
        unnest([cases.agency_code, 'all']) as agency_code,
        cases.report_month,
        months.month_end - cases.referred_on as days_open
    from sent.panel_cases as cases
    inner join calendar.months as months using (report_month)
    where
        cases.panel = 'caspa'
        and cases.closed_on is null
),

open_at_end_of_period as (
    select
        windows.period,
        open_cases.agency_code,
        open_cases.report_month,
        open_cases.days_open
    from open_cases
    inner join calendar.windows as windows
        on open_cases.report_month = windows.report_month and open_cases.report_month = windows.month
),

middle as (
    select
        period,
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        median(days_open) as numerator,
        null::bigint as denominator
    from open_at_end_of_period
    group by all
),

longest as (
    select
        period,
        agency_code,
        report_month,
        'extreme' as breakdown,
        'longest' as category,
        max(days_open)::double as numerator,
        null::bigint as denominator
    from open_at_end_of_period
    group by all
)

select * from middle
union all by name
select * from longest
