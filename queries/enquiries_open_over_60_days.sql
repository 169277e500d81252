-- /// indicator
-- code = "ENQ-08"
-- title = "Open section 42 enquiries over 60 days"
-- section = "Enquiries and outcomes"
-- order = 100
-- themes = ["quality_assurance"]
-- question = "How many open enquiries have been open for a long time?"
-- definition = """
-- Section 42 enquiries open at month end that began more than 60 days before, out of those open. Shown for 28, 60 and
-- 90 days as well. One row per lead agency per month end.
-- """
-- numerator = "Section 42 enquiries open for more than 60 days on the last day of the month"
-- denominator = "Section 42 enquiries open on the last day of the month"
-- unit = "percent"
-- kind = "stock"
-- direction = "lower"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "CQC assessment reports"
-- caveat = """
-- Calendar days. Some enquiries rightly take long, for example beside a police investigation. No target is agreed.
-- """
-- rising = "More enquiries stay open for long"
-- falling = "Fewer enquiries stay open for long"
-- breakdowns = { days_open = "all" }
-- categories = { over_28 = "Over 28 days", over_60 = "Over 60 days", over_90 = "Over 90 days" }
-- ///

with open_enquiries as (
    select
        enquiries.lead_agency as agency_code,
        months.report_month,
        months.month_end - enquiries.started_on as days_open
    from feed.enquiries as enquiries
    inner join calendar.months as months on enquiries.started_on <= months.month_end
    where
        enquiries.kind = 'section_42'
        and (enquiries.ended_on is null or enquiries.ended_on > months.month_end)
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) filter (where days_open > 60) as numerator,
        count(*) as denominator
    from open_enquiries
    group by all
),

by_days_open as (
    select
        open_enquiries.agency_code,
        open_enquiries.report_month,
        'days_open' as breakdown,
        'over_' || limits.days as category,
        count(*) filter (where open_enquiries.days_open > limits.days) as numerator,
        count(*) as denominator
    from open_enquiries
    cross join (values (28), (60), (90)) as limits (days)
    group by all
)

select * from total
union all by name
select * from by_days_open
