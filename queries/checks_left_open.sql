-- /// indicator
-- code = "DQ-03"
-- title = "Checks left open on returns"
-- section = "Partnership"
-- order = 604
-- themes = ["quality_assurance"]
-- question = "How much do the checks of the returns still ask about?"
-- definition = """
-- Warnings that the checks gave for the returns in force. A return that is sent again is counted by its newest version.
-- One row per agency per month that the returns are about.
-- """
-- numerator = "Warnings on the returns agreed for the month, as last received"
-- unit = "count"
-- kind = "flow"
-- direction = "lower"
-- protected = false
-- core = false
-- feeds = []
-- source = "SAC validation report; Data to Insight validator"
-- caveat = """
-- A warning asks for a second look and may be right as it stands. An agency that sends more feeds and more rows gets more
-- of them.
-- """
-- rising = "More checks are left open on returns"
-- falling = "Fewer checks are left open on returns"
-- ///

select
    agency_code,
    report_month,
    sum(warnings)::bigint as numerator,
    null::bigint as denominator
from returns.status
where
    is_due
    and submissions is not null
group by all
