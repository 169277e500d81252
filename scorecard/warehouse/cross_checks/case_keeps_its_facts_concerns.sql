-- /// check
-- feeds = ["concerns"]
-- needs = ["concerns"]
-- severity = "warn"
-- column = "concern_id"
-- sentence = """
-- The concern was sent for {other_month} with another person or day of receipt. \
-- Check that the reference was not used twice."""
-- applies = "The concern has been received with another month."
-- ///

select
    concern.row_number,
    strftime(max(other.month), '%Y-%m') as other_month
from rows_at_hand as concern
inner join received_concerns as other on concern.concern_id = other.concern_id
where concern.person_id <> other.person_id or concern.received_on <> other.received_on
group by concern.row_number
