-- /// check
-- feeds = ["enquiries"]
-- needs = ["concerns"]
-- severity = "refuse_row"
-- column = "started_on"
-- sentence = """
-- The enquiry starts before its concern was received. \
-- Check both dates; where the concern's is wrong, send the concerns again first."""
-- applies = "The concern has been received, in whatever month."
-- ///

select distinct enquiry.row_number
from rows_at_hand as enquiry
inner join received_concerns as concern on enquiry.concern_id = concern.concern_id
where enquiry.started_on < concern.received_on
