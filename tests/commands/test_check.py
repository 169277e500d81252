"""`scorecard check` says what would happen to a return, as text or JSON, and keeps nothing."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scorecard.settings import PROJECT
from tests.commands.command_line import run
from tests.feeds.valid_returns import as_csv, as_workbook, concerns, right

GOOD = as_csv(concerns(3))
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "reference").symlink_to(PROJECT / "sample_data" / "reference")
    return tmp_path / "home"


def check(home: Path, content: bytes, *more: str, name: str = "return.csv", feed: str = "concerns") -> tuple[int, Any]:
    """Check a file with the command; gives the exit status and the report."""
    file = home.parent / name
    file.write_bytes(content)
    declared = ("--feed", feed, "--agency", "asc" if feed == "concerns" else "bhft", "--month", "2024-03")
    result = run(home, "check", str(file), *declared, "--format", "json", *more)
    return result.exit_code, json.loads(result.stdout) if result.stdout else result.stderr


@pytest.mark.parametrize(
    ("content", "status", "outcome", "rows", "accepted", "refused", "rule"),
    [
        (GOOD, 0, "accepted", 3, 3, 0, None),
        (as_workbook(concerns(3)), 0, "accepted_with_warnings", 3, 3, 0, "file_name"),
        (GOOD + b"\x1a", 0, "accepted_with_warnings", 3, 3, 0, "no_end_of_file_mark"),
        (GOOD.replace(b"C2,P2", b"C1,P2"), 1, "rows_refused", 3, 1, 2, "primary_key"),
        (GOOD.replace(b",70,", b",17,", 1), 1, "rows_refused", 3, 2, 1, "min"),
        (GOOD + b"Total,,,,,,,,,,,,,\n", 1, "rows_refused", 4, 3, 1, "no_totals"),
        (b"", 1, "refused", 0, 0, 0, "not_empty"),
        (GOOD.splitlines(keepends=True)[0], 1, "refused", 0, 0, 0, "has_rows"),
        (GOOD.decode().encode("utf-16-le"), 1, "refused", 0, 0, 0, "no_nul_bytes"),
        (GOOD.replace(b"age_band", b"age_bnd"), 1, "refused", 0, 0, 0, "column_present"),
        (GOOD.replace(b"2024-03,", b"2024-02,"), 1, "refused", 3, 0, 3, "month_as_declared"),
        (GOOD.replace(b"asc,2024", b"elft,2024"), 1, "refused", 3, 0, 3, "agency_as_declared"),
        (OLD_WORKBOOK, 1, "refused", 0, 0, 0, "file_kind"),
        (b"<html><table>", 1, "refused", 0, 0, 0, "file_kind"),
        (b"PK\x03\x04 and no more", 1, "refused", 0, 0, 0, "workbook_opens"),
    ],
)
def test_the_report_and_the_exit_status_say_what_would_happen(
    home: Path, content: bytes, status: int, outcome: str, rows: int, accepted: int, refused: int, rule: str | None
) -> None:
    code, report = check(home, content)
    assert (code, report["outcome"]) == (status, outcome)
    assert (report["rows"], report["accepted"], report["refused"]) == (rows, accepted, refused)
    assert rule is None or rule in {problem["rule"] for problem in report["problems"]}
    assert (rule is None) == (report["problems"] == [])
    assert [path.name for path in home.iterdir()] == ["reference"]


def test_every_problem_has_its_severity_row_column_rule_and_message(home: Path) -> None:
    rows = [right("training", course="adults_l1", compliant="<5"), right("training", course="l9", eligible="x")]
    code, report = check(home, as_csv(rows), feed="training")
    assert code == 1
    keys = ["severity", "row", "column", "rule", "message", "sheet", "value", "remedy"]
    assert [list(problem) for problem in report["problems"]] == [keys] * 3
    assert [tuple(problem.values())[:4] for problem in report["problems"]] == [
        ("refuse_file", 2, "compliant", "true_count_sent"),
        ("refuse_row", 3, "course", "known_to_the_partnership"),
        ("refuse_row", 3, "eligible", "is_a_whole_number"),
    ]


def test_a_return_received_before_is_told_and_passes(home: Path) -> None:
    file = home.parent / "return.csv"
    file.write_bytes(GOOD)
    declared = ("--feed", "concerns", "--agency", "asc", "--month", "2024-03")
    assert run(home, "load", str(file), *declared).exit_code == 0
    for same in (GOOD, as_csv(concerns(3), delimiter="\t")):
        code, report = check(home, same)
        assert (code, report["outcome"], report["rows"], report["accepted"]) == (0, "already_received", 3, 3)
        assert "as submission 1" in report["problems"][0]["message"]


def test_the_text_report_has_a_line_for_each_problem(home: Path) -> None:
    file = home.parent / "return.csv"
    file.write_bytes(GOOD.replace(b",70,", b",17,", 1))
    result = run(home, "check", str(file), "--feed", "concerns", "--agency", "asc", "--month", "2024-03")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "Not accepted yet: some rows need mending.",
        "3 rows received = 2 accepted + 1 refused.",
        "  row refused: Row 2. age: The age is not in the age band. Check both.",
        "  row refused: Row 2. age: The value is below 18. Check it.",
    ]


def test_a_file_above_the_limit_is_refused_before_it_is_read(home: Path) -> None:
    file = home.parent / "large.csv"
    with file.open("wb") as opened:
        opened.truncate(5 * 1024**3)
    declared = ("--feed", "concerns", "--agency", "asc", "--month", "2024-03", "--format", "json")
    result = run(home, "check", str(file), *declared, largest_return="1")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert [(problem["rule"], problem["message"]) for problem in report["problems"]] == [
        ("file_size", "The file is larger than 1 MB. Send one month of one feed.")
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("--agency", "nobody"), "there is no agency nobody; those that exist"),
        (("--month", "March"), "“March” is not a month. Write the year and the month, such as 2024-03."),
        (("--feed", "concern"), "'concern' is not one of"),
        (("--format", "xml"), "'xml' is not one of"),
    ],
)
def test_a_wrong_call_ends_with_status_2(home: Path, changed: tuple[str, str], told: str) -> None:
    code, said = check(home, GOOD, *changed)
    assert code == 2
    assert told in said


def test_a_file_that_is_not_there_is_a_wrong_call(home: Path) -> None:
    result = run(home, "check", str(home / "none.csv"), "--feed", "concerns", "--agency", "asc", "--month", "2024-03")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


def test_missing_reference_files_are_told_in_one_sentence_each(tmp_path: Path) -> None:
    code, said = check(tmp_path / "home", GOOD)
    assert code == 1
    assert said.startswith("Error: ")
    assert "agencies.csv is missing." in said
    assert "partnership.toml is missing." in said


def test_the_installed_command_does_the_same(home: Path) -> None:
    file = home.parent / "return.csv"
    file.write_bytes(GOOD)
    arguments = ["check", str(file), "--feed", "concerns", "--agency", "asc", "--month", "2024-03", "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-c", "from scorecard.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
        env={"SCORECARD_HOME": str(home), "PATH": ""},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"outcome": "accepted", "rows": 3, "accepted": 3, "refused": 0, "problems": []}


def test_a_nil_return_is_declared_as_one(home: Path) -> None:
    header = GOOD.splitlines(keepends=True)[0]
    assert check(home, header)[1]["problems"][0]["rule"] == "has_rows"
    code, report = check(home, header, "--nil")
    assert (code, report["outcome"], report["rows"]) == (0, "accepted", 0)
    file = home.parent / "nil.csv"
    file.write_bytes(header)
    declared = ("--feed", "concerns", "--agency", "asc", "--month", "2024-03", "--nil")
    result = run(home, "load", str(file), *declared)
    assert (result.exit_code, result.stdout) == (0, "1 accepted\n")
