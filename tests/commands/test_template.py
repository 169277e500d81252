"""`scorecard template` writes a blank return with the partnership's own lists, and never over a file that is there."""

import csv
from pathlib import Path

import openpyxl
import pytest

from scorecard.settings import PROJECT
from tests.commands.command_line import run
from tests.feeds.filling import choices, opened, saved, validations


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "reference").symlink_to(PROJECT / "sample_data" / "reference")
    return tmp_path / "home"


def make(home: Path, feed: str, agency: str, *more: str, month: str = "2024-03") -> Path:
    """Make a template in a folder beside the home; gives its path."""
    result = run(home, "template", feed, "--agency", agency, "--month", month, "--into", str(home.parent), *more)
    assert result.exit_code == 0, result.output
    return Path(result.stdout.strip())


def test_the_file_stands_where_load_finds_it_by_its_name(home: Path) -> None:
    assert make(home, "training", "bhft") == home.parent / "2024-03" / "bhft_training.xlsx"


def test_a_template_filled_in_is_checked_and_loaded(home: Path) -> None:
    file = make(home, "training", "bhft")
    book = opened(file.read_bytes())
    sheet = book.worksheets[0]
    sheet["C2"], sheet["D2"], sheet["E2"] = "adults_l1", 200, 180
    file.write_bytes(saved(book))
    declared = ("--feed", "training", "--agency", "bhft", "--month", "2024-03")
    checked = run(home, "check", str(file), *declared)
    assert checked.stdout.splitlines() == ["Accepted. Nothing to mend.", "1 row received = 1 accepted + 0 refused."]
    loaded = run(home, "load", str(home.parent / "2024-03"))
    assert (loaded.exit_code, loaded.stdout) == (0, "1 accepted\n")


def test_measures_are_those_of_the_agency_in_the_month_with_what_they_count(home: Path) -> None:
    book = openpyxl.load_workbook(make(home, "measures", "asc"))
    check = validations(book.worksheets[0])["measure"]
    assert choices(book, check) == known("asc", "2024-03")
    assert "Contacts presented as safeguarding" in book["Lists"]["B4"].value
    before = openpyxl.load_workbook(make(home, "measures", "asc", month="2023-09"))
    assert choices(before, validations(before.worksheets[0])["measure"]) == known("asc", "2023-09")
    assert set(known("asc", "2024-03")) - set(known("asc", "2023-09")) >= {"hoarding_risk_reduced"}


def known(agency: str, month: str) -> list[str]:
    """List the measures that the reference file has for an agency in a month."""
    with (PROJECT / "sample_data" / "reference" / "measures.csv").open(encoding="utf-8", newline="") as file:
        return [
            row["measure"]
            for row in csv.DictReader(file)
            if row["agency"] == agency and row["valid_from"][:7] <= month and (row["valid_to"] or "9999") >= month
        ]


def test_an_agency_without_measures_is_told_so_in_the_notes(home: Path) -> None:
    book = openpyxl.load_workbook(make(home, "measures", "ambulance"))
    notes = [cell.value for row in book["Notes"].iter_rows() for cell in row if cell.value]
    assert "A code. The partnership has none for this agency." in notes


def test_courses_stand_in_their_order_with_their_names(home: Path) -> None:
    book = openpyxl.load_workbook(make(home, "training", "elft"))
    offered = choices(book, validations(book.worksheets[0])["course"])
    assert offered[:3] == ["induction", "adults_l1", "adults_l2"]
    assert [book["Lists"].cell(row, 2).value for row in (4, 5)] == ["Induction", "Level 1"]


@pytest.mark.parametrize(
    ("feed", "agency", "month", "told"),
    [
        ("concerns", "asc", "2024-03", "It is wanted by 12/04/2024."),
        ("training", "elft", "2024-03", "It is wanted by 15/04/2024."),
        ("training", "elft", "2024-02", "It is agreed for the last month of each quarter, of which this is none."),
    ],
)
def test_the_notes_say_who_sends_it_and_when_it_is_wanted(
    home: Path, feed: str, agency: str, month: str, told: str
) -> None:
    about = openpyxl.load_workbook(make(home, feed, agency, month=month))["Notes"]["A4"].value
    assert " sends this return for " in about
    assert about.endswith(told)


def test_a_file_that_is_there_is_not_written_over(home: Path) -> None:
    file = make(home, "training", "bhft")
    file.write_bytes(b"filled in")
    result = run(home, "template", "training", "--agency", "bhft", "--month", "2024-03", "--into", str(home.parent))
    assert result.exit_code == 1
    assert "exists already and may be filled in" in result.stderr
    assert file.read_bytes() == b"filled in"


def test_a_file_may_be_named(home: Path) -> None:
    file = home.parent / "new" / "blank.xlsx"
    assert make(home, "training", "bhft", "--into", str(file)) == file
    assert openpyxl.load_workbook(file).sheetnames == ["Safeguarding training", "Notes", "Lists"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("concern", "--agency", "asc", "--month", "2024-03"), "'concern' is not one of"),
        (("concerns", "--agency", "nobody", "--month", "2024-03"), "there is no agency nobody; those that exist"),
        (("concerns", "--agency", "asc", "--month", "March"), "“March” is not a month."),
    ],
)
def test_a_wrong_call_ends_with_status_2(home: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run(home, "template", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_check_writes_the_report_beside_what_it_prints(home: Path) -> None:
    file, report = home.parent / "return.csv", home.parent / "report.xlsx"
    file.write_text("agency,month,course,eligible,compliant\nbhft,2024-03,adults_l1,20,30\n")
    declared = ("--feed", "training", "--agency", "bhft", "--month", "2024-03", "--report")
    assert run(home, "check", str(file), *declared, str(report)).exit_code == 1
    told = openpyxl.load_workbook(report)["Problems"]
    assert [cell.value for cell in told[8]][1:3] == [2, "compliant"]
    assert told["E8"].value == "More staff are in date than are in scope."
    same = run(home, "check", str(file), *declared, str(file))
    assert (same.exit_code, "is the return itself" in same.stderr) == (1, True)
