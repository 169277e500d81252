"""A member of an agency reads how many rows its own returns had and what was found in them, and of no other's."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from scorecard.access.people import add_person
from scorecard.indicators.catalogue import load_catalogue
from scorecard.publication.opening import open_generation
from scorecard.publication.own_returns import open_own_returns
from scorecard.settings import load_settings
from tests.dashboard.opening import ENTRY, SECONDS, read_panels
from tests.dashboard.signing_in import ENVIRONMENT, claims_of
from tests.publication.small_board import Board, concern, expect

SENT = {"elft": 7, "police": 11}
"""How many concerns each agency sends of January."""
MONTH = "2024-01"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Board:
    board = Board(
        tmp_path_factory.mktemp("own") / "home",
        ["concerns_received"],
        expected=[expect("concerns", agency) for agency in SENT],
    )
    for agency, count in SENT.items():
        rows = [concern(f"{agency}{number}", f"{MONTH}-03") for number in range(count)]
        board.send("concerns", agency, MONTH, rows)
    load_catalogue.cache_clear()
    board.publish()
    load_catalogue.cache_clear()
    return board


@pytest.fixture
def home(made: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own where one member of each agency may sign in."""
    for name in ("published", "reference"):
        (tmp_path / name).symlink_to(made.settings.home / name)
    for name, value in (ENVIRONMENT | {"SCORECARD_HOME": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    load_settings.cache_clear()
    for agency in SENT:
        add(tmp_path, agency, "agency", agency)
    add(tmp_path, "board", "board")
    yield tmp_path
    load_settings.cache_clear()


def add(home: Path, name: str, role: str, agency: str | None = None) -> None:
    now = datetime.now(UTC)
    add_person(home / "access.db", f"{name}@example.org", set(SENT), now, name=name, role=role, agency=agency)


def open_returns(who: str, agency: str) -> str:
    """Sign in, ask for the returns of an agency, and give all markup that is sent."""
    app = AppTest.from_file(str(ENTRY), default_timeout=SECONDS)
    app.user = claims_of(who)
    app.run()
    app.query_params.update({"agency": agency, "of": MONTH, "month": MONTH})
    app._page_hash = calc_hash("returns")
    app.run()
    assert not app.exception
    return read_panels(app)


@pytest.mark.parametrize(("own", "other"), [("elft", "police"), ("police", "elft")])
@pytest.mark.parametrize("asked_for", SENT)
def test_an_agency_reads_the_rows_of_its_own_returns_and_of_no_other(
    home: Path, own: str, other: str, asked_for: str
) -> None:
    shown = open_returns(own, asked_for)
    assert f"{SENT[own]} rows read, {SENT[own]} accepted, 0 refused." in shown
    assert f"{SENT[other]} rows" not in shown
    assert f"{other}_concerns.csv" not in shown


def test_the_board_has_no_counts_of_rows(home: Path) -> None:
    assert "rows read" not in open_returns("board", "elft")


def test_the_file_of_an_agency_holds_no_row_of_another(made: Board) -> None:
    for own, other in (("elft", "police"), ("police", "elft")):
        path = made.settings.published / f"agency-{own}-000001.duckdb"
        generation = open_own_returns(made.settings.published, own, 1)
        assert generation is not None
        rows = generation.ask("select agency_code, rows_received from submission").rows()
        names = set(generation.ask("select table_name from information_schema.tables")["table_name"])
        assert rows == [(own, SENT[own])]
        assert names == {"generation", "submission", "problem"}
        assert f"{other}_concerns.csv".encode() not in path.read_bytes()


def test_a_file_of_another_agency_under_its_name_is_not_opened(made: Board, tmp_path: Path) -> None:
    for path in made.settings.published.glob("agency-elft-*"):
        content = path.read_bytes()
        content = content.replace(b"agency-elft-", b"agency-police-") if path.suffix == ".json" else content
        (tmp_path / path.name.replace("elft", "police")).write_bytes(content)
    assert open_own_returns(tmp_path, "police", 1) is None
    assert open_own_returns(made.settings.published, "police", 1) is not None


def test_the_newest_two_of_each_agency_are_kept(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received"], expected=[expect("concerns", "elft")])
    board.send("concerns", "elft", MONTH, [concern("C1", f"{MONTH}-03")])
    load_catalogue.cache_clear()
    for _ in range(3):
        board.publish()
    names = sorted(path.name for path in board.settings.published.glob("agency-*.duckdb"))
    assert names == ["agency-elft-000002.duckdb", "agency-elft-000003.duckdb"]
    load_catalogue.cache_clear()
    assert open_generation(board.settings.published, "board").path.endswith("board-000003.duckdb")
    assert open_own_returns(board.settings.published, "elft", 3) is not None
    assert open_own_returns(board.settings.published, "elft", 1) is None
