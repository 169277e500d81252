-- /// indicator
-- code = "PIP-01A"
-- title = "Matters about people in positions of trust concluded"
-- section = "Partnership"
-- order = 652
-- themes = ["pipot", "organisational_abuse"]
-- question = "What comes of referrals about people in positions of trust?"
-- definition = """
-- Matters about people in positions of trust closed in the month, together and by result. One row per agency per month
-- of closure.
-- """
-- numerator = "Matters about people in positions of trust closed in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- core = false
-- feeds = ["panel_cases"]
-- about = "keeper"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Small numbers: results must stay hidden outside the council's secure view. Whether a matter was concluded on time is
-- not shown, because no time is agreed.
-- """
-- rising = "More matters of positions of trust are concluded"
-- falling = "Fewer matters of positions of trust are concluded"
-- breakdowns.panel_result = [
--     "allegation_substantiated",
--     "allegation_not_substantiated",
--     "another_pathway",
--     "not_accepted",
-- ]
-- ///

with closed as (
    select
        agency_code,
        date_trunc('month', closed_on)::date as report_month,
        result
    from feed.panel_cases
    where
        panel = 'pipot'
        and closed_on is not null
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) as numerator,
        null::bigint as denominator
    from closed
    group by all
),

by_result as (
    select
        agency_code,
        report_month,
        'panel_result' as breakdown,
        result as category,
        count(*) as numerator,
        null::bigint as denominator
    from closed
    group by all
)

select * from total
union all by name
select * from by_result
