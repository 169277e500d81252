-- /// indicator
-- code = "CON-20"
-- title = "Referrals awaiting a decision, by referring agency"
-- section = "Referrals"
-- order = 74
-- themes = ["quality_assurance"]
-- question = "How many concerns of each agency still wait for a decision?"
-- definition = """
-- Concerns that an agency of the partnership had raised by the last day of the month, not yet decided on that day. One
-- row per referring agency per month end.
-- """
-- numerator = "Concerns raised by the agency without a decision on the last day of the month"
-- unit = "count"
-- kind = "stock"
-- direction = "lower"
-- core = false
-- feeds = ["concerns"]
-- about = "subject"
-- source = "Staffordshire committee paper 108125"
-- caveat = "A month-end count, never added over months. A concern stays in it until a return gives the decision."
-- rising = "More concerns of this agency wait for a decision"
-- falling = "Fewer concerns of this agency wait for a decision"
-- scorecard = "none"
-- ///

select
    concerns.referral_source as agency_code,
    months.report_month,
    count(*) as numerator,
    null::bigint as denominator
from feed.concerns as concerns
inner join calendar.months as months on concerns.received_on <= months.month_end
where
    (concerns.decided_on is null or concerns.decided_on > months.month_end)
    and concerns.referral_source not in ('care_provider', 'public', 'self', 'other')
group by all
