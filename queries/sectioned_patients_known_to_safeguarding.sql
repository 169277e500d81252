-- /// indicator
-- code = "ACU-07"
-- title = "Sectioned patients known to the safeguarding team"
-- section = "Partnership"
-- order = 290
-- themes = ["mental_health"]
-- question = "Does the safeguarding team hear of patients who are sectioned?"
-- definition = """
-- Patients detained under the Mental Health Act whom the hospitals' safeguarding team was told about, out of all
-- detained patients. One row per agency per month.
-- """
-- numerator = "Detained patients made known to the safeguarding team"
-- denominator = "Patients in the hospitals detained in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["sectioned_patients_known_to_safeguarding"]
-- source = "LSAB annual report 2023/24"
-- caveat = "Few patients. Known means that the team was told, not that a safeguarding concern was raised."
-- rising = "Safeguarding hears of more patients who are sectioned"
-- falling = "Safeguarding hears of fewer patients who are sectioned"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'sectioned_patients_known_to_safeguarding'
    and denominator is not null
