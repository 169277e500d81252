-- /// indicator
-- code = "CON-15"
-- title = "Concerns by type of risk"
-- section = "Referrals"
-- order = 30
-- themes = ["domestic_abuse", "sexual_exploitation", "self_neglect_hoarding", "modern_slavery", "organisational_abuse"]
-- question = "Which types of abuse or neglect do concerns cite?"
-- definition = """
-- Concerns that cite each type of risk of the national return. A concern counts once under every type it cites. One
-- row per type of risk per agency per month of receipt.
-- """
-- numerator = "Concerns received in the month that cite the type of risk"
-- denominator = "All concerns received in the month"
-- unit = "count"
-- kind = "flow"
-- direction = "neutral"
-- feeds = ["concerns"]
-- source = "SAC SG2a; LSAB annual report 2023/24"
-- caveat = """
-- A concern may cite several types, so the types add up to more than the concerns. The national return counts types
-- for concluded enquiries.
-- """
-- rising = "More concerns cite {category}"
-- falling = "Fewer concerns cite {category}"
-- breakdowns = { type_of_risk = "all" }
-- highlights = ["domestic_abuse", "self_neglect", "sexual_exploitation"]
-- line_title = "Concerns citing {category}"
-- ///

with received as (
    select
        agency_code,
        date_trunc('month', received_on)::date as report_month,
        types_of_risk
    from feed.concerns
),

listed as (
    select unnest(
        [
            'physical_abuse',
            'sexual_abuse',
            'psychological_abuse',
            'financial_or_material_abuse',
            'discriminatory_abuse',
            'organisational_abuse',
            'neglect_and_acts_of_omission',
            'domestic_abuse',
            'sexual_exploitation',
            'modern_slavery',
            'self_neglect'
        ]
    ) as category
)

select
    received.agency_code,
    received.report_month,
    'type_of_risk' as breakdown,
    listed.category,
    count(*) filter (where list_contains(received.types_of_risk, listed.category)) as numerator,
    count(*) as denominator
from received
cross join listed
group by all
