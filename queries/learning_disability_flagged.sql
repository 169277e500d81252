-- /// indicator
-- code = "ACU-09"
-- title = "Patients with a learning disability who are flagged"
-- section = "Partnership"
-- order = 300
-- themes = ["learning_disability_autism"]
-- question = "Do the hospitals' records show that a patient has a learning disability?"
-- definition = """
-- Patients with a learning disability whose hospital record has the flag, out of all such patients the trust knows of.
-- One row per agency per month.
-- """
-- numerator = "Patients whose record has the flag"
-- denominator = "Patients with a learning disability seen in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["learning_disability_flagged"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Patients whose learning disability nobody noticed are in neither number. Oliver McGowan training is counted with the
-- training courses.
-- """
-- rising = "More patients with a learning disability are flagged"
-- falling = "Fewer patients with a learning disability are flagged"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'learning_disability_flagged'
    and denominator is not null
