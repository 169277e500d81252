-- /// indicator
-- code = "MSP-01"
-- title = "Adults asked what they want to happen"
-- section = "Making Safeguarding Personal"
-- order = 10
-- themes = ["msp", "voice_coproduction"]
-- question = "Are adults asked what they want from the enquiry?"
-- definition = """
-- Concluded section 42 enquiries where the adult was asked about desired outcomes, out of those with an answer
-- recorded. Enquiries not recorded are shown beside it. One row per lead agency per month of conclusion.
-- """
-- numerator = "Concluded section 42 enquiries where the adult was asked, whether or not outcomes were expressed"
-- denominator = "Section 42 enquiries concluded in the month with an answer recorded"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "Making Safeguarding Personal Outcomes Framework 2018; SAC SG4a"
-- caveat = """
-- Leaves out enquiries where nothing was recorded; don't know counts as not asked. ELFT concludes about 33 enquiries a
-- year.
-- """
-- rising = "More adults are asked what they want"
-- falling = "Fewer adults are asked what they want"
-- breakdowns = { recording = "all" }
-- categories = { not_recorded = "Not recorded" }
-- ///

with concluded as (
    select
        lead_agency as agency_code,
        date_trunc('month', ended_on)::date as report_month,
        coalesce(msp_asked, 'not_recorded') as answer
    from feed.enquiries
    where
        kind = 'section_42'
        and ended_on is not null
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) filter (where answer in ('asked_and_expressed', 'asked_not_expressed')) as numerator,
        count(*) as denominator
    from concluded
    where answer <> 'not_recorded'
    group by all
),

not_recorded as (
    select
        agency_code,
        report_month,
        'recording' as breakdown,
        'not_recorded' as category,
        count(*) filter (where answer = 'not_recorded') as numerator,
        count(*) as denominator
    from concluded
    group by all
)

select * from total
union all by name
select * from not_recorded
