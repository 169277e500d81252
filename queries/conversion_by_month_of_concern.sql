-- /// indicator
-- code = "CNV-F"
-- title = "Conversion by month of concern"
-- section = "Enquiries and outcomes"
-- order = 60
-- themes = ["quality_assurance"]
-- question = "How many of a month's own concerns have become an enquiry by now?"
-- definition = """
-- Concerns received in the month that have led to a section 42 or other enquiry by today, out of those received. The
-- undecided are shown beside it. One row per agency per month of concern.
-- """
-- numerator = "Concerns received in the month that have become a section 42 or other enquiry by today"
-- denominator = "Concerns received in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["concerns", "enquiries"]
-- source = "Proposed for this scorecard; no published source"
-- caveat = """
-- Recent months are unfinished: read the rate with the concerns still undecided. MASH enquiries are left out. Past
-- months can still rise.
-- """
-- rising = "More of each month's concerns become enquiries"
-- falling = "Fewer of each month's concerns become enquiries"
-- breakdowns = { decision_state = "all" }
-- categories = { awaiting_decision = "Awaiting decision" }
-- family = "conversion"
-- ///

with became_enquiry as (
    select distinct
        agency_code,
        concern_id
    from feed.enquiries
    where kind in ('section_42', 'other')
),

received as (
    select
        concerns.agency_code,
        date_trunc('month', concerns.received_on)::date as report_month,
        concerns.decided_on is null as is_awaiting_decision,
        became_enquiry.concern_id is not null as is_enquiry
    from feed.concerns as concerns
    left join became_enquiry using (agency_code, concern_id)
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) filter (where is_enquiry) as numerator,
        count(*) as denominator
    from received
    group by all
),

awaiting_decision as (
    select
        agency_code,
        report_month,
        'decision_state' as breakdown,
        'awaiting_decision' as category,
        count(*) filter (where is_awaiting_decision) as numerator,
        count(*) as denominator
    from received
    group by all
)

select * from total
union all by name
select * from awaiting_decision
