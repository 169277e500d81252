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

with candidate as (
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
)

select distinct concern.row_number
from rows_at_hand as concern
inner join candidate on concern.person_id = candidate.person_id and concern.received_on = candidate.received_on
where
    concern.concern_id <> candidate.concern_id
    and list_sort(concern.types_of_risk) = list_sort(candidate.types_of_risk)
