-- /// indicator
-- code = "TRN-01"
-- title = "Safeguarding training in date"
-- section = "Training"
-- order = 10
-- themes = ["training_supervision", "prevent", "learning_disability_autism"]
-- question = "Are staff in date with their safeguarding training?"
-- definition = """
-- Staff in date on the last day of the month, out of staff whose role requires the course, added over all courses but
-- induction. Every course is shown as well. One row per agency per month end.
-- """
-- numerator = "Staff in date, counted once for each course but induction"
-- denominator = "Staff whose role requires the course, counted once for each course but induction"
-- unit = "percent"
-- kind = "stock"
-- direction = "higher"
-- protected = false
-- feeds = ["training"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- One person counts once for each course. Courses and targets differ by agency, so this is no league table. ELFT sends
-- figures by quarter.
-- """
-- rising = "More staff are in date with training"
-- falling = "Fewer staff are in date with training"
-- scorecard = "by_agency"
-- ///

with total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        sum(compliant)::bigint as numerator,
        sum(eligible)::bigint as denominator
    from feed.training
    where course <> 'induction'
    group by all
),

by_course as (
    select
        agency_code,
        report_month,
        'course' as breakdown,
        course as category,
        compliant as numerator,
        eligible as denominator
    from feed.training
)

select * from total
union all by name
select * from by_course
