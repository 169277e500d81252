-- /// indicator
-- code = "SAR-04"
-- title = "Actions from reviews overdue"
-- section = "Partnership"
-- order = 670
-- themes = ["learning_from_reviews", "quality_assurance"]
-- question = "Does each agency do in time what reviews asked of it?"
-- definition = """
-- Actions from reviews that were due before the last day of the month and not done by then, out of all open on it. Each
-- kind of review stands beside it. One row per owner agency per month end.
-- """
-- numerator = "Open actions whose due day has passed"
-- denominator = "Actions from reviews open on the last day of the month"
-- unit = "percent"
-- kind = "stock"
-- direction = "lower"
-- protected = false
-- core = true
-- feeds = ["learning_actions"]
-- about = "subject"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Safeguarding adults, domestic homicide and child practice reviews; audits stand under AUD-04. As the list stood that
-- month: a new due day clears an overdue action. Small numbers.
-- """
-- rising = "More actions from reviews are overdue"
-- falling = "Fewer actions from reviews are overdue"
-- ///

with open_actions as (
    select
        owner_agency as agency_code,
        report_month,
        source,
        due_on < last_day(report_month) as is_overdue
    from sent.learning_actions
    where
        source <> 'audit'
        and done_on is null
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) filter (where is_overdue) as numerator,
        count(*) as denominator
    from open_actions
    group by all
),

by_source as (
    select
        agency_code,
        report_month,
        'learning_source' as breakdown,
        source as category,
        count(*) filter (where is_overdue) as numerator,
        count(*) as denominator
    from open_actions
    group by all
)

select * from total
union all by name
select * from by_source
