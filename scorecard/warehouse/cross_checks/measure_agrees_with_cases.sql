-- /// check
-- feeds = ["measures"]
-- needs = []
-- needs_any = ["concerns", "enquiries"]
-- severity = "refuse_file"
-- column = "numerator"
-- sentence = """
-- The total is {total}; the cases received for the month add up to {cases}. \
-- Correct whichever is wrong; the cases first."""
-- applies = """
-- The measure is one of those that count cases (concerns_received, enquiries_started, section_42_enquiries_started, \
-- enquiries_concluded) and the cases of the month have been received."""
-- ///

with counted as (
    select
        'concerns_received' as measure,
        'concerns' as feed,
        count(*) as cases
    from received_concerns as concern
    inner join return_at_hand on concern.month = return_at_hand.report_month
    where date_trunc('month', concern.received_on) = concern.month
    union all
    select
        unnest(['enquiries_started', 'section_42_enquiries_started', 'enquiries_concluded']) as measure,
        'enquiries' as feed,
        unnest([
            count(*) filter (where date_trunc('month', enquiry.started_on) = enquiry.month),
            count(*) filter (
                where date_trunc('month', enquiry.started_on) = enquiry.month and enquiry.kind = 'section_42'
            ),
            count(*) filter (where enquiry.ended_on is not null)
        ]) as cases
    from received_enquiries as enquiry
    inner join return_at_hand on enquiry.month = return_at_hand.report_month
)

select
    measures.row_number,
    measures.numerator as total,
    counted.cases
from rows_at_hand as measures
inner join counted on measures.measure = counted.measure
where
    measures.numerator <> counted.cases
    and exists (
        select 1 from received as cases_return
        where cases_return.feed = counted.feed and cases_return.report_month = measures.month
    )
