-- /// indicator
-- code = "RSK-02"
-- title = "Risk reduced or removed"
-- section = "Enquiries and outcomes"
-- order = 140
-- themes = ["msp", "learning_from_reviews"]
-- question = "Are adults at less risk when the enquiry ends?"
-- definition = """
-- Concluded section 42 enquiries where the risk was reduced or removed, out of those where a risk was identified.
-- Shown by type of risk as well. One row per lead agency per month of conclusion.
-- """
-- numerator = "Concluded section 42 enquiries where the risk was reduced or removed"
-- denominator = "Section 42 enquiries concluded in the month with a risk identified"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- feeds = ["enquiries", "enquiry_risks"]
-- about = "subject"
-- source = "ASCOF 4B; SAC SG2e; LSAB annual report 2023/24"
-- caveat = """
-- The official figure for Luton, 54.8% for 2023/24, differs and was withheld for 2024/25. It counts an enquiry once
-- for each source of risk. An enquiry with several types of risk counts under each. ELFT concludes about 33 enquiries
-- a year.
-- """
-- rising = "Risk is reduced or removed more often"
-- falling = "Risk is reduced or removed less often"
-- breakdowns = { type_of_risk = "all" }
-- ///

with risk_identified as (
    select
        agency_code,
        enquiry_id,
        lead_agency,
        date_trunc('month', ended_on)::date as report_month,
        risk_outcome in ('risk_reduced', 'risk_removed') as is_reduced_or_removed
    from feed.enquiries
    where
        kind = 'section_42'
        and ended_on is not null
        and starts_with(risk_assessment_outcome, 'risk_identified')
),

types_of_risk as (
    select distinct
        agency_code,
        enquiry_id,
        type_of_risk
    from feed.enquiry_risks
),

total as (
    select
        lead_agency as agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) filter (where is_reduced_or_removed) as numerator,
        count(*) as denominator
    from risk_identified
    group by all
),

by_type_of_risk as (
    select
        risk_identified.lead_agency as agency_code,
        risk_identified.report_month,
        'type_of_risk' as breakdown,
        types_of_risk.type_of_risk as category,
        count(*) filter (where risk_identified.is_reduced_or_removed) as numerator,
        count(*) as denominator
    from risk_identified
    inner join types_of_risk using (agency_code, enquiry_id)
    group by all
)

select * from total
union all by name
select * from by_type_of_risk
