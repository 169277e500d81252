-- /// check
-- feeds = ["enquiries"]
-- needs = ["concerns"]
-- severity = "warn"
-- column = "started_on"
-- sentence = """
-- {enquiries} enquiries started in the month, out of {concerns} concerns received or waiting in it. \
-- A part is greater than its whole: check both returns."""
-- applies = "The concerns of the month have been received."
-- ///

with part as (
    select count(*) as enquiries
    from rows_at_hand as enquiry
    where date_trunc('month', enquiry.started_on) = enquiry.month
),

whole as (
    select count(*) as concerns
    from received_concerns as concern
    inner join return_at_hand on concern.month = return_at_hand.report_month
)

select
    null::bigint as row_number,
    part.enquiries,
    whole.concerns
from part
cross join whole
where
    part.enquiries > whole.concerns
    and exists (
        select 1 from received as concerns_return
        inner join return_at_hand on concerns_return.report_month = return_at_hand.report_month
        where concerns_return.feed = 'concerns'
    )
