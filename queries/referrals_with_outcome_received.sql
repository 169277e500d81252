-- /// indicator
-- code = "COM-01"
-- title = "Outcome received within 28 days, by sender"
-- section = "Partnership"
-- order = 104
-- themes = ["quality_assurance", "prevention_early_help"]
-- question = "How many referrals bring an outcome back to the sender in time?"
-- definition = """
-- Referrals made in the month before whose outcome reached the sender within 28 days of the referral, as the sender
-- records it. One row per sender per month end.
-- """
-- numerator = "Referrals made in the month before whose outcome came back within 28 days"
-- denominator = "Referrals made in the month before"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["referral_feedback"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The sender's own record; the council may have told somebody else of the same agency. The 28 days are suggested, to be
-- agreed by the board.
-- """
-- rising = "More referrals bring an outcome back in time"
-- falling = "Fewer referrals bring an outcome back in time"
-- scorecard = "by_agency"
-- ///

with made as (
    select
        agency_code,
        -- Looked at a month later, so that every referral has had its 28 days.
        (date_trunc('month', received_on) + interval 1 month)::date as report_month,
        told_on - received_on as days_taken
    from feed.referral_feedback
)

select
    made.agency_code,
    made.report_month,
    count(*) filter (where made.days_taken <= 28) as numerator,
    count(*) as denominator
from made
inner join calendar.months as months on made.report_month = months.report_month
group by all
