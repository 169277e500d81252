-- /// check
-- feeds = []
-- needs = []
-- severity = "warn"
-- sentence = """
-- It corrects a month that is published already, in place of submission {sequence}. \
-- The next publication shows the change, marked as one."""
-- applies = "The return that it replaces was received before figures were last published."
-- ///

select
    null::bigint as row_number,
    replaced.sequence
from replaced
cross join return_at_hand
where replaced.received_at <= return_at_hand.published_as_at
