-- /// check
-- feeds = ["training"]
-- needs = ["training_records"]
-- severity = "refuse_file"
-- column = "compliant"
-- sentence = """
-- The totals are {compliant} in date out of {eligible}; the training records of the month add up to {in_date} out of \
-- {members}. Correct whichever is wrong; the records first."""
-- applies = "Training records of the month have been received that hold the course."
-- ///

with records as (
    select
        training_record.course,
        count(*) as members,
        count(*) filter (
            where training_record.completed_on is not null
            and coalesce(training_record.expires_on >= return_at_hand.month_end, true)
        ) as in_date
    from received_training_records as training_record
    inner join return_at_hand on training_record.month = return_at_hand.report_month
    group by training_record.course
)

select
    training.row_number,
    training.compliant,
    training.eligible,
    records.in_date,
    records.members
from rows_at_hand as training
inner join records on training.course = records.course
where training.compliant <> records.in_date or training.eligible <> records.members
