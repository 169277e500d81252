-- /// indicator
-- code = "BRD-01A"
-- title = "Partner returns sent again"
-- section = "Partnership"
-- order = 602
-- themes = ["quality_assurance"]
-- question = "How many returns had to be put right?"
-- definition = """
-- Returns that were sent more than once, out of those received. One row per agency per month that the returns are about.
-- """
-- numerator = "Returns sent more than once"
-- denominator = "Returns agreed for the month and received"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- protected = false
-- core = false
-- feeds = []
-- source = "Proposed for this scorecard; no published source"
-- caveat = """
-- A return sent again may mend a mistake, or add what came late: neither is bad practice. Older months have had more time
-- to be sent again.
-- """
-- rising = "More returns are sent again"
-- falling = "Fewer returns are sent again"
-- ///

select
    agency_code,
    report_month,
    count(*) filter (where submissions > 1) as numerator,
    count(*) as denominator
from returns.status
where
    is_due
    and submissions is not null
group by all
