-- /// check
-- feeds = ["enquiry_risks"]
-- needs = ["enquiries"]
-- severity = "warn"
-- column = "enquiry_id"
-- sentence = """
-- {enquiries} enquiries concluded in the month have no type, source and location of risk here. \
-- Check that no row is missing."""
-- applies = "The enquiries of the month have been received."
-- ///

with without_risks as (
    select enquiry.enquiry_id
    from received_enquiries as enquiry
    inner join return_at_hand on enquiry.month = return_at_hand.report_month
    where
        enquiry.ended_on is not null
        and enquiry.enquiry_id not in (select risk.enquiry_id from rows_at_hand as risk)
)

select
    null::bigint as row_number,
    count(*) as enquiries
from without_risks
having count(*) > 0
