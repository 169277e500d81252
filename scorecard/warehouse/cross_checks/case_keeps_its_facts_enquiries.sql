-- /// check
-- feeds = ["enquiries"]
-- needs = ["enquiries"]
-- severity = "warn"
-- column = "enquiry_id"
-- sentence = """
-- The enquiry was sent for {other_month} with another concern, person or day of start. \
-- Check that the reference was not used twice."""
-- applies = "The enquiry has been received with another month."
-- ///

select
    enquiry.row_number,
    strftime(max(other.month), '%Y-%m') as other_month
from rows_at_hand as enquiry
inner join received_enquiries as other on enquiry.enquiry_id = other.enquiry_id
where
    enquiry.concern_id <> other.concern_id
    or enquiry.person_id <> other.person_id
    or enquiry.started_on <> other.started_on
group by enquiry.row_number
