-- /// indicator
-- code = "AUD-02"
-- title = "Audit standards graded good or better"
-- section = "Partnership"
-- order = 682
-- themes = ["quality_assurance"]
-- question = "Is the practice that is audited good?"
-- definition = """
-- Standards that audits graded good or outstanding, out of all standards graded. Each standard stands beside it, and the
-- share of each grade. Both are also given of the standards of each theme; one of several themes counts under each. One
-- row per agency per month of return.
-- """
-- numerator = "Standards graded good or outstanding"
-- denominator = "Standards graded by the audits in the return"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- protected = false
-- core = true
-- feeds = ["audits"]
-- source = "LSAB annual report 2023/24; Reading board papers"
-- caveat = """
-- Audits grade each of six standards and give no grade of the whole. Agencies grade their own practice, so they do not
-- compare with each other.
-- """
-- rising = "More audit standards are graded good or better"
-- falling = "Fewer audit standards are graded good or better"
-- ///

with graded as (
    select
        agency_code,
        report_month,
        standard,
        grade
    from feed.audits
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) filter (where grade in ('outstanding', 'good')) as numerator,
        count(*) as denominator
    from graded
    group by all
),

by_standard as (
    select
        agency_code,
        report_month,
        'audit_standard' as breakdown,
        standard as category,
        count(*) filter (where grade in ('outstanding', 'good')) as numerator,
        count(*) as denominator
    from graded
    group by all
),

grades as (
    select distinct grade as category
    from graded
),

by_grade as (
    select
        graded.agency_code,
        graded.report_month,
        'audit_grade' as breakdown,
        grades.category,
        count(*) filter (where graded.grade = grades.category) as numerator,
        count(*) as denominator
    from graded
    cross join grades
    group by all
),

of_themes as (
    select
        agency_code,
        report_month,
        grade,
        unnest(list_distinct(themes)) as theme
    from feed.audits
),

asked as (
    select
        category as grade,
        [category] as counted
    from grades
    union all
    select
        'good_or_better' as grade,
        ['outstanding', 'good'] as counted
),

by_theme as (
    select
        of_themes.agency_code,
        of_themes.report_month,
        'theme_grade' as breakdown,
        of_themes.theme || '_' || asked.grade as category,
        count(*) filter (where list_contains(asked.counted, of_themes.grade)) as numerator,
        count(*) as denominator
    from of_themes
    cross join asked
    group by all
)

select * from total
union all by name
select * from by_standard
union all by name
select * from by_grade
union all by name
select * from by_theme
