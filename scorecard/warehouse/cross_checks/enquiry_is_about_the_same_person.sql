-- /// check
-- feeds = ["enquiries"]
-- needs = ["concerns"]
-- severity = "warn"
-- column = "person_id"
-- sentence = "The concern that led to the enquiry is about another person. Check both references."
-- applies = "The concern has been received, in whatever month."
-- ///

select distinct enquiry.row_number
from rows_at_hand as enquiry
inner join received_concerns as concern on enquiry.concern_id = concern.concern_id
where enquiry.person_id <> concern.person_id
