-- /// indicator
-- code = "SAR-05"
-- title = "Actions from reviews shown to have worked"
-- section = "Partnership"
-- order = 672
-- themes = ["learning_from_reviews", "quality_assurance"]
-- question = "Is it shown that what was done has made a difference?"
-- definition = """
-- Actions from reviews done by the last day of the month whose evidence of effect was accepted, out of all done. Each
-- state of the evidence stands beside it. One row per owner agency per month end.
-- """
-- numerator = "Done actions whose evidence of effect was accepted"
-- denominator = "Actions from reviews on the month's list that were done"
-- unit = "percent"
-- kind = "stock"
-- direction = "higher"
-- protected = false
-- core = false
-- feeds = ["learning_actions"]
-- about = "subject"
-- source = "Second national analysis of safeguarding adults reviews; Journal of Adult Protection, 2018"
-- caveat = """
-- Evidence takes months, so that newly done actions lower it. Small numbers. A level of 80% is suggested, not agreed.
-- """
-- rising = "More actions are shown to have worked"
-- falling = "Fewer actions are shown to have worked"
-- ///

with done_actions as (
    select
        owner_agency as agency_code,
        report_month,
        evidence_of_effect
    from sent.learning_actions
    where
        source <> 'audit'
        and done_on is not null
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) filter (where evidence_of_effect = 'accepted') as numerator,
        count(*) as denominator
    from done_actions
    group by all
),

states as (
    select distinct evidence_of_effect as category
    from done_actions
),

by_evidence as (
    select
        done_actions.agency_code,
        done_actions.report_month,
        'evidence_of_effect' as breakdown,
        states.category,
        count(*) filter (where done_actions.evidence_of_effect = states.category) as numerator,
        count(*) as denominator
    from done_actions
    cross join states
    group by all
)

select * from total
union all by name
select * from by_evidence
