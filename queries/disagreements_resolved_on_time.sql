-- /// indicator
-- code = "COM-05A"
-- title = "Professional disagreements resolved on time"
-- section = "Partnership"
-- order = 450
-- themes = ["quality_assurance"]
-- question = "Are disagreements between agencies resolved in time?"
-- definition = """
-- Disagreements escalated in the quarter that were resolved within the times of the framework, out of all escalated
-- in it. One row per agency per quarter, at its last month.
-- """
-- numerator = "Disagreements escalated in the quarter and resolved on time"
-- denominator = "Disagreements escalated in the quarter"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["measures"]
-- measures = ["professional_disagreements"]
-- source = "LSAB annual report 2023/24"
-- caveat = "Small numbers. It shows whether the framework's times were kept, not whether the adult was safer for it."
-- rising = "Disagreements are resolved on time more often"
-- falling = "Disagreements are resolved on time less often"
-- core = false
-- ///

select
    agency_code,
    report_month,
    numerator,
    denominator
from feed.measures
where
    measure = 'professional_disagreements'
    and denominator is not null
