-- /// check
-- feeds = ["concerns", "enquiries", "enquiry_risks", "panel_cases", "referral_feedback"]
-- needs = []
-- only_if = "repeats_month_before"
-- severity = "warn"
-- column = "month"
-- sentence = """
-- All {rows_read} rows are as they were sent for {month_before}. \
-- Confirm that nothing began, moved or ended in the month."""
-- applies = "The return of an earlier month has been received and holds the same rows, at least three of them."
-- ///

select
    null::bigint as row_number,
    rows_read,
    strftime(month_before, '%Y-%m') as month_before
from return_at_hand
where repeats_month_before and rows_read >= 3 and rows_refused = 0
