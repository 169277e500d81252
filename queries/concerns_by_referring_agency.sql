-- /// indicator
-- code = "CON-04"
-- title = "Concerns by referring agency"
-- section = "Referrals"
-- order = 60
-- themes = ["prevention_early_help"]
-- question = "How many concerns does each agency raise?"
-- definition = """
-- Concerns raised by each agency of the partnership, as the council recorded the source. One row per referring agency
-- per month of receipt.
-- """
-- numerator = "Concerns received in the month from the agency"
-- denominator = "All concerns received in the month, from any source"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["concerns"]
-- about = "subject"
-- source = "LSAB annual report 2023/24; Camden safeguarding report 2011; Lincolnshire County Council"
-- caveat = """
-- Says how many, not how well. Concerns from care providers, the public, the adult and others are only in the whole.
-- """
-- rising = "More concerns come from this agency"
-- falling = "Fewer concerns come from this agency"
-- scorecard = "none"
-- ///

with received as (
    select
        date_trunc('month', received_on)::date as report_month,
        referral_source
    from feed.concerns
),

referring_agencies as (
    select distinct referral_source as agency_code
    from received
    where referral_source not in ('care_provider', 'public', 'self', 'other')
)

select
    referring_agencies.agency_code,
    received.report_month,
    count(*) filter (where received.referral_source = referring_agencies.agency_code) as numerator,
    count(*) as denominator
from received
cross join referring_agencies
group by all
