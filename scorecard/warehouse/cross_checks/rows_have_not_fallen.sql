-- /// check
-- feeds = []
-- needs = []
-- only_if = "fewer_rows"
-- severity = "warn"
-- sentence = """
-- The return has {rows_now} rows; that of {month_before} had {rows_before}. \
-- Confirm that none is missing, or send it again in whole."""
-- applies = "The return of the month before has been received, and had at least ten rows."
-- ///

select
    null::bigint as row_number,
    return_at_hand.rows_accepted as rows_now,
    received.rows_accepted as rows_before,
    strftime(received.report_month, '%Y-%m') as month_before
from received
inner join return_at_hand
    on
        received.feed = return_at_hand.feed
        and received.report_month = return_at_hand.report_month - to_months(1)
where received.rows_accepted >= 10 and return_at_hand.rows_accepted <= 0.4 * received.rows_accepted
