-- /// indicator
-- code = "MHT-04"
-- title = "Domestic abuse routine enquiry, mental health trust"
-- section = "Partnership"
-- order = 400
-- themes = ["domestic_abuse", "mental_health"]
-- question = "Does the mental health trust ask about domestic abuse as routine?"
-- definition = """
-- Contacts of the mental health trust where routine enquiry about domestic abuse was recorded, out of all contacts
-- eligible for it. One row per agency per quarter, at its last month.
-- """
-- numerator = "Eligible contacts with routine enquiry about domestic abuse recorded"
-- denominator = "Contacts eligible for routine enquiry in the quarter"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["mental_health_routine_enquiry"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The report says that routine enquiry is not embedded at ELFT, makes it a priority for 2024/25, and gives no
-- figure. So nothing is collected up to March 2024, which is a gap and not a zero. The first figure is awaited for
-- the quarter to June 2024: that date is an assumption of the sample. It counts contacts, not adults.
-- """
-- rising = "Routine enquiry at the mental health trust is recorded more"
-- falling = "Routine enquiry at the mental health trust is recorded less"
-- core = true
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'mental_health_routine_enquiry'
    and denominator is not null
