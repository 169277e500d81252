-- /// indicator
-- code = "CAS-07"
-- title = "CASPA meetings, agencies that attended"
-- section = "Partnership"
-- order = 540
-- themes = ["quality_assurance"]
-- question = "Do the agencies invited to CASPA meetings attend?"
-- definition = """
-- Invitations of an agency to a CASPA meeting in the month where it attended, out of all invitations. One row per
-- agency per month.
-- """
-- numerator = "Invitations where the agency attended"
-- denominator = "Invitations of agencies to CASPA meetings in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- protected = false
-- feeds = ["measures"]
-- measures = ["caspa_attendance"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The co-ordinator sends one count for all agencies, so it does not show which stayed away. A level of 90% is
-- suggested, not agreed. The panel began in 2023/24.
-- """
-- rising = "Agencies attend CASPA meetings more often"
-- falling = "Agencies attend CASPA meetings less often"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'caspa_attendance'
    and denominator is not null
