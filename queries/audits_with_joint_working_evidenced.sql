-- /// indicator
-- code = "AUD-03A"
-- title = "Audits with multi-agency working evidenced"
-- section = "Partnership"
-- order = 686
-- themes = ["quality_assurance", "learning_from_reviews"]
-- question = "Do audits find that agencies work together?"
-- definition = """
-- Audits that graded the standard of multi-agency working good or outstanding, out of those that graded it. One row per
-- agency per month of return.
-- """
-- numerator = "Audits with multi-agency working graded good or outstanding"
-- denominator = "Audits in the return that graded it"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- protected = false
-- core = false
-- feeds = ["audits"]
-- source = "LSAB annual report 2023/24"
-- caveat = "The same figure stands beside AUD-02, as one of its standards. Few audits: read the twelve months."
-- rising = "More audits find multi-agency working evidenced"
-- falling = "Fewer audits find multi-agency working evidenced"
-- ///

select
    agency_code,
    report_month,
    count(*) filter (where grade in ('outstanding', 'good')) as numerator,
    count(*) as denominator
from feed.audits
where standard = 'multi_agency_working'
group by all
