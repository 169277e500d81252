-- /// indicator
-- code = "AUD-04"
-- title = "Actions from audits done"
-- section = "Partnership"
-- order = 688
-- themes = ["quality_assurance"]
-- question = "Is what audits asked for done?"
-- definition = """
-- Actions from audits done by the last day of the month, out of all on that month's list. One row per owner agency per
-- month end.
-- """
-- numerator = "Actions from audits that were done"
-- denominator = "Actions from audits on the month's list"
-- unit = "percent"
-- kind = "stock"
-- direction = "higher"
-- protected = false
-- core = false
-- feeds = ["learning_actions"]
-- about = "subject"
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- The list does not say which audits were multi-agency. New actions lower it until they are done. Small numbers. A level
-- of 90% is suggested, not agreed.
-- """
-- rising = "More actions from audits are done"
-- falling = "Fewer actions from audits are done"
-- ///

select
    owner_agency as agency_code,
    report_month,
    count(*) filter (where done_on is not null) as numerator,
    count(*) as denominator
from sent.learning_actions
where source = 'audit'
group by all
