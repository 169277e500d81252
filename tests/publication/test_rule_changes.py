"""A changed counting rule: the series is judged in pieces, and the newest piece alone gives the verdict."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scorecard.indicators.variation import choose_rules
from scorecard.months import add_months, write_month
from scorecard.publication.rule_changes import number_pieces
from scorecard.publication.signals import judge_figures, word_reasons
from tests.publication.small_board import Board, concern, expect, write_csv
from tests.publication.test_signals import START, Values, figures_of, no_targets

MDC = choose_rules("mdc")
LISTED = pl.DataFrame(
    {"indicator": ["one", "other"], "direction": "neutral", "unit": "count", "themes": [["falls", "msp"], ["msp"]]}
)
CHANGED_ON = date(2022, 3, 18)
"""The 15th month of the series, in its middle."""
OLD: Values = [10.0, 12.0] * 7
NEW: Values = [30.0, 34.0] * 7
BEFORE: Values = [900.0] * 14


def events_of(*rows: dict[str, Any]) -> pl.DataFrame:
    given = {"date": CHANGED_ON, "title": "New form", "kind": "rule_change", "agency": None, "themes": "falls"}
    kinds = {"date": pl.Date, "title": pl.String, "kind": pl.String, "agency": pl.String, "themes": pl.String}
    return pl.DataFrame([given | row for row in rows], schema=kinds)


def judge(values: Values, *changes: dict[str, Any]) -> tuple[pl.DataFrame, dict[str, Any]]:
    figures = figures_of({"one": values})
    pieces = number_pieces(figures, events_of(*changes), LISTED)
    signals, verdicts = judge_figures(figures, LISTED, no_targets(), MDC, pieces)
    last = verdicts["as_at"].max()
    verdict = word_reasons(verdicts, LISTED).filter(pl.col("as_at") == last).row(0, named=True)
    return signals.filter(pl.col("as_at") == last).sort("report_month"), verdict


def test_limits_are_of_the_piece_since_the_change() -> None:
    """10 and 12 in turn: 11 on average, moving range 2, so 11 ± 2.66 × 2; then 30 and 34: 32 ± 2.66 × 4."""
    values = OLD + NEW
    points, verdict = judge(values, {})
    assert points["segment"].to_list() == [0] * 14 + [1] * 14
    limits = points.select(pl.col("lower", "mean", "upper").round(2)).rows()
    assert limits == [(5.68, 11.0, 16.32)] * 14 + [(21.36, 32.0, 42.64)] * 14
    assert set(points["point_type"]) == {"common_cause"}
    assert verdict["variation"] == "common_cause"
    assert verdict["reason"] == "Inside the usual range of 21 to 43."
    assert verdict["points"] == 14


def test_without_the_change_the_same_figures_are_a_real_change() -> None:
    values = OLD + NEW
    for change in ({"kind": "event"}, {"themes": "prevent"}, {"agency": "police"}):
        points, verdict = judge(values, change)
        assert set(points["segment"]) == {0}
        assert verdict["variation"] == "neutral_high"


def test_a_short_piece_is_not_judged_and_says_how_many_months_it_has() -> None:
    values = OLD + NEW[:2] + NEW[:1]
    points, verdict = judge(values, {})
    assert verdict["variation"] is None
    assert verdict["reason"] == "Only 3 months so far; 13 are needed to judge."
    assert points["upper"].round(2).to_list() == [16.32] * 14 + [None] * 3


def test_months_before_the_change_keep_the_verdict_they_had() -> None:
    values = OLD + NEW[:2]
    figures = figures_of({"one": values})
    pieces = number_pieces(figures, events_of({}), LISTED)
    before = pl.col("as_at") < date(2022, 3, 1)
    _, cut = judge_figures(figures, LISTED, no_targets(), MDC, pieces)
    _, whole = judge_figures(figures, LISTED, no_targets(), MDC)
    assert cut.filter(before).sort("as_at").equals(whole.filter(before).sort("as_at"))


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({}, {("one", "asc"), ("one", "elft"), ("one", "all")}),
        ({"agency": "elft"}, {("one", "elft"), ("one", "all")}),
        ({"agency": "police"}, set()),
        (
            {"themes": "falls;msp", "agency": "asc"},
            {("one", "asc"), ("one", "all"), ("other", "asc"), ("other", "all")},
        ),
        ({"themes": None}, set()),
        ({"kind": "event"}, set()),
    ],
)
def test_a_change_breaks_the_indicators_of_its_themes_for_its_agency(
    change: dict[str, Any], broken: set[tuple[str, str]]
) -> None:
    figures = pl.DataFrame(
        [("one", "asc"), ("one", "elft"), ("one", "all"), ("other", "asc"), ("other", "all")],
        schema=["indicator", "agency_code"],
        orient="row",
    )
    pieces = number_pieces(figures, events_of(change), LISTED)
    assert set(pieces.select("indicator", "agency_code").rows()) == broken
    assert pieces.select(pl.col("date", "piece")).unique().rows() == ([(date(2022, 3, 1), 1)] if broken else [])


def test_two_changes_make_three_pieces_and_two_in_a_month_are_one() -> None:
    figures = figures_of({"one": OLD[:1]})
    again = {"date": add_months(START, 20), "title": "Another form"}
    pieces = number_pieces(figures, events_of({}, {"title": "New list"}, again), LISTED)
    own = pieces.filter(pl.col("agency_code") == "asc").sort("date")
    assert own.select("date", "piece").rows() == [(date(2022, 3, 1), 1), (date(2022, 9, 1), 2)]


def test_a_new_definition_is_judged_from_its_first_month() -> None:
    """Months before `since` are not collected: they have no part in the limits, 11 ± 2.66 × 2 as above."""
    values = [*BEFORE, *OLD]
    figures = figures_of({"one": values}).with_columns(
        state=pl.when(pl.col("report_month") < date(2022, 3, 1)).then(pl.lit("not_collected")).otherwise("state")
    )
    signals, verdicts = judge_figures(figures, LISTED, no_targets(), MDC)
    last = signals.filter(pl.col("as_at") == pl.col("as_at").max())
    assert last["report_month"].min() == date(2022, 3, 1)
    assert verdicts["as_at"].min() == date(2022, 3, 1)
    assert last.select(pl.col("lower", "upper").round(2)).unique().rows() == [(5.68, 16.32)]


def test_a_recorded_change_restarts_what_is_published(tmp_path: Path) -> None:
    """Concerns by month: 14 months of 1 and 2 in turn, then three of 6 since the rule of referrals changed."""
    board = Board(tmp_path, ["concerns_received"], expected=[expect("concerns", "asc")])
    columns = ["date", "title", "kind", "agency", "themes"]
    change = {"date": "2024-03-11", "title": "One front door", "kind": "rule_change", "themes": "prevention_early_help"}
    write_csv(board.settings.reference / "events.csv", columns, [change])
    for place, many in enumerate([1, 2] * 7 + [6, 6, 6]):
        month = write_month(add_months(date(2023, 1, 1), place))
        rows = [concern(f"{month}/{number}", f"{month}-03") for number in range(many)]
        board.send("concerns", "asc", month, rows)
    published = board.publish().ask(
        "select agency_code, reason, variation, spark_breaks from row where period = 'month' and report_month = $month",
        month=date(2024, 5, 1),
    )
    assert set(published["agency_code"]) == {"all", "asc"}
    for row in published.iter_rows(named=True):
        assert (row["variation"], row["reason"]) == (None, "Only 3 months so far; 13 are needed to judge.")
        assert row["spark_breaks"] == [14]
