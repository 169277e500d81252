-- /// check
-- feeds = []
-- needs = []
-- only_if = "repeats_month_before"
-- severity = "refuse_file"
-- column = "month"
-- sentence = """
-- All {rows_read} rows are those sent for {month_before}, under another month. \
-- Send the rows of this month."""
-- applies = """
-- A return of an earlier month has been received and holds the same rows, at least three of them: counts, or cases of \
-- which some belong to that month."""
-- ///

select
    null::bigint as row_number,
    rows_read,
    strftime(month_before, '%Y-%m') as month_before
from return_at_hand
where repeats_month_before and rows_read >= 3 and (is_table_of_counts or rows_refused > 0)
