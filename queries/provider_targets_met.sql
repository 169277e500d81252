-- /// indicator
-- code = "ICB-04"
-- title = "Health providers' safeguarding targets met"
-- section = "Partnership"
-- order = 490
-- themes = ["quality_assurance", "organisational_abuse", "voice_coproduction"]
-- question = "Do health providers meet the safeguarding targets in their contracts?"
-- definition = """
-- Safeguarding performance targets that health providers met, out of those due for report in the month. One row per
-- agency per month.
-- """
-- numerator = "Safeguarding targets met"
-- denominator = "Safeguarding targets due for report in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- protected = false
-- feeds = ["measures"]
-- measures = ["provider_targets_met"]
-- source = "LSAB annual report 2023/24; Safeguarding Case Review Tracker"
-- caveat = """
-- Targets differ by contract, and a target met by a small and by a large provider counts the same. The report says
-- feedback from patients comes through these targets.
-- """
-- rising = "Health providers meet more safeguarding targets"
-- falling = "Health providers meet fewer safeguarding targets"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'provider_targets_met'
    and denominator is not null
