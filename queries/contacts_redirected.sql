-- /// indicator
-- code = "CON-03"
-- title = "Contacts redirected before logging"
-- section = "Referrals"
-- order = 20
-- themes = ["prevention_early_help"]
-- question = "How many contacts are sent elsewhere before they are logged as concerns?"
-- definition = """
-- Contacts presented as safeguarding that the first review sent to another pathway, out of all contacts presented as
-- safeguarding. One row per agency per month.
-- """
-- numerator = "Contacts presented as safeguarding and sent to another pathway before logging"
-- denominator = "All contacts presented as safeguarding"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["contacts_redirected"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- More redirecting lowers the number of concerns without any change in need. What counts as a contact is settled
-- locally.
-- """
-- rising = "More contacts are redirected before logging"
-- falling = "Fewer contacts are redirected before logging"
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'contacts_redirected'
    and denominator is not null
