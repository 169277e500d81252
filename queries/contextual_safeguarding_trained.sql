-- /// indicator
-- code = "COM-06"
-- title = "Staff trained in contextual safeguarding"
-- section = "Training"
-- order = 30
-- themes = ["modern_slavery", "think_family", "training_supervision"]
-- question = "How many staff are trained in contextual safeguarding and modern slavery?"
-- definition = """
-- Staff who completed contextual safeguarding training, which includes modern slavery, in the month. One row per
-- agency per month.
-- """
-- numerator = "Staff who completed the training in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "higher"
-- protected = false
-- feeds = ["measures"]
-- measures = ["contextual_safeguarding_trained"]
-- source = "LSAB annual report 2023/24"
-- caveat = "A headcount, not a share of staff: it cannot go on rising once most are trained."
-- rising = "More staff complete contextual safeguarding training"
-- falling = "Fewer staff complete contextual safeguarding training"
-- ///

select
    agency_code,
    report_month,
    numerator,
    null::bigint as denominator
from feed.measures
where measure = 'contextual_safeguarding_trained'
