-- /// indicator
-- code = "ACU-02A"
-- title = "Concerns about hospital care that were upheld"
-- section = "Partnership"
-- order = 270
-- themes = ["organisational_abuse"]
-- question = "How many concerns about hospital care prove right?"
-- definition = """
-- Concerns about the hospital trust's own care that were upheld, wholly or in part, out of those closed. One row per
-- agency per month.
-- """
-- numerator = "Concerns upheld, wholly or in part"
-- denominator = "Concerns about the trust's own care closed in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "lower"
-- feeds = ["measures"]
-- measures = ["hospital_care_concerns_upheld"]
-- source = "LSAB annual report 2023/24"
-- caveat = "Very small numbers. Concerns closed in a month were mostly received earlier."
-- rising = "More concerns about hospital care are upheld"
-- falling = "Fewer concerns about hospital care are upheld"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'hospital_care_concerns_upheld'
    and denominator is not null
