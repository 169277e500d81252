-- /// check
-- feeds = []
-- needs = []
-- only_if = "replaces"
-- severity = "warn"
-- sentence = """
-- It corrects a month that is published already, in place of submission {replaced}. \
-- The next publication shows the change, marked as one."""
-- applies = "The return that it replaces was received before figures were last published."
-- ///

select
    null::bigint as row_number,
    replaces as replaced
from return_at_hand
where replaced_received_at <= published_as_at
