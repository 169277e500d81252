-- /// indicator
-- code = "ICB-03"
-- title = "GPs at Level 3 safeguarding workshops"
-- section = "Partnership"
-- order = 480
-- themes = ["training_supervision", "domestic_abuse"]
-- question = "Do GPs come to the Level 3 workshops they are invited to?"
-- definition = """
-- GPs who attended a Level 3 safeguarding workshop held in the month, out of those eligible who were invited to it.
-- One row per agency per month.
-- """
-- numerator = "GPs who attended a Level 3 workshop in the month"
-- denominator = "Eligible GPs invited to a workshop in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- protected = false
-- feeds = ["measures"]
-- measures = ["gp_workshop_attended"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Attendance, not training in date: a GP invited twice counts twice. A month without a workshop has 0 of 0, and no
-- share. No target is agreed.
-- """
-- rising = "More of the invited GPs attend workshops"
-- falling = "Fewer of the invited GPs attend workshops"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'gp_workshop_attended'
    and denominator is not null
