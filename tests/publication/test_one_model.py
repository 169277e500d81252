"""Everything a board's file says of people follows from the figures in it; nothing exact of the council's is left."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scorecard.indicators.catalogue import load_catalogue
from scorecard.indicators.variation import choose_rules
from scorecard.months import add_months
from scorecard.publication.computing import Gathered, compute_tables
from scorecard.publication.opening import Generation, open_generation
from scorecard.publication.reader import read_about
from scorecard.publication.restatements import Edition
from scorecard.reference import load_reference
from scorecard.settings import PROJECT

SERIES = ["indicator", "agency_code", "breakdown", "category"]
KEY = [*SERIES, "period", "report_month"]
NUMBERS = ("numerator", "denominator", "value")
MADE = ("row", "signal", "verdict", "finding", "line", "restatement", "first_said", "target")
Numbers = dict[tuple[Any, ...], dict[str, float | None]]
Exact = dict[tuple[Any, ...], dict[str, float]]
STEPS = {"month": 1, "quarter": 3, "year": 12, "rolling12": 12}
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module")
def board(published_home: Path) -> Generation:
    return open_generation(published_home / "published", "board")


@pytest.fixture(scope="module")
def council(published_home: Path) -> Generation:
    return open_generation(published_home / "published", "council")


def protected(generation: Generation, table: str) -> pl.DataFrame:
    return generation.ask(f"from {table} where indicator in (select indicator from indicator where protected)")


def numbers_of(figures: pl.DataFrame) -> Numbers:
    return {
        tuple(row[name] for name in KEY): {name: row[name] for name in NUMBERS} for row in figures.iter_rows(named=True)
    }


@pytest.fixture(scope="module")
def shown(board: Generation) -> Numbers:
    return numbers_of(protected(board, "figure"))


@pytest.fixture(scope="module")
def differing(council: Generation, shown: Numbers) -> Exact:
    """The council's numbers that are not those the board is shown for the same key."""
    found = {}
    for key, exact in numbers_of(protected(council, "figure")).items():
        others = {name: each for name, each in exact.items() if each is not None and each != shown[key][name]}
        if others:
            found[key] = others
    assert len(found) > 20_000
    return found


def test_every_table_can_be_made_again_from_the_figures_in_the_file(board: Generation, published_home: Path) -> None:
    """No count of any indicator is given to what makes them: only figures, returns, reference data and heads."""
    about = read_about(board)
    catalogue = load_catalogue(PROJECT / "queries")
    months = pl.date_range(about.first_month, about.reporting_month, "1mo", eager=True).alias("report_month")
    returns = board.ask("from return_status")
    gathered = Gathered(catalogue, {}, returns, load_reference(published_home / "reference"), months)
    rules = choose_rules("mdc", shift=about.spc_run, trend=about.spc_run)
    edition = Edition(about.number, about.made_at, board.ask("from input"), None)
    again = compute_tables(gathered, board.ask("from figure"), rules, edition)
    for name in MADE:
        kept = board.ask(f"from {name}")
        assert_frame_equal(again[name], kept, check_row_order=False, check_dtypes=False)


def test_a_row_names_the_figures_of_its_own_series_and_no_others(board: Generation) -> None:
    rows, figures = protected(board, "row"), protected(board, "figure").select(*KEY, *NUMBERS)
    for prefix, back in (("", {}), ("previous", STEPS), ("last_year", dict.fromkeys(STEPS, 12))):
        months = pl.col("period").replace_strict(back, default=0, return_dtype=pl.Int64)
        moved = figures.with_columns(report_month=pl.col("report_month").dt.offset_by(pl.format("{}mo", months)))
        both = rows.select(*KEY, **{f"said_{name}": _column(prefix, name) for name in NUMBERS}).join(
            moved, on=KEY, how="left", nulls_equal=True, maintain_order="left", validate="1:1"
        )
        assert both.height == figures.height
        for name in NUMBERS:
            assert both[f"said_{name}"].equals(both[name], check_names=False), (prefix, name)


def _column(prefix: str, name: str) -> pl.Expr:
    joined = "_".join(word for word in (prefix, name) if word)
    return pl.col(prefix if prefix and name == "value" else joined)


def test_a_small_chart_draws_the_months_that_are_shown(board: Generation, shown: Numbers) -> None:
    newest = read_about(board).reporting_month
    for row in protected(board, "row").filter(pl.col("report_month") == newest).iter_rows(named=True):
        series = tuple(row[name] for name in SERIES)
        months = [shown.get((*series, "month", add_months(newest, -back)), {}).get("value") for back in range(36)]
        # A count of few was rounded to nothing, and is drawn as that.
        assert set(row["spark_values"] or ()) <= {*months, None, 0.0}, row


def test_a_signal_judges_the_figure_that_is_shown(board: Generation, shown: Numbers) -> None:
    for row in protected(board, "signal").iter_rows(named=True):
        value = shown[(*(row[name] for name in SERIES), "month", row["report_month"])]["value"]
        # A count of few was rounded to nothing, and is judged as that.
        assert row["value"] == value or (value is None and row["value"] in (None, 0.0))


def numbers_in(words: str | None) -> Iterator[float]:
    for found in NUMBER.findall((words or "").replace("section 42", "")):
        yield float(found.replace(",", ""))


def test_a_finding_says_the_figure_that_is_shown(board: Generation, shown: Numbers) -> None:
    findings = protected(board, "finding")
    titles = dict(board.ask("select indicator, title from indicator").iter_rows())
    values: dict[tuple[Any, ...], set[float | None]] = defaultdict(set)
    for key, own in shown.items():
        values[key[:4]].add(own["value"])
    assert findings.height > 50
    for row in findings.iter_rows(named=True):
        key = (*(row[name] for name in SERIES), "month", row["report_month"])
        own = shown.get(key, dict.fromkeys(NUMBERS))
        assert {name: row[name] for name in NUMBERS} == own
        series_shown = values[key[:4]]
        said = set(numbers_in(row["sentence"])) - set(numbers_in(titles[row["indicator"]]))
        assert said <= series_shown, (row["sentence"], series_shown)


def test_no_exact_number_of_the_council_stands_where_the_board_has_its_own(board: Generation, differing: Exact) -> None:
    for row in protected(board, "row").iter_rows(named=True):
        for name, exact in differing.get(tuple(row[name] for name in KEY), {}).items():
            assert row[name] != exact
    for row in protected(board, "signal").iter_rows(named=True):
        others = differing.get((*(row[name] for name in SERIES), "month", row["report_month"]), {})
        # Where the council counts none, so does what is judged of a count that was rounded to nothing.
        assert row["value"] is None or row["value"] != others.get("value") or row["value"] == 0
