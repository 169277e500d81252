-- /// indicator
-- code = "POL-06"
-- title = "Clare's Law applications"
-- section = "Partnership"
-- order = 60
-- themes = ["domestic_abuse"]
-- question = "How often is a partner's history of abuse asked about or disclosed?"
-- definition = """
-- Applications under the Domestic Violence Disclosure Scheme: the right to ask and the right to know together, and
-- each of them. One row per agency per month.
-- """
-- numerator = "Applications in the month, right to ask and right to know together"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["clares_law_right_to_ask", "clares_law_right_to_know"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The process changed in February 2024, so months before and after it do not compare. There is a total only where both
-- rights were sent.
-- """
-- rising = "More Clare's Law applications are made"
-- falling = "Fewer Clare's Law applications are made"
-- categories = { right_to_ask = "Right to ask", right_to_know = "Right to know" }
-- ///

with applications as (
    select
        agency_code,
        report_month,
        replace(measure, 'clares_law_', '') as category,
        numerator
    from feed.measures
    where measure in ('clares_law_right_to_ask', 'clares_law_right_to_know')
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        sum(numerator)::bigint as numerator,
        null::bigint as denominator
    from applications
    group by agency_code, report_month
    -- A right that was not sent is missing, not zero.
    having count(*) = 2
),

by_right as (
    select
        agency_code,
        report_month,
        'right' as breakdown,
        category,
        numerator,
        null::bigint as denominator
    from applications
)

select * from total
union all by name
select * from by_right
