"""Gives the rows of a return that is in force, as they came in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import polars as pl

from scorecard.feeds.additions import Row, write_rows
from scorecard.feeds.checking import digest_of
from scorecard.feeds.contract import Feed, kind_of

BLANK_LINE = b"\n"


@dataclass(frozen=True)
class InForce:
    """The rows of the newest submission of a feed, agency and month: none where there is no submission."""

    rows: pl.DataFrame
    received_at: datetime | None


def read_in_force(connection: duckdb.DuckDBPyConnection, feed: Feed, agency: str, month: date) -> InForce:
    """Read the rows in force, with the columns of the feed, in the order of the return."""
    place = {"feed": feed.name, "agency": agency, "month": month}
    found = connection.execute(
        """
        select sequence, received_at
        from store.current_submission
        where feed = $feed and agency_code = $agency and report_month = $month
        """,
        place,
    ).fetchall()
    sequence, received_at = found[0] if found else (None, None)
    rows = connection.sql(
        f"select {', '.join(feed.columns)} from store.{feed.name} where submission = $sequence order by row_number",
        params={"sequence": sequence},
    ).pl()
    return InForce(rows, received_at)


def list_references(connection: duckdb.DuckDBPyConnection, feed: Feed, agency: str) -> frozenset[str]:
    """List every reference that the agency ever gave; none where the key of the feed ends in another kind."""
    name = feed.key[-1]
    if kind_of(feed.columns[name]) != "identifier":
        return frozenset()
    found = connection.execute(
        f"select distinct {name} from store.{feed.name} where agency = $agency", {"agency": agency}
    ).fetchall()
    return frozenset(reference for (reference,) in found)


def is_kept(connection: duckdb.DuckDBPyConnection, digest: str) -> bool:
    """Say whether a submission brought bytes of this digest."""
    question = "select 1 from store.submission where digest = $digest"
    return bool(connection.execute(question, {"digest": digest}).fetchall())


def list_digests(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """List the digests of the bytes that were ever kept."""
    return frozenset(digest for (digest,) in connection.execute("select digest from store.submission").fetchall())


def write_new(connection: duckdb.DuckDBPyConnection, feed: Feed, rows: Sequence[Row]) -> bytes:
    """Write rows that may come to stand again as they once did in bytes of which no submission is known."""
    content = write_rows(feed, rows)
    while is_kept(connection, digest_of(content)):
        content += BLANK_LINE
    return content
