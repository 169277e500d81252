"""Lists what was received from an agency, so that a return is held against it with one question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from scorecard.feeds.additions import FILE_NAME
from scorecard.feeds.declared import Declaration

FROM_AGENCY = """
select
    sequence, feed, agency_code, report_month, received_at, sender, file_name, digest, content_digest, rows_received,
    rows_accepted, rows_refused
from store.submission
where agency_code = $agency or digest = $digest
order by sequence desc
"""


@dataclass(frozen=True)
class Received:
    """A submission: a file, or what the dashboard made of the one before it."""

    sequence: int
    feed: str
    agency: str
    month: date
    received_at: datetime
    sender: str
    file_name: str
    digest: str
    content_digest: str
    rows: int
    accepted: int
    refused: int

    @property
    def is_written(self) -> bool:
        """Whether rows written in the dashboard were joined to it."""
        return self.file_name == FILE_NAME


def list_received(connection: duckdb.DuckDBPyConnection, agency: str, digest: str) -> list[Received]:
    """List the submissions of an agency, and that of bytes with this digest from whichever agency; newest first."""
    found = connection.execute(FROM_AGENCY, {"agency": agency, "digest": digest}).fetchall()
    return [Received(*each) for each in found]


def keep_of_month(received: Iterable[Received], declared: Declaration) -> list[Received]:
    """Keep the submissions of the feed, agency and month declared, in their order."""
    place = (declared.feed.name, declared.agency, declared.month)
    return [each for each in received if (each.feed, each.agency, each.month) == place]


def keep_in_force(received: Sequence[Received], agency: str) -> list[Received]:
    """Keep the newest submission of each feed and month of an agency, as store.current_submission does."""
    newest = {(each.feed, each.month): each for each in received[::-1] if each.agency == agency}
    return list(newest.values())
