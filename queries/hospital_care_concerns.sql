-- /// indicator
-- code = "ACU-02"
-- title = "Concerns about care in the hospitals"
-- section = "Partnership"
-- order = 265
-- themes = ["organisational_abuse"]
-- question = "How many safeguarding concerns are about care in the hospitals?"
-- definition = """
-- Safeguarding concerns received in the month about care or treatment that the hospital trust gave. One row per agency
-- per month.
-- """
-- numerator = "Concerns about the trust's own care received in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["measures"]
-- measures = ["hospital_care_concerns"]
-- source = "LSAB annual report 2023/24"
-- caveat = "Small numbers. A rise may mean that staff and families speak up. Both sites are counted together."
-- rising = "More concerns are raised about hospital care"
-- falling = "Fewer concerns are raised about hospital care"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'hospital_care_concerns'
