-- /// indicator
-- code = "AUD-01"
-- title = "Audits of practice done"
-- section = "Partnership"
-- order = 680
-- themes = ["quality_assurance"]
-- question = "How much practice is audited?"
-- definition = """
-- Audits finished and sent with the return of the quarter, together, by kind and by theme. An audit of several themes
-- counts under each. One row per agency per month of return.
-- """
-- numerator = "Audits in the return, each once however many standards it graded"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- protected = false
-- core = false
-- feeds = ["audits"]
-- source = "LSAB annual report 2023/24; Reading board papers"
-- caveat = "The return does not say how many audits were planned. Audits differ in size."
-- rising = "More audits of practice are done"
-- falling = "Fewer audits of practice are done"
-- ///

with total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(distinct audit_id) as numerator,
        null::bigint as denominator
    from feed.audits
    group by all
),

by_kind as (
    select
        agency_code,
        report_month,
        'audit_kind' as breakdown,
        kind as category,
        count(distinct audit_id) as numerator,
        null::bigint as denominator
    from feed.audits
    group by all
),

listed as (
    select
        agency_code,
        report_month,
        audit_id,
        unnest(themes) as theme
    from feed.audits
),

by_theme as (
    select
        agency_code,
        report_month,
        'theme' as breakdown,
        theme as category,
        count(distinct audit_id) as numerator,
        null::bigint as denominator
    from listed
    group by all
)

select * from total
union all by name
select * from by_kind
union all by name
select * from by_theme
