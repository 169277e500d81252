"""`scorecard load` takes returns into the warehouse, each whole or not at all, and says what became of each."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from scorecard.access.log import read_every_event
from scorecard.settings import PROJECT
from tests.commands.command_line import run
from tests.feeds.valid_returns import as_csv, as_workbook, concerns, right

ONE = ("--feed", "concerns", "--agency", "asc", "--month", "2024-03")
GOOD = as_csv(concerns(3))
TRAINING = as_csv([right("training", course="adults_l1")])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "reference").symlink_to(PROJECT / "sample_data" / "reference")
    return tmp_path / "home"


def month_folder(home: Path, **files: bytes) -> Path:
    """A folder of returns of March; names are given without `.csv`."""
    folder = home.parent / "returns" / "2024-03"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.csv").write_bytes(content)
    return folder


def kept(home: Path) -> list[tuple[str, str, int]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(
            "select feed, agency_code, rows_accepted from store.submission order by sequence"
        ).fetchall()


def test_a_folder_is_loaded_and_the_outcomes_are_counted(home: Path) -> None:
    folder = month_folder(home, asc_concerns=GOOD, bhft_training=TRAINING)
    result = run(home, "load", str(folder.parent))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "2 accepted\n", "")
    assert kept(home) == [("concerns", "asc", 3), ("training", "bhft", 1)]
    assert len(list((home / "originals").glob("*.json"))) == len(list((home / "originals").iterdir())) - 2 == 2


def test_what_is_loaded_is_recorded_with_who_loads_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "ann.loader")
    folder = month_folder(home, asc_concerns=GOOD, bhft_training=TRAINING)
    run(home, "load", str(folder), "--sender", "Analyst")
    events = read_every_event(home / "audit.db")
    assert [(event.event, event.person, event.role) for event in events] == [("upload", "ann.loader", "")] * 2
    assert [dict(event.details) for event in events] == [
        {"feed": feed, "agency": agency, "month": "2024-03", "digest": sha256(content).hexdigest()}
        for feed, agency, content in (("concerns", "asc", GOOD), ("training", "bhft", TRAINING))
    ]


@pytest.mark.parametrize("user", ["Ann Example", "=cmd|x", ""])
def test_a_user_whose_name_is_no_identifier_is_the_command_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, user: str
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: user)
    run(home, "load", str(month_folder(home, asc_concerns=GOOD)))
    assert [event.person for event in read_every_event(home / "audit.db")] == ["command_line"]


def test_what_cannot_be_recorded_is_not_loaded(home: Path) -> None:
    (home / "audit.db").mkdir()
    result = run(home, "load", str(month_folder(home, asc_concerns=GOOD)))
    assert result.exit_code == 1
    assert "The access log" in result.stderr
    assert kept(home) == []


def test_loading_again_changes_nothing_and_passes(home: Path) -> None:
    folder = month_folder(home, asc_concerns=GOOD, bhft_training=TRAINING)
    run(home, "load", str(folder))
    result = run(home, "load", str(folder))
    assert (result.exit_code, result.stdout) == (0, "2 already received\n")
    assert len(kept(home)) == 2


def test_one_refused_return_does_not_stop_the_others_and_is_told_with_its_problems(home: Path) -> None:
    folder = month_folder(home, asc_concerns=GOOD.replace(b"2024-03,", b"2024-02,"), bhft_training=TRAINING)
    result = run(home, "load", str(folder))
    assert (result.exit_code, result.stdout) == (1, "1 refused, 1 accepted\n")
    assert f"{folder / 'asc_concerns.csv'}: Refused: the file needs mending." in result.stderr
    assert "the return is declared for 2024-03" in result.stderr
    assert kept(home) == [("training", "bhft", 1)]


def test_a_return_with_refused_rows_waits_unless_told_otherwise(home: Path) -> None:
    rows = concerns(100)
    rows[7]["age"] = "17"
    folder = month_folder(home, asc_concerns=as_csv(rows))
    waiting = run(home, "load", str(folder))
    assert (waiting.exit_code, waiting.stdout) == (1, "1 rows refused\n")
    assert "100 rows received = 99 accepted + 1 refused." in waiting.stderr
    assert kept(home) == []
    without = run(home, "load", str(folder), "--without-refused")
    assert (without.exit_code, without.stdout) == (0, "1 accepted with warnings\n")
    assert kept(home) == [("concerns", "asc", 99)]


def test_many_problems_are_cut_short_with_a_way_to_see_them_all(home: Path) -> None:
    folder = month_folder(home, asc_concerns=as_csv(concerns(30, age_band="18_64")))
    result = run(home, "load", str(folder))
    assert result.stderr.count("row refused:") == 20
    assert "and 10 more; see them all with scorecard check" in result.stderr


def test_a_single_file_is_loaded_under_what_is_declared_of_it(home: Path) -> None:
    file = home.parent / "anything.xlsx"
    file.write_bytes(as_workbook(concerns(3)))
    result = run(home, "load", str(file), *ONE, "--sender", "Analyst", "--received-at", "2024-04-05T09:30:00")
    assert (result.exit_code, result.stdout) == (0, "1 accepted\n")
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        told = connection.execute("select sender, received_at, file_name from store.submission").fetchall()
    assert told == [("Analyst", datetime(2024, 4, 5, 9, 30), "anything.xlsx")]


def test_an_empty_folder_says_so(home: Path) -> None:
    result = run(home, "load", str(month_folder(home)))
    assert (result.exit_code, result.stdout) == (0, "No returns found.\n")


def test_what_cannot_be_placed_stops_the_load_before_anything_is_kept(home: Path) -> None:
    folder = month_folder(home, asc_concerns=GOOD, something=b"any", other=b"any")
    result = run(home, "load", str(folder))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{folder / 'other.csv'} cannot be placed" in result.stderr
    assert f"{folder / 'something.csv'} cannot be placed" in result.stderr
    assert not (home / "warehouse.duckdb").exists()


def test_agencies_that_the_partnership_does_not_have_stop_the_load_before_anything_is_kept(home: Path) -> None:
    folder = month_folder(home, asc_concerns=GOOD, nobody_training=TRAINING, noone_training=TRAINING)
    result = run(home, "load", str(folder))
    assert result.exit_code == 2
    assert f"{folder / 'nobody_training.csv'}: there is no agency nobody" in result.stderr
    assert f"{folder / 'noone_training.csv'}: there is no agency noone" in result.stderr
    assert not (home / "warehouse.duckdb").exists()


@pytest.mark.parametrize("declared", [ONE[:2], ONE[:4], ONE[2:]])
def test_half_a_declaration_is_a_wrong_call(home: Path, declared: tuple[str, ...]) -> None:
    file = home.parent / "return.csv"
    file.write_bytes(GOOD)
    result = run(home, "load", str(file), *declared)
    assert result.exit_code == 2
    assert "--feed, --agency and --month go together, with one file." in result.stderr


def test_a_file_that_cannot_be_read_is_told(home: Path) -> None:
    folder = month_folder(home)
    (folder / "asc_concerns.csv").symlink_to(folder / "gone")
    result = run(home, "load", str(folder))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{folder / 'asc_concerns.csv'} cannot be read: No such file or directory." in result.stderr


def test_a_folder_that_is_not_there_is_told(home: Path) -> None:
    result = run(home, "load", str(home / "nowhere"))
    assert result.exit_code == 1
    assert f"There is no file or folder {home / 'nowhere'}." in result.stderr


def test_a_register_declares_a_nil_return_beside_one_with_rows(home: Path) -> None:
    folder = month_folder(home, one=GOOD, none=GOOD.splitlines(keepends=True)[0])
    register = "file,feed,agency,month,sender,received_at,nil\n" + "".join(
        f"{name}.csv,concerns,{agency},2024-03,Analyst,2024-04-05T09:30:00,{nil}\n"
        for name, agency, nil in (("one", "asc", ""), ("none", "elft", "yes"))
    )
    (folder / "register.csv").write_text(register)
    result = run(home, "load", str(folder))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "2 accepted\n", "")
    assert sorted(kept(home)) == [("concerns", "asc", 3), ("concerns", "elft", 0)]
