-- /// indicator
-- code = "ENQ-09"
-- title = "Days to conclude a section 42 enquiry"
-- section = "Enquiries and outcomes"
-- order = 120
-- themes = ["quality_assurance"]
-- question = "How long does a section 42 enquiry take?"
-- definition = """
-- Days from start to conclusion of section 42 enquiries concluded in the period: the median, and the ninetieth
-- percentile beside it. One row per lead agency, and one for all of them, per period ending in the month.
-- """
-- numerator = "Median days from start to conclusion"
-- unit = "days"
-- kind = "duration"
-- direction = "lower"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "CQC assessment framework for local authorities, safeguarding statement; CQC assessment reports"
-- caveat = """
-- Worked out afresh for each period, never averaged. Closing long-open enquiries makes it rise. ELFT concludes about
-- 33 a year, too few for a firm monthly median.
-- """
-- rising = "Enquiries take longer to conclude"
-- falling = "Enquiries take less time to conclude"
-- breakdowns = { percentile = "all" }
-- categories = { ninetieth = "Nine in ten take no longer" }
-- ///

with concluded as (
    select
        -- Medians do not add up, so the partnership's is worked out for itself.
        unnest([lead_agency, 'all']) as agency_code,
        date_trunc('month', ended_on)::date as month_concluded,
        ended_on - started_on as days_taken
    from feed.enquiries
    where
        kind = 'section_42'
        and ended_on is not null
),

concluded_in_period as (
    select
        windows.period,
        concluded.agency_code,
        windows.report_month,
        concluded.days_taken
    from concluded
    inner join calendar.windows as windows on concluded.month_concluded = windows.month
),

middle as (
    select
        period,
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        median(days_taken) as numerator,
        null::bigint as denominator
    from concluded_in_period
    group by all
),

ninetieth as (
    select
        period,
        agency_code,
        report_month,
        'percentile' as breakdown,
        'ninetieth' as category,
        quantile_cont(days_taken, 0.9) as numerator,
        null::bigint as denominator
    from concluded_in_period
    group by all
)

select * from middle
union all by name
select * from ninetieth
