"""Publishes figures and publishes them again, for tests of what is then different."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from scorecard.indicators.catalogue import load_catalogue
from scorecard.publication.opening import Generation
from scorecard.publication.publish import publish
from scorecard.publication.reader import open_generation, read_restatements, read_row
from tests.publication.small_board import Board, Row, concern, expect

EXPECTED = [expect("concerns", "asc"), expect("concerns", "police"), expect("enquiries", "asc")]
INDICATORS = ["concerns_received", "concerns_by_type_of_risk"]
JANUARY, FEBRUARY = date(2024, 1, 1), date(2024, 2, 1)


def publish_four(home: Path) -> Board:
    """Publish three concerns of January and one of February by the council, and one of each month by the police."""
    board = Board(home, INDICATORS, expected=EXPECTED)
    board.send("concerns", "asc", "2024-01", three())
    board.send("concerns", "asc", "2024-02", [concern("B1", "2024-02-03")])
    board.send("concerns", "police", "2024-01", [concern("P1", "2024-01-09")])
    board.send("concerns", "police", "2024-02", [concern("P2", "2024-02-09")])
    release(board, "2024-03-18T09:00:00")
    return board


def three() -> list[Row]:
    return [concern("A1", "2024-01-01"), concern("A2", "2024-01-02"), concern("A3", "2024-01-03")]


def release(board: Board, made_at: str) -> Generation:
    """Publish at a moment, with everything that was sent until then."""
    board.keep()
    load_catalogue.cache_clear()
    publish(board.settings, now=datetime.fromisoformat(made_at))
    return open_generation(board.settings.published)


def totals(generation: Generation, period: str = "month") -> list[tuple[Any, ...]]:
    """Give agency, month, was and is of the restated totals of concerns received."""
    rows = read_restatements(generation, "concerns_received").filter(pl.col("period") == period)
    chosen = rows.sort("restated_in", "report_month", "agency_code")
    return chosen.select("agency_code", "report_month", "was_numerator", "numerator").rows()


def row_of(generation: Generation, agency: str, month: date, period: str = "month") -> Row:
    return read_row(generation, "concerns_received", agency, None, None, month, period).row(0, named=True)
