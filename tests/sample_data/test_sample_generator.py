"""The generator makes the committed returns again, and the same partnership some times larger."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

PROJECT = Path(__file__).parents[2]
RETURNS = PROJECT / "sample_data" / "returns"


def generate(into: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sample_data.generator", "--into", str(into), *options]
    return subprocess.run(command, cwd=PROJECT, check=False, capture_output=True, text=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    assert generate(folder).returncode == 0
    return folder


@pytest.fixture(scope="module")
def three_times(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("three")
    assert generate(folder, "--times", "3").returncode == 0
    return folder


def files(folder: Path, ending: str) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob(f"*.{ending}"))


def cells(path: Path) -> list[list[object]]:
    sheets = openpyxl.load_workbook(path).worksheets
    return [list(row) for sheet in sheets for row in sheet.iter_rows(values_only=True)]


def lines(folder: Path, feed: str) -> Iterator[list[str]]:
    for path in sorted(folder.glob(f"*/asc_{feed}.csv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            yield line.split(",")


def concern_ids(folder: Path) -> set[str]:
    return {line[2] for line in lines(folder, "concerns")}


def section_42_ids(folder: Path) -> set[str]:
    return {line[2] for line in lines(folder, "enquiries") if line[5] == "section_42"}


def test_the_same_seed_gives_the_same_bytes(made: Path) -> None:
    assert files(made, "csv") == files(RETURNS, "csv")
    assert [path for path in files(made, "csv") if (made / path).read_bytes() != (RETURNS / path).read_bytes()] == []


def test_the_same_seed_gives_the_same_cells_in_workbooks(made: Path) -> None:
    assert files(made, "xlsx") == files(RETURNS, "xlsx")
    assert [path for path in files(made, "xlsx") if cells(made / path) != cells(RETURNS / path)] == []


def test_three_times_the_size_has_three_times_the_concerns_and_still_converts_one_in_ten(three_times: Path) -> None:
    once, thrice = concern_ids(RETURNS), concern_ids(three_times)
    assert len(thrice) == 3 * len(once)
    assert round(100 * len(section_42_ids(three_times)) / len(thrice)) == 10


def test_three_times_the_size_has_adults_of_its_own(three_times: Path) -> None:
    once, thrice = ({line[3] for line in lines(folder, "concerns")} for folder in (RETURNS, three_times))
    assert len(thrice) == 3 * len(once)


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    result = generate(tmp_path)
    assert result.returncode == 2
    assert "is not empty" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
