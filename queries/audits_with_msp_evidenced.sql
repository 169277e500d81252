-- /// indicator
-- code = "AUD-03"
-- title = "Audits with Making Safeguarding Personal evidenced"
-- section = "Partnership"
-- order = 684
-- themes = ["msp", "quality_assurance"]
-- question = "Do audits find that practice is led by the adult?"
-- definition = """
-- Audits that graded the standard of Making Safeguarding Personal good or outstanding, out of those that graded it. One row per
-- agency per month of return.
-- """
-- numerator = "Audits with Making Safeguarding Personal graded good or outstanding"
-- denominator = "Audits in the return that graded it"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- protected = false
-- core = false
-- feeds = ["audits"]
-- source = "LSAB annual report 2023/24"
-- caveat = "The same figure stands beside AUD-02, as one of its standards. Few audits: read the twelve months."
-- rising = "More audits find Making Safeguarding Personal evidenced"
-- falling = "Fewer audits find Making Safeguarding Personal evidenced"
-- ///

select
    agency_code,
    report_month,
    count(*) filter (where grade in ('outstanding', 'good')) as numerator,
    count(*) as denominator
from feed.audits
where standard = 'making_safeguarding_personal'
group by all
