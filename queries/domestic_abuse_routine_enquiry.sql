-- /// indicator
-- code = "COM-03"
-- title = "Domestic abuse question answered"
-- section = "Partnership"
-- order = 20
-- themes = ["domestic_abuse"]
-- question = "Are adults asked about domestic abuse as routine?"
-- definition = """
-- Adult contacts where the question on domestic abuse in the clinical record was answered, out of all adult contacts.
-- One row per agency per month.
-- """
-- numerator = "Adult contacts where the question was answered"
-- denominator = "All adult contacts in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["domestic_abuse_routine_enquiry"]
-- source = "LSAB annual report 2023/24"
-- caveat = "Counts contacts, not adults. It says the question was answered, not that it was asked in private."
-- rising = "The domestic abuse question is answered more often"
-- falling = "The domestic abuse question is answered less often"
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'domestic_abuse_routine_enquiry'
    and denominator is not null
