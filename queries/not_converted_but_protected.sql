-- /// indicator
-- code = "CNV-G"
-- title = "Closed without enquiry, with advice or another pathway"
-- section = "Enquiries and outcomes"
-- order = 64
-- themes = ["prevention_early_help", "quality_assurance"]
-- question = "When a concern leads to no enquiry, is something else done?"
-- definition = """
-- Concerns closed without any enquiry where advice was given or another pathway chosen, out of all closed without one.
-- One row per agency per month of decision.
-- """
-- numerator = "Concerns closed with advice or another pathway"
-- denominator = "Concerns closed without an enquiry in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- core = false
-- feeds = ["concerns"]
-- source = "Lincolnshire County Council committee item 19292"
-- caveat = """
-- The return says that advice was given or a pathway chosen, not whether it protected the adult. Concerns still undecided
-- are left out.
-- """
-- rising = "More concerns without enquiry get advice or another pathway"
-- falling = "Fewer concerns without enquiry get advice or another pathway"
-- family = "conversion"
-- ///

select
    agency_code,
    date_trunc('month', decided_on)::date as report_month,
    count(*) filter (where decision = 'another_pathway') as numerator,
    count(*) as denominator
from feed.concerns
where decision in ('another_pathway', 'no_further_action')
group by all
