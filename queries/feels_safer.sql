-- /// indicator
-- code = "MSP-09"
-- title = "Adults who feel safer"
-- section = "Making Safeguarding Personal"
-- order = 110
-- themes = ["msp", "voice_coproduction"]
-- question = "Do adults feel safer than before?"
-- definition = """
-- Feedback in which the adult feels safer, out of that in which the question was answered; partly does not count.
-- Each kind of feedback and each answer stands beside it. One row per agency per month of return.
-- """
-- numerator = "Feedback in which the adult feels safer"
-- denominator = "Feedback in which the question was answered"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- core = true
-- feeds = ["feedback"]
-- source = "Making Safeguarding Personal Outcomes Framework 2018"
-- caveat = """
-- Only adults who gave feedback are heard: read it with the feedback coverage. The wording is still to be confirmed
-- against the framework's questions 4 to 7.
-- """
-- rising = "More adults feel safer"
-- falling = "Fewer adults feel safer"
-- breakdowns = { feedback_kind = "all", feedback_answer = "all" }
-- ///

with answered as (
    select
        agency_code,
        report_month,
        kind,
        felt_safer as answer
    from feed.feedback
    where felt_safer is not null
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) filter (where answer = 'yes') as numerator,
        count(*) as denominator
    from answered
    group by all
),

by_kind as (
    select
        agency_code,
        report_month,
        'feedback_kind' as breakdown,
        kind as category,
        count(*) filter (where answer = 'yes') as numerator,
        count(*) as denominator
    from answered
    group by all
),

answers as (
    select unnest(['yes', 'partly', 'no']) as category
),

by_answer as (
    select
        answered.agency_code,
        answered.report_month,
        'feedback_answer' as breakdown,
        answers.category,
        count(*) filter (where answered.answer = answers.category) as numerator,
        count(*) as denominator
    from answered
    cross join answers
    group by all
)

select * from total
union all by name
select * from by_kind
union all by name
select * from by_answer
