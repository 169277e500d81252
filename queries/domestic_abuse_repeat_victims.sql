-- /// indicator
-- code = "POL-05"
-- title = "Domestic abuse victims who were victims before"
-- section = "Partnership"
-- order = 230
-- themes = ["domestic_abuse"]
-- question = "How many victims of domestic abuse have been victims before?"
-- definition = """
-- Victims of domestic abuse crimes recorded in the month who had reported another in the twelve months before, out of
-- all victims. One row per agency per month.
-- """
-- numerator = "Victims who had reported another crime in the twelve months before"
-- denominator = "Victims of domestic abuse crimes recorded in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "lower"
-- feeds = ["measures"]
-- measures = ["domestic_abuse_repeat_victims"]
-- source = "LSAB annual report 2023/24; Sheffield DACT figures on domestic abuse"
-- caveat = """
-- The twelve months are to be confirmed with the police. More trust in the police can make it rise. A victim in
-- several months counts in each.
-- """
-- rising = "More victims of domestic abuse are victims again"
-- falling = "Fewer victims of domestic abuse are victims again"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'domestic_abuse_repeat_victims'
    and denominator is not null
