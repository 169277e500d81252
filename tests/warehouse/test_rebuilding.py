"""The warehouse can be made again from the originals alone, each submission as it was."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scorecard.publication.publish import publish
from scorecard.publication.reader import open_generation
from scorecard.settings import Settings
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.originals import BEING_KEPT
from tests.commands.command_line import run
from tests.feeds.valid_returns import as_csv, concerns
from tests.publication.small_board import Board, concern, expect
from tests.warehouse.keeping import Warehouse

MADE = datetime(2024, 6, 1, 9)
AS_AT = datetime(2030, 1, 1)


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """A board with three returns, the last a correction of the first; numbers 3 to 5 were used and not kept."""
    made = Board(tmp_path / "home", ["concerns_received"], expected=[expect("concerns", "asc")])
    made.send("concerns", "asc", "2024-01", [concern("C1", "2024-01-03"), concern("C2", "2024-01-09")])
    made.send("concerns", "asc", "2024-02", [concern("C3", "2024-02-03")])
    made.keep()
    with open_warehouse(made.settings.warehouse) as connection:
        connection.execute("select max(nextval('store.submission_sequence')) from range(3)").fetchall()
    made.send("concerns", "asc", "2024-01", [concern("C1", "2024-01-03")], received="2024-03-01T10:30:00")
    made.keep()
    return made


def rebuild(board: Board, into: Path) -> Any:
    return run(board.settings.home, "rebuild", "--into", str(into), queries=str(board.settings.queries))


def tables(settings: Settings) -> dict[str, list[Any]]:
    """Everything that a warehouse keeps, and everything that is published from it."""
    with open_warehouse(settings.warehouse, read_only=True) as connection:
        names = connection.execute("select table_name from duckdb_tables() where schema_name = 'store'").fetchall()
        kept = {name: connection.execute(f"select * from store.{name} order by all").fetchall() for (name,) in names}
    publish(settings, as_at=AS_AT, now=MADE)
    generation = open_generation(settings.published)
    for (name,) in generation.ask("select table_name from duckdb_tables()").rows():
        kept[f"published {name}"] = generation.ask(f"select * from {name} order by all").rows()
    return kept


def digest(board: Board, sequence: int) -> str:
    with open_warehouse(board.settings.warehouse, read_only=True) as connection:
        found = connection.execute(f"select digest from store.submission where sequence = {sequence}").fetchall()
    return str(found[0][0])


def test_the_rebuilt_warehouse_and_its_figures_are_the_same(board: Board, tmp_path: Path) -> None:
    done = rebuild(board, tmp_path / "again")
    assert (done.exit_code, done.stdout) == (0, f"Rebuilt {tmp_path / 'again'}: 3 submissions.\n")
    again = board.settings.model_copy(update={"home": tmp_path / "again"})
    was, now = tables(board.settings), tables(again)
    assert [(row[0], row[4]) for row in was["submission"]] == [
        (1, datetime(2024, 2, 5, 9)),
        (2, datetime(2024, 3, 5, 9)),
        (6, datetime(2024, 3, 1, 10, 30)),
    ]
    assert was == now
    assert len(was["published figure"]) > 0
    originals = [sorted(path.name for path in each.originals.iterdir()) for each in (board.settings, again)]
    assert originals[0] == originals[1]
    assert len(originals[0]) == 6


def test_rows_left_out_and_nil_returns_are_kept_again_as_they_were(board: Board, tmp_path: Path) -> None:
    rows = [{**row, "month": "2024-03", "age": "17" if place == 0 else "70"} for place, row in enumerate(concerns(100))]
    with open_warehouse(board.settings.warehouse) as connection:
        warehouse = Warehouse(board.settings.home, connection)
        assert warehouse.keep(as_csv(rows), without_refused=True).submission == 7
        nothing = as_csv(concerns(1)).splitlines(keepends=True)[0]
        assert warehouse.keep(nothing, nil=True, agency="elft").submission == 8
    assert rebuild(board, tmp_path / "again").exit_code == 0
    with open_warehouse(tmp_path / "again" / "warehouse.duckdb", read_only=True) as connection:
        query = (
            "select agency_code, rows_received, rows_accepted, rows_refused from store.submission where sequence > 6"
        )
        assert connection.execute(query).fetchall() == [("asc", 100, 99, 1), ("elft", 0, 0, 0)]


def test_a_damaged_original_is_named_and_the_others_are_kept_again(board: Board, tmp_path: Path) -> None:
    damaged = board.settings.originals / digest(board, 2)
    content = bytearray(damaged.read_bytes())
    content[50] ^= 1
    damaged.write_bytes(content)
    done = rebuild(board, tmp_path / "again")
    assert done.exit_code == 1
    assert f"Submission 2 (asc concerns 2024-02): the original {damaged} is damaged" in done.stderr
    assert "2 submissions, 1 faults." in done.stdout
    with open_warehouse(tmp_path / "again" / "warehouse.duckdb", read_only=True) as connection:
        assert connection.execute("select sequence from store.submission order by all").fetchall() == [(1,), (6,)]


def test_every_missing_original_and_damaged_note_is_named_at_once(board: Board, tmp_path: Path) -> None:
    missing, damaged = board.settings.originals / digest(board, 1), f"{digest(board, 2)}.json"
    missing.unlink()
    (board.settings.originals / damaged).write_text("{")
    done = rebuild(board, tmp_path / "again")
    assert done.exit_code == 1
    assert f"the original {missing} is missing" in done.stderr
    assert f"The note {board.settings.originals / damaged} is damaged" in done.stderr


def test_a_damaged_original_is_mended_when_the_return_comes_again(board: Board, tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "other" / "warehouse.duckdb") as connection:
        warehouse = Warehouse(tmp_path / "other", connection)
        place = warehouse.originals / warehouse.keep(as_csv(concerns(3)), without_refused=True).checked.digest
        shutil.rmtree(warehouse.originals)
        warehouse.originals.mkdir()
        place.write_bytes(b"damaged")
        connection.execute("delete from store.submission")
        warehouse.keep(as_csv(concerns(3)))
        assert place.read_bytes() == as_csv(concerns(3))


def test_a_submission_that_nobody_was_told_of_is_kept_again_and_said(board: Board, tmp_path: Path) -> None:
    """Killed after the commit it may stand in published figures; so may not one killed before, which harms nobody."""
    originals = board.settings.originals
    (originals / f"{digest(board, 6)}.json").rename(originals / BEING_KEPT)
    done = rebuild(board, tmp_path / "again")
    assert done.exit_code == 0
    assert "Submission 6 (asc_concerns.csv) was being kept when the loader was stopped" in done.stdout
    assert "3 submissions." in done.stdout


def test_bytes_that_no_submission_refers_to_are_named_and_left_out(board: Board, tmp_path: Path) -> None:
    stray = board.settings.originals / ("a" * 64)
    stray.write_bytes(b"never kept")
    done = rebuild(board, tmp_path / "again")
    assert (done.exit_code, "Never kept, and left out: " + "a" * 64 in done.stdout) == (0, True)


def test_a_folder_that_is_not_empty_is_refused(board: Board, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "mine.txt").write_text("keep me")
    done = rebuild(board, tmp_path / "again")
    assert done.exit_code == 1
    assert "is not empty. Name a folder that is empty" in done.stderr
    assert [path.name for path in (tmp_path / "again").iterdir()] == ["mine.txt"]


def test_without_originals_the_sentence_says_where_they_should_be(board: Board, tmp_path: Path) -> None:
    shutil.rmtree(board.settings.originals)
    done = rebuild(board, tmp_path / "again")
    assert done.exit_code == 1
    assert "Restore that folder from the last backup" in done.stderr
