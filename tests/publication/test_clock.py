"""The clock of the machine decides nothing: whenever the same is published, the figures are the same."""

import os
import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scorecard.publication.publish import publish
from scorecard.publication.reader import open_generation
from scorecard.settings import PROJECT
from tests.publication.small_board import Board, concern, enquiry, expect

AS_AT = datetime(2024, 4, 30, 9)
USUAL = datetime(2024, 5, 1, 12)
CLOCKS = {
    "a year ahead": datetime(2025, 5, 1, 12),
    "a year back": datetime(2023, 5, 1, 12),
    "29 February": datetime(2024, 2, 29, 23, 59, 59),
    "the last second of a month": datetime(2024, 3, 31, 23, 59, 59),
    "the hour that clocks leave out": datetime(2024, 3, 31, 1, 30),
    "the hour that clocks repeat": datetime(2024, 10, 27, 1, 30),
    "New Year": datetime(2025, 1, 1),
}
ZONES = ["Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago"]
READS_CLOCK = re.compile(r"\.now\(|\.today\(|\.utcnow\(|\btime\.time\(|\bcurrent_(date|time|timestamp)\b|\bnow\(\)")


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    """Concerns and enquiries of a leap year, some of them late, and a return that is not there yet."""
    home = tmp_path_factory.mktemp("clock") / "home"
    indicators = ["concerns_received", "concerns_awaiting_decision", "enquiries_open_over_60_days", "risk_removed"]
    made = Board(home, indicators, expected=[expect("concerns", "asc"), expect("enquiries", "asc")])
    for month, end in (("2024-01", "2024-01-31"), ("2024-02", "2024-02-29"), ("2024-03", "2024-03-31")):
        made.send("concerns", "asc", month, [concern(f"C{end}", end, decided_on=end)])
        if month != "2024-03":
            made.send("enquiries", "asc", month, [enquiry(f"E{end}", end, concern_id=f"C{end}")])
    made.keep()
    return made


def published(board: Board, folder: Path, made_at: datetime) -> dict[str, list[Any]]:
    """Publish into a folder of its own; gives every table, without the moment at which it was made."""
    home = folder / "home"
    home.mkdir()
    for name in ("reference", "warehouse.duckdb"):
        (home / name).symlink_to(board.settings.home / name)
    settings = board.settings.model_copy(update={"home": home})
    publish(settings, as_at=AS_AT, now=made_at)
    generation = open_generation(settings.published)
    tables = generation.ask("select table_name from duckdb_tables() order by all")["table_name"]
    found = {}
    for name in tables:
        frame = generation.ask(f"select * from {name} order by all")
        found[name] = frame.drop([column for column in ("made_at",) if column in frame.columns]).rows()
    return found


@pytest.fixture(scope="module")
def usual(board: Board, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    return published(board, tmp_path_factory.mktemp("usual"), USUAL)


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=CLOCKS)
def test_no_figure_changes_with_the_clock(
    board: Board, usual: dict[str, list[Any]], tmp_path: Path, clock: datetime
) -> None:
    assert published(board, tmp_path, clock) == usual
    assert len(usual["figure"]) > 10


@pytest.fixture(params=ZONES)
def _zone(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows does not change its zone for a process")
@pytest.mark.usefixtures("_zone")
def test_no_figure_changes_with_the_time_zone(board: Board, usual: dict[str, list[Any]], tmp_path: Path) -> None:
    assert published(board, tmp_path, USUAL) == usual


def test_nothing_that_makes_figures_reads_a_clock_by_itself() -> None:
    layers = [PROJECT / "scorecard" / layer for layer in ("feeds", "warehouse", "indicators", "publication")]
    makers = [path for layer in layers for path in layer.rglob("*.py")] + list((PROJECT / "queries").rglob("*.sql"))
    assert len(makers) > 80
    assert [path.name for path in makers if READS_CLOCK.search(path.read_text(encoding="utf-8"))] == ["publish.py"]
