-- /// indicator
-- code = "POL-01"
-- title = "Adult at risk notifications from the police"
-- section = "Partnership"
-- order = 50
-- themes = ["prevention_early_help", "mental_health"]
-- question = "How many adults at risk do the police tell the council about?"
-- definition = """
-- Adult at risk notifications the police shared with adult social care. One adult may have several. One row per agency
-- per month.
-- """
-- numerator = "Notifications shared in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["adult_at_risk_notifications"]
-- source = "LSAB annual report 2023/24; study of police notifications, doi 10.1177/0032258X19836144"
-- caveat = "Not all become concerns: compare with care with the concerns that came from the police."
-- rising = "The police share more notifications"
-- falling = "The police share fewer notifications"
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'adult_at_risk_notifications'
