"""Keeps returns in a warehouse of a test, and asks it questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from scorecard.feeds.checking import digest_of
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.submissions import Receipt, keep_return
from tests.feeds.valid_returns import declaration

RECEIVED = datetime(2024, 4, 5, 9, 30)


class Warehouse:
    """A warehouse with its originals in a folder."""

    def __init__(self, folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.originals = folder / "originals"
        self.connection = connection

    def keep(
        self,
        content: bytes,
        feed: str = "concerns",
        *,
        received_at: datetime = RECEIVED,
        without_refused: bool = False,
        file_name: str = "a_return.csv",
        **declared: Any,
    ) -> Receipt:
        return keep_return(
            self.connection,
            content,
            declaration(feed, **declared),
            sender="Analyst",
            received_at=received_at,
            file_name=file_name,
            originals=self.originals,
            without_refused=without_refused,
        )

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(question).fetchall()

    def hold_what_is_promised(self) -> int:
        """Every submission has as many rows as it says, and its original; gives the number of submissions."""
        submissions = self.ask(
            "select sequence, feed, digest, rows_received, rows_accepted, rows_refused from store.submission"
        )
        for sequence, feed, digest, received, accepted, refused in submissions:
            kept = self.ask(f"select count(*) from store.{feed} where submission = {sequence}")[0][0]
            repeated = self.ask(
                "select count(*) from store.problem "
                f"where submission = {sequence} and rule = 'row_once' and severity = 'warn'"
            )[0][0]
            assert received == accepted + refused
            assert accepted == kept + repeated
            assert digest_of((self.originals / digest).read_bytes()) == digest
        feeds = [feed for (feed,) in self.ask("select distinct feed from store.submission")]
        for feed in [*feeds, "problem"]:
            assert not self.ask(
                f"select 1 from store.{feed} where submission not in (select sequence from store.submission)"
            )
        return len(submissions)


@contextmanager
def open_folder(folder: Path) -> Iterator[Warehouse]:
    with open_warehouse(folder / "warehouse.duckdb") as connection:
        yield Warehouse(folder, connection)
