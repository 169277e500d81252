-- /// check
-- feeds = ["concerns"]
-- needs = ["enquiries"]
-- severity = "refuse_row"
-- severity_in_correction = "warn"
-- column = "decision"
-- sentence = """
-- The decision is an enquiry, and the enquiries received for the month have none for this concern. \
-- Check the decision, or send the enquiries again with it."""
-- applies = """
-- The enquiries of the month have been received and the decision was made in it. A correction of concerns is only \
-- warned, since its enquiries can be corrected only after it."""
-- ///

select concern.row_number
from rows_at_hand as concern
where
    concern.decision in ('section_42_enquiry', 'other_enquiry', 'mash_enquiry')
    and date_trunc('month', concern.decided_on) = concern.month
    and concern.month in (
        select enquiries_return.report_month from received as enquiries_return
        where enquiries_return.feed = 'enquiries'
    )
    and concern.concern_id not in (select enquiry.concern_id from received_enquiries as enquiry)
