"""The reference files are read together, and every fault of every file is told at once."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from scorecard.errors import ReferenceDataError
from scorecard.reference import Reference, load_reference
from scorecard.settings import PROJECT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROJECT / "sample_data" / "reference", tmp_path / "reference"))


def change(folder: Path, name: str, edit: Callable[[str], str]) -> None:
    path = folder / name
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")


def faults(folder: Path) -> str:
    """Give what is told of the folder, without its path."""
    with pytest.raises(ReferenceDataError) as fault:
        load_reference(folder)
    return str(fault.value).replace(f"{folder}/", "")


def test_the_sample_files_keep_their_contracts(folder: Path) -> None:
    reference = load_reference(folder)
    assert reference.partnership.invented
    for name, contract in Reference.CONTRACTS.items():
        frame: pl.DataFrame = getattr(reference, name)
        assert contract.is_valid(frame), name
        assert frame.height == len((folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()) - 1, name


def test_codes_that_returns_may_use_are_those_of_the_files(folder: Path) -> None:
    change(folder, "courses.csv", lambda text: text.splitlines()[0] + "\nlevel_1,Level 1,1\nlevel_2,Level 2,2\n")
    known = load_reference(folder).known_codes()
    assert set(known) == {"agency", "course", "measure"}
    assert known["course"] == {"level_1", "level_2"}
    assert "asc" in known["agency"]


def test_blank_cells_are_open_and_dates_are_dates(folder: Path) -> None:
    change(folder, "agencies.csv", lambda text: text + "new,New agency, Newcomer ,99,2024-01-01,\n")
    row = load_reference(folder).agencies.row(-1, named=True)
    assert (row["short_name"], row["valid_from"], row["valid_to"]) == ("Newcomer", date(2024, 1, 1), None)


def test_columns_may_stand_in_any_order(folder: Path) -> None:
    change(folder, "courses.csv", lambda text: "order,code,name\n3,level_3,Level 3\n")
    assert load_reference(folder).courses.rows() == [("level_3", "Level 3", 3)]


def test_every_fault_of_every_file_is_told_at_once(folder: Path) -> None:
    change(folder, "agencies.csv", lambda text: text + "zz,Z,Z,first,,\nyy,Y,Y,1,31/03/2024,\nyy,Y,Y,1,,\n")
    change(folder, "themes.csv", lambda text: text.replace("code,", "kode,", 1))
    change(folder, "courses.csv", lambda text: text + ",,,,,,\n")
    change(folder, "targets.csv", lambda text: text + "concerns_received,nobody,,many,,,,the board,\n")
    change(folder, "events.csv", lambda text: text + "2024-01-01,,birthday,,\n")
    change(folder, "expected_returns.csv", lambda text: text + "training,asc,weekly,-1,,\n")
    change(folder, "measures.csv", lambda text: "")
    (folder / "comparators.csv").unlink()
    (folder / "partnership.toml").write_text('name = "A board"\nmotto = "x"\n')
    told = faults(folder)
    for sentence in (
        "agencies.csv: valid_from must be a date such as 2024-03-31, not “31/03/2024”.",
        "agencies.csv: 2 row(s) stand more than once: yy, Y, Y, 1, , ; yy, Y, Y, 1, , .",
        "agencies.csv: 1 row(s) have the wrong kind of order: zz, Z, Z, first, , .",
        "themes.csv has the columns kode, name, list, order; it needs code, name, list, order.",
        "courses.csv cannot be read:",
        "targets.csv: 1 row(s) have the wrong kind of target: concerns_received, nobody",
        "events.csv: 1 row(s) have no title",
        "events.csv: 1 row(s) have what is not allowed as kind: 2024-01-01, , birthday",
        "expected_returns.csv: 1 row(s) have what is not allowed as frequency",
        "expected_returns.csv: 1 row(s) have what is not allowed as due_days",
        "measures.csv cannot be read:",
        "comparators.csv is missing. Its columns are indicator, area, year",
        "partnership.toml cannot be used:",
        "area: field required",
        "motto: extra inputs are not permitted",
    ):
        assert sentence in told


def test_a_rule_for_an_agency_that_does_not_exist_is_told(folder: Path) -> None:
    change(folder, "targets.csv", lambda text: text + "concerns_received,nobody,,12,,,,the board,\n")
    told = faults(folder)
    assert told.startswith("targets.csv names agencies that do not exist: nobody; those that exist are")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'name = "A', "cannot be read"),
        (b"\xff", "cannot be read"),
        (b"invented = 3", "cannot be used: name: field required"),
    ],
)
def test_a_partnership_file_that_cannot_be_used_is_told(folder: Path, content: bytes, told: str) -> None:
    (folder / "partnership.toml").write_bytes(content)
    assert f"partnership.toml {told}" in faults(folder)


def test_an_empty_folder_is_told_with_every_file_that_it_lacks(tmp_path: Path) -> None:
    told = faults(tmp_path)
    assert told.count("is missing.") == len(Reference.CONTRACTS) + 1
