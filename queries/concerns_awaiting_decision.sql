-- /// indicator
-- code = "CON-10"
-- title = "Concerns awaiting a decision at month end"
-- section = "Referrals"
-- order = 70
-- themes = ["quality_assurance"]
-- question = "How many concerns are still waiting for a decision?"
-- definition = """
-- Concerns received by the last day of the month and not yet decided on that day. One row per agency per month end.
-- """
-- numerator = "Concerns without a decision on the last day of the month"
-- unit = "count"
-- kind = "stock"
-- direction = "lower"
-- feeds = ["concerns"]
-- source = "Staffordshire committee paper 108125"
-- caveat = "A month-end count, never added over months. A concern stays in it until a return gives the decision."
-- rising = "More concerns wait for a decision"
-- falling = "Fewer concerns wait for a decision"
-- ///

select
    concerns.agency_code,
    months.report_month,
    count(*) as numerator,
    null::bigint as denominator
from feed.concerns as concerns
inner join calendar.months as months on concerns.received_on <= months.month_end
where
    concerns.decided_on is null
    or concerns.decided_on > months.month_end
group by all
