-- /// indicator
-- code = "PAN-01"
-- title = "Open panel cases, by step reached"
-- section = "Partnership"
-- order = 200
-- themes = ["self_neglect_hoarding", "quality_assurance"]
-- question = "How far have the open cases of each panel come?"
-- definition = """
-- Panel cases open at the month's end. Of them: those with a lead officer, a risk assessment, a plan, and those the panel
-- has considered. One row per sender per month end, and one for each panel and step.
-- """
-- numerator = "Cases of all panels open on the last day of the month"
-- unit = "count"
-- kind = "stock"
-- direction = "neutral"
-- core = false
-- feeds = ["panel_cases"]
-- source = "LSAB annual report 2023/24"
-- caveat = """
-- Very few cases. Steps are counted each for itself, so that they do not add up. As that month's return said; whether an
-- assessment or plan is still in date is not asked.
-- """
-- rising = "More panel cases are open"
-- falling = "Fewer panel cases are open"
-- breakdowns = { step = "all" }
-- scorecard = "none"
--
-- [categories]
-- caspa_open = "CASPA: open"
-- caspa_lead_officer = "CASPA: lead officer allocated"
-- caspa_assessed = "CASPA: risk assessed"
-- caspa_planned = "CASPA: plan made"
-- caspa_considered = "CASPA: considered by the panel"
-- hoarding_open = "Hoarding panel: open"
-- hoarding_lead_officer = "Hoarding panel: lead officer allocated"
-- hoarding_assessed = "Hoarding panel: risk assessed"
-- hoarding_planned = "Hoarding panel: plan made"
-- hoarding_considered = "Hoarding panel: considered by the panel"
-- pipot_open = "People in positions of trust: open"
-- pipot_lead_officer = "People in positions of trust: lead officer allocated"
-- pipot_assessed = "People in positions of trust: risk assessed"
-- pipot_planned = "People in positions of trust: plan made"
-- pipot_considered = "People in positions of trust: considered by the panel"
-- marac_open = "MARAC: open"
-- marac_lead_officer = "MARAC: lead officer allocated"
-- marac_assessed = "MARAC: risk assessed"
-- marac_planned = "MARAC: plan made"
-- marac_considered = "MARAC: considered by the panel"
-- ///

with open_cases as (
    select
        agency_code,
        report_month,
        panel,
        lead_officer_allocated_on,
        risk_assessed_on,
        planned_on,
        considered_on
    from sent.panel_cases
    where closed_on is null
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) as numerator,
        null::bigint as denominator
    from open_cases
    group by all
),

by_step as (
    select
        open_cases.agency_code,
        open_cases.report_month,
        'step' as breakdown,
        open_cases.panel || '_' || steps.step as category,
        count(
            case steps.step
                when 'open' then open_cases.panel
                when 'lead_officer' then open_cases.lead_officer_allocated_on::varchar
                when 'assessed' then open_cases.risk_assessed_on::varchar
                when 'planned' then open_cases.planned_on::varchar
                when 'considered' then open_cases.considered_on::varchar
            end
        ) as numerator,
        null::bigint as denominator
    from open_cases
    cross join (values ('open'), ('lead_officer'), ('assessed'), ('planned'), ('considered')) as steps (step)
    group by all
)

select * from total
union all by name
select * from by_step
