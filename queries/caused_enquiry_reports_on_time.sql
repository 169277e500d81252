-- /// indicator
-- code = "ENQ-12"
-- title = "Reports from partners asked to enquire, on time"
-- section = "Enquiries and outcomes"
-- order = 200
-- themes = ["quality_assurance"]
-- question = "Do agencies that are asked to make an enquiry report back in time?"
-- definition = """
-- Reports on enquiries that the council caused an agency to make, returned by the day set, out of the reports due
-- from it. One row per agency per month, and per quarter for ELFT.
-- """
-- numerator = "Reports returned by the day set"
-- denominator = "Reports due in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["caused_enquiry_reports"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Each agency counts its own reports. ELFT sends by quarter, so March, June, September and December hold three of
-- its months. Small numbers: no league table. A level of 90% is suggested, not agreed.
-- """
-- rising = "Reports on enquiries come back on time more often"
-- falling = "Reports on enquiries come back on time less often"
-- core = true
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'caused_enquiry_reports'
    and denominator is not null
