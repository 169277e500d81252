-- /// indicator
-- code = "FRS-02"
-- title = "Referrals with no outcome back, by sender"
-- section = "Partnership"
-- order = 102
-- themes = ["quality_assurance", "prevention_early_help"]
-- question = "For how many of its referrals has the sender heard nothing?"
-- definition = """
-- Referrals made in the month before whose outcome had not come back by the end of this month, as the sender records it.
-- At least 28 days have passed by then. One row per sender per month end.
-- """
-- numerator = "Referrals made in the month before, with no outcome back by the end of this month"
-- denominator = "Referrals made in the month before"
-- unit = "percent"
-- kind = "flow"
-- direction = "lower"
-- feeds = ["referral_feedback"]
-- source = "Essex Fire and Rescue board report; LSAB annual report 2023/24"
-- caveat = """
-- The sender's own record, counted from the referral; the council counts from its decision. Few referrals a month: read
-- the twelve months. The 28 days are suggested, to be agreed by the board.
-- """
-- rising = "More senders hear nothing of their referrals"
-- falling = "Fewer senders hear nothing of their referrals"
-- scorecard = "by_agency"
-- ///

with made as (
    select
        agency_code,
        told_on,
        -- Looked at a month later, so that every month is judged after as long a wait.
        (date_trunc('month', received_on) + interval 1 month)::date as report_month
    from feed.referral_feedback
)

select
    made.agency_code,
    made.report_month,
    count(*) filter (where made.told_on is null or made.told_on > months.month_end) as numerator,
    count(*) as denominator
from made
inner join calendar.months as months on made.report_month = months.report_month
group by all
