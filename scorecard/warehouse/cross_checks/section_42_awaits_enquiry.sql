-- /// check
-- feeds = ["enquiries"]
-- needs = ["concerns"]
-- looks_at = ["enquiries"]
-- severity = "warn"
-- column = "concern_id"
-- sentence = """
-- {concerns} concern(s) of the month were decided as an enquiry, and no enquiry names them. \
-- Check that no enquiry is missing, or correct the concerns."""
-- applies = "The concerns of the month have been received."
-- ///

with without_enquiry as (
    select concern.concern_id
    from received_concerns as concern
    inner join return_at_hand on concern.month = return_at_hand.report_month
    where
        concern.decision in ('section_42_enquiry', 'other_enquiry', 'mash_enquiry')
        and date_trunc('month', concern.decided_on) = concern.month
        and concern.concern_id not in (select enquiry.concern_id from rows_at_hand as enquiry)
        and concern.concern_id not in (select enquiry.concern_id from received_enquiries as enquiry)
)

select
    null::bigint as row_number,
    count(*) as concerns
from without_enquiry
having count(*) > 0
