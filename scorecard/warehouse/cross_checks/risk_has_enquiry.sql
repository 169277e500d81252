-- /// check
-- feeds = ["enquiry_risks"]
-- needs = ["enquiries"]
-- severity = "refuse_row"
-- column = "enquiry_id"
-- sentence = """
-- The enquiries received for the month have no concluded enquiry with this reference. \
-- Check the reference, or send the enquiries again first."""
-- applies = "The enquiries of the month have been received."
-- ///

select risk.row_number
from rows_at_hand as risk
where
    risk.month in (
        select enquiries_return.report_month from received as enquiries_return
        where enquiries_return.feed = 'enquiries'
    )
    and risk.enquiry_id not in (
        select enquiry.enquiry_id from received_enquiries as enquiry
        inner join return_at_hand on enquiry.month = return_at_hand.report_month
        where enquiry.ended_on is not null
    )
