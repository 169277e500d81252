-- /// check
-- feeds = ["enquiries"]
-- needs = ["concerns"]
-- severity = "refuse_row"
-- column = "concern_id"
-- sentence = """
-- No concern with this reference has been received, though the concerns of {month_of_start} have. \
-- Check the reference, or send the concern first."""
-- applies = "The concerns of the month in which the enquiry started have been received."
-- ///

select
    enquiry.row_number,
    strftime(enquiry.started_on, '%Y-%m') as month_of_start
from rows_at_hand as enquiry
where
    date_trunc('month', enquiry.started_on)::date in (
        select concerns_return.report_month from received as concerns_return
        where concerns_return.feed = 'concerns'
    )
    and enquiry.concern_id not in (select concern.concern_id from received_concerns as concern)
