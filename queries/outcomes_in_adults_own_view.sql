-- /// indicator
-- code = "MSP-04A"
-- title = "Outcomes fully or partly achieved, in the adult's own view"
-- section = "Making Safeguarding Personal"
-- order = 120
-- themes = ["msp", "voice_coproduction"]
-- question = "Does the adult say that they got what they wanted?"
-- definition = """
-- Feedback in which the adult says that what they wanted was fully or partly achieved, out of that in which the question
-- was answered. Each kind of feedback and each answer stands beside it. One row per agency per month of return.
-- """
-- numerator = "Feedback in which what the adult wanted was fully or partly achieved"
-- denominator = "Feedback in which the question was answered"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- core = false
-- feeds = ["feedback"]
-- source = "Making Safeguarding Personal Outcomes Framework 2018; LSAB annual report 2023/24"
-- caveat = """
-- The adult's own view; MSP-04 has what practitioners recorded. Only adults who gave feedback are heard: read it with
-- the feedback coverage.
-- """
-- rising = "More adults say they got what they wanted"
-- falling = "Fewer adults say they got what they wanted"
-- breakdowns = { feedback_kind = "all", msp_outcome = "all" }
-- ///

with answered as (
    select
        agency_code,
        report_month,
        kind,
        outcome_achieved as answer
    from feed.feedback
    where outcome_achieved is not null
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) filter (where answer in ('fully_achieved', 'partially_achieved')) as numerator,
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
        count(*) filter (where answer in ('fully_achieved', 'partially_achieved')) as numerator,
        count(*) as denominator
    from answered
    group by all
),

answers as (
    select unnest(['fully_achieved', 'partially_achieved', 'not_achieved']) as category
),

by_answer as (
    select
        answered.agency_code,
        answered.report_month,
        'msp_outcome' as breakdown,
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
