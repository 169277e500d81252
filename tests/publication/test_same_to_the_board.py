"""Nothing else that a reader could look at tells more: where the rounded counts are the same, so is all the board has.

Orders, rows that are there or not, states, findings' words, signals, what changed, and so every page, colour and size
of a download made from them: two partnerships with other counts, which are rounded to the same, are told from each
other by none of it.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scorecard.disclosure.model import CountTable
from scorecard.disclosure.rounding import Rounded, round_cumulatives
from scorecard.exports.contract import read_choices
from scorecard.exports.files import make_file
from scorecard.exports.registry import find_export
from scorecard.publication import protecting, withholding
from scorecard.publication.opening import Generation, open_generation
from scorecard.publication.publish import publish
from tests.publication.small_board import LONG_AFTER, Board
from tests.publication.test_releases import EXPECTED, INDICATORS, MONTHS, send

COUNTS = {"one": (31, 20, 4, 6), "other": (33, 18, 1, 9)}
"""Concerns of each month in either partnership: of all months together 61, and in the third 4 or 1."""
NOW = datetime(2024, 6, 3, 9)
Opened = dict[str, dict[str, Generation]]


class Repeating:
    """Rounds as the product does, and gives what it gave the first time to whoever asks with the same series."""

    def __init__(self) -> None:
        self.given: dict[tuple[str, ...], dict[int, Any]] = {}

    def __call__(self, table: CountTable, **chosen: Any) -> Rounded:
        of_length = self.given.setdefault(tuple(sorted(table.keys)), {})
        if table.months not in of_length:
            of_length[table.months] = round_cumulatives(table, **chosen).by_series()
        first = of_length[table.months]
        return Rounded(
            table.keys, pl.DataFrame([first[key].tolist() for key in table.keys], orient="row").to_numpy(), ()
        )


def make_board(home: Path, counts: tuple[int, ...], until: int) -> Board:
    board = Board(home, INDICATORS, expected=EXPECTED)
    for month, count in list(zip(MONTHS, counts, strict=False))[:until]:
        send(board, month, count)
    return board


def publish_both(homes: Path) -> Opened:
    """Publish both partnerships after three months and after four, and open what each audience has."""
    found: Opened = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(protecting, "round_cumulatives", Repeating())
        for name, counts in COUNTS.items():
            board = make_board(homes / name, counts, 3)
            for place in (3, 4):
                if place == 4:
                    send(board, MONTHS[3], counts[3])
                board.keep()
                published = publish(board.settings, as_at=LONG_AFTER, now=NOW)
                assert published.blocked is None
            folder = board.settings.published
            found[name] = {audience: open_generation(folder, audience) for audience in ("board", "council")}
    return found


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return publish_both(tmp_path_factory.mktemp("same"))


def tables_of(generation: Generation) -> dict[str, pl.DataFrame]:
    names = generation.ask("select table_name from information_schema.tables order by table_name")["table_name"]
    return {name: generation.ask(f'from "{name}"') for name in names}


def test_the_two_have_other_counts(opened: Opened) -> None:
    counted = [
        opened[name]["council"]
        .ask(
            "select numerator from figure where indicator = 'concerns_received' and agency_code = 'all' "
            "and period = 'month' and category is null order by report_month"
        )["numerator"]
        .to_list()
        for name in COUNTS
    ]
    assert counted == [[31, 20, 4, 6], [33, 18, 1, 9]]


def list_different(opened: Opened) -> list[str]:
    """List the tables of the board's file in which the two differ."""
    one, other = (tables_of(opened[name]["board"]) for name in COUNTS)
    assert set(one) == set(other)
    assert one["figure"].height > 100
    return [name for name in one if not one[name].equals(other[name])]


def test_no_table_of_the_board_s_file_tells_the_two_apart(opened: Opened) -> None:
    assert list_different(opened) == []


def test_a_number_of_rows_that_is_not_held_back_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withholding, "_empty_columns", lambda table, names: table)
    assert {"input", "submission"} <= set(list_different(publish_both(tmp_path)))


def test_no_download_tells_the_two_apart(opened: Opened) -> None:
    export = find_export("scorecard")
    for style in ("csv", "xlsx"):
        files = {
            audience: [
                make_file(export, each[audience], read_choices(export.options, each[audience], []), style=style)
                for each in opened.values()
            ]
            for audience in ("board", "council")
        }
        assert files["board"][0] == files["board"][1]
        assert files["council"][0] != files["council"][1]
