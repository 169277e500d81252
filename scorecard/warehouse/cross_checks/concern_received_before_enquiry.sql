-- /// check
-- feeds = ["concerns"]
-- needs = ["enquiries"]
-- severity = "refuse_row"
-- severity_in_correction = "warn"
-- column = "received_on"
-- sentence = """
-- The concern is received after its enquiry started. \
-- Check both dates; where the enquiry's is wrong, send the enquiries again."""
-- applies = """
-- The enquiry has been received, in whatever month. A correction of concerns is only warned, since its enquiries can \
-- be corrected only after it."""
-- ///

select distinct concern.row_number
from rows_at_hand as concern
inner join received_enquiries as enquiry on concern.concern_id = enquiry.concern_id
where enquiry.started_on < concern.received_on
