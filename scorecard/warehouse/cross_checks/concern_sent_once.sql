-- /// check
-- feeds = ["concerns"]
-- needs = []
-- looks_at = ["concerns"]
-- severity = "warn"
-- column = "concern_id"
-- sentence = """
-- Another concern is about the same person, on the same day and with the same types of risk. \
-- Check that it was not recorded twice."""
-- applies = "Always; concerns received with other months are looked at too."
-- ///

with days_at_hand as (
    select
        min(concern.received_on) as first_day,
        max(concern.received_on) as last_day
    from rows_at_hand as concern
),

candidate as (
    select
        concern.concern_id,
        concern.person_id,
        concern.received_on,
        concern.types_of_risk
    from rows_at_hand as concern
    union all
    select
        earlier.concern_id,
        earlier.person_id,
        earlier.received_on,
        earlier.types_of_risk
    from received_concerns as earlier
    where
        earlier.received_on between (select span.first_day from days_at_hand as span)
        and (select span.last_day from days_at_hand as span)
),

-- Most people are there once, so that types of risk, which are long, need not be compared for them.
repeated as (
    select
        candidate.person_id,
        candidate.received_on
    from candidate
    group by candidate.person_id, candidate.received_on
    having count(*) > 1
)

select distinct concern.row_number
from rows_at_hand as concern
inner join repeated on concern.person_id = repeated.person_id and concern.received_on = repeated.received_on
inner join candidate on concern.person_id = candidate.person_id and concern.received_on = candidate.received_on
where
    concern.concern_id <> candidate.concern_id
    and list_sort(concern.types_of_risk) = list_sort(candidate.types_of_risk)
