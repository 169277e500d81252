-- /// indicator
-- code = "BRD-01"
-- title = "Partner returns received on time"
-- section = "Partnership"
-- order = 600
-- themes = ["quality_assurance"]
-- question = "Do partners send their returns by the day agreed?"
-- definition = """
-- Returns first received by the day on which they were due, out of those due by the day of publication. One row per
-- agency per month that the returns are about.
-- """
-- numerator = "Returns first received by the day on which they were due"
-- denominator = "Returns agreed for the month whose due day has passed, or that have come"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- protected = false
-- core = true
-- feeds = []
-- source = "Herefordshire committee item 50692; Camden safeguarding report, 2011"
-- caveat = """
-- A return that was never sent counts as not on time. It says nothing of whether a return is complete. No target is
-- agreed.
-- """
-- rising = "More returns are received on time"
-- falling = "Fewer returns are received on time"
-- ///

select
    agency_code,
    report_month,
    count(*) filter (where first_received_at::date <= due_on) as numerator,
    count(*) as denominator
from returns.status
where
    is_due
    and state <> 'not_due'
group by all
