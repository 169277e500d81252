-- /// indicator
-- code = "POL-04"
-- title = "High-risk domestic abuse reviewed by a Detective Inspector"
-- section = "Partnership"
-- order = 225
-- themes = ["domestic_abuse"]
-- question = "Is every high-risk domestic abuse investigation reviewed and signed off?"
-- definition = """
-- High-risk domestic abuse investigations of the month that a Detective Inspector reviewed and signed off, out of all
-- of them. One row per agency per month.
-- """
-- numerator = "Investigations reviewed and signed off by a Detective Inspector"
-- denominator = "High-risk domestic abuse investigations in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["high_risk_domestic_abuse_signed_off"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The police require it of every such investigation. The board has agreed no target. It does not show how good the
-- review was.
-- """
-- rising = "More high-risk investigations are signed off"
-- falling = "Fewer high-risk investigations are signed off"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'high_risk_domestic_abuse_signed_off'
    and denominator is not null
