-- /// indicator
-- code = "CON-18"
-- title = "Referrals with no answer after 28 days"
-- section = "Referrals"
-- order = 84
-- themes = ["quality_assurance", "prevention_early_help"]
-- question = "Which referring agencies have had no answer?"
-- definition = """
-- Concerns decided in the month before whose referrer had not been told the outcome by the end of this month. At least
-- 28 days have passed by then. One row per referring agency per month end.
-- """
-- numerator = "Concerns decided in the month before, with no answer to the agency by the end of this month"
-- denominator = "Concerns decided in the month before and raised by the agency"
-- unit = "percent"
-- kind = "flow"
-- direction = "lower"
-- feeds = ["concerns"]
-- about = "subject"
-- source = "LSAB annual report 2023/24; Essex Fire and Rescue board report"
-- caveat = """
-- The 28 days are suggested, to be agreed by the board. News given after the return was sent is missing until the return
-- is corrected. Care providers, the public and adults themselves are left out.
-- """
-- rising = "More referring agencies get no answer"
-- falling = "Fewer referring agencies get no answer"
-- ///

with decided as (
    select
        referral_source as agency_code,
        referrer_told_on,
        -- Looked at a month later, so that every month is judged after as long a wait.
        (date_trunc('month', decided_on) + interval 1 month)::date as report_month
    from feed.concerns
    where
        decided_on is not null
        and referral_source not in ('care_provider', 'public', 'self', 'other')
)

select
    decided.agency_code,
    decided.report_month,
    count(*) filter (
        where decided.referrer_told_on is null or decided.referrer_told_on > months.month_end
    ) as numerator,
    count(*) as denominator
from decided
inner join calendar.months as months on decided.report_month = months.report_month
group by all
