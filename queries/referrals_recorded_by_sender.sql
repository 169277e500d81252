-- /// indicator
-- code = "COM-09"
-- title = "Referrals made, by the sender's own record"
-- section = "Partnership"
-- order = 106
-- themes = ["quality_assurance", "prevention_early_help"]
-- question = "How many safeguarding referrals does the sender count?"
-- definition = """
-- Safeguarding referrals that the sender made in the month, each with a reference in the sender's own record. One row
-- per sender per month.
-- """
-- numerator = "Referrals made in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- core = false
-- feeds = ["referral_feedback"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The sender's own count. The council may log fewer concerns, or log them in another month. A difference asks both sides
-- to check; it says nothing of who is right.
-- """
-- rising = "The sender counts more referrals"
-- falling = "The sender counts fewer referrals"
-- scorecard = "none"
-- ///

select
    agency_code,
    date_trunc('month', received_on)::date as report_month,
    count(*) as numerator,
    null::bigint as denominator
from feed.referral_feedback
group by all
