-- /// indicator
-- code = "DQ-01"
-- title = "Concerns with age, gender or ethnicity not known"
-- section = "Partnership"
-- order = 606
-- themes = ["quality_assurance", "equality"]
-- question = "How often is it not known who the adult is?"
-- definition = """
-- Concerns for which at least one of age band, gender and ethnicity is not known, out of all concerns. Each of the three
-- stands beside it. One row per agency per month of receipt.
-- """
-- numerator = "Concerns received in the month with one of the three not known"
-- denominator = "Concerns received in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "lower"
-- core = true
-- feeds = ["concerns"]
-- source = "SAC SG1a to SG1c; Leeds committee item 71281"
-- caveat = """
-- An adult who refused to give their ethnicity counts as recorded. Capacity not recorded stands under MCA-03. A level
-- below 5% is suggested, not agreed.
-- """
-- rising = "Who the adult is is unknown more often"
-- falling = "Who the adult is is unknown less often"
-- breakdowns = { field = "all" }
-- categories = { age_band = "Age band", gender = "Gender", ethnicity = "Ethnicity" }
-- ///

with received as (
    select
        agency_code,
        date_trunc('month', received_on)::date as report_month,
        coalesce(age_band, 'not_known') = 'not_known' as no_age_band,
        coalesce(gender, 'not_known') = 'not_known' as no_gender,
        coalesce(ethnicity, 'undeclared_not_known') = 'undeclared_not_known' as no_ethnicity
    from feed.concerns
),

total as (
    select
        agency_code,
        report_month,
        null::varchar as breakdown,
        null::varchar as category,
        count(*) filter (where no_age_band or no_gender or no_ethnicity) as numerator,
        count(*) as denominator
    from received
    group by all
),

fields as (
    select unnest(['age_band', 'gender', 'ethnicity']) as category
),

by_field as (
    select
        received.agency_code,
        received.report_month,
        'field' as breakdown,
        fields.category,
        count(*) filter (
            where case fields.category
                when 'age_band' then received.no_age_band
                when 'gender' then received.no_gender
                else received.no_ethnicity
            end
        ) as numerator,
        count(*) as denominator
    from received
    cross join fields
    group by all
)

select * from total
union all by name
select * from by_field
