"""A damaged generation is noticed before it is shown: the newest sound one before it is shown instead, and says so."""

import json
import os
import random
import shutil
from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl
import pytest

from scorecard.errors import GenerationError
from scorecard.publication.generation import list_generations, write_generation
from scorecard.publication.manifest import manifest_of
from scorecard.publication.opening import open_generation, open_kept_generation
from tests.publication.small_board import Board, concern, expect, figure, parts

CHANGES = 100
WARNING = "Version 2 is damaged; version 1 is shown. Tell the data officer: publish again."


def write(folder: Path, number: int, audience: str = "council") -> Path:
    same = pl.DataFrame({"number": [number] * 10_000})
    return folder / write_generation(folder, audience, number, {"figure": same})


def shown(folder: Path) -> tuple[set[int], str | None]:
    generation = open_generation(folder)
    return set(generation.ask("select number from figure")["number"]), generation.warning


def change_byte(path: Path, place: int) -> None:
    """Change one byte, by another moment than any before, as time would tell."""
    moment = path.stat().st_mtime_ns
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 0x55]))
    os.utime(path, ns=(moment + 1_000_000, moment + 1_000_000))


@pytest.fixture
def two(tmp_path: Path) -> Path:
    write(tmp_path, 1)
    write(tmp_path, 2)
    return tmp_path


def test_the_manifest_says_what_the_file_must_be(two: Path) -> None:
    path = two / "council-000002.duckdb"
    assert json.loads(manifest_of(path).read_bytes()) == {
        "name": "council-000002.duckdb",
        "sha256": sha256(path.read_bytes()).hexdigest(),
        "bytes": path.stat().st_size,
        "code": "0.1.0",
        "duckdb": duckdb.__version__,
        "storage": "v1.2.0",
    }
    assert shown(two) == ({2}, None)


def test_every_one_of_a_hundred_changed_bytes_is_noticed_and_no_wrong_figure_is_shown(tmp_path: Path) -> None:
    """The figures of version 1 are those of one concern, of version 2 those of two."""
    board = Board(tmp_path / "home", ["concerns_received"], expected=[expect("concerns", "asc")])
    board.send("concerns", "asc", "2024-01", [concern("C1", "2024-01-03")])
    board.publish()
    board.send("concerns", "asc", "2024-01", [concern("C1", "2024-01-03"), concern("C2", "2024-01-09")])
    newest = Path(board.publish().path)
    chance, size = random.Random(2024), newest.stat().st_size
    places = [0, size - 1, *(chance.randrange(size) for _ in range(CHANGES - 2))]
    told = []
    for place in places:
        change_byte(newest, place)
        generation = open_generation(board.settings.published)
        told.append((generation.warning, parts(figure(generation, "concerns_received", "asc", "2024-01"))))
        change_byte(newest, place)
    assert told == [(WARNING, ("reported", 1, None))] * CHANGES
    whole = open_generation(board.settings.published)
    assert whole.warning is None
    assert parts(figure(whole, "concerns_received", "asc", "2024-01")) == ("reported", 2, None)


@pytest.mark.parametrize("left", [0, 1, 4096, 100_000])
def test_a_file_cut_short_is_noticed(two: Path, left: int) -> None:
    path = two / "council-000002.duckdb"
    with path.open("r+b") as file:
        file.truncate(left)
    assert shown(two) == ({1}, WARNING)


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"null", b'{"name": "council-000002.duckdb"}', b"\xff\xfe", b'{"name": 1, "bytes": {}}'],
)
def test_a_damaged_manifest_is_not_trusted(two: Path, damage: bytes) -> None:
    (two / "council-000002.json").write_bytes(damage)
    assert shown(two) == ({1}, WARNING)


def test_the_manifest_of_another_file_is_not_trusted(two: Path) -> None:
    shutil.copy(two / "council-000001.json", two / "council-000002.json")
    assert shown(two) == ({1}, WARNING)


def test_a_file_that_is_gone_is_said(two: Path) -> None:
    (two / "council-000002.duckdb").unlink()
    assert shown(two) == ({1}, WARNING)


def test_as_many_damaged_versions_as_there_are_are_passed_over(two: Path) -> None:
    for number in (3, 4):
        change_byte(write(two, number), 5000)
    change_byte(two / "council-000002.duckdb", 5000)
    assert shown(two) == ({1}, "Version 4 is damaged; version 1 is shown. Tell the data officer: publish again.")


def test_a_version_without_a_manifest_was_made_by_an_earlier_release_and_is_shown(two: Path) -> None:
    for path in two.glob("*.json"):
        path.unlink()
    assert shown(two) == ({2}, None)


def test_a_file_without_a_manifest_that_is_no_database_is_noticed(two: Path) -> None:
    (two / "council-000002.json").unlink()
    (two / "council-000002.duckdb").write_bytes(b"not a database" * 999)
    assert shown(two) == ({1}, WARNING)


@pytest.mark.parametrize("pointer", [b"", b"\xff\x00", b"council-2.duckdb\n", b"../../etc/passwd\n"])
def test_a_damaged_pointer_leads_to_the_newest_version(two: Path, pointer: bytes) -> None:
    (two / "CURRENT").write_bytes(pointer)
    told = "The note of the newest version is damaged; version 2 is shown. Tell the data officer: publish again."
    assert shown(two) == ({2}, told)
    write(two, 3)
    assert shown(two) == ({3}, None)


def test_one_audience_is_never_shown_the_figures_of_another(tmp_path: Path) -> None:
    same = pl.DataFrame({"number": [1]})
    write_generation(tmp_path, "board", 1, {"figure": same}, in_force=False)
    write(tmp_path, 1)
    change_byte(tmp_path / "board-000001.duckdb", 5000)
    with pytest.raises(GenerationError, match=r"cannot be opened\. Publish again"):
        open_generation(tmp_path, "board")
    assert Path(open_generation(tmp_path).path).name == "council-000001.duckdb"
    (tmp_path / "CURRENT").write_bytes(b"")
    with pytest.raises(GenerationError, match=r"cannot be opened\. Publish again"):
        open_generation(tmp_path, "board")
    assert Path(open_generation(tmp_path).path).name == "council-000001.duckdb"


def test_an_audience_without_figures_is_told_so(tmp_path: Path) -> None:
    write(tmp_path, 1)
    with pytest.raises(GenerationError, match="No figures have been published for the board yet"):
        open_generation(tmp_path, "board")


def test_figures_of_an_audience_wait_for_those_of_the_council(tmp_path: Path) -> None:
    same = pl.DataFrame({"number": [1]})
    write_generation(tmp_path, "board", 1, {"figure": same}, in_force=False)
    write(tmp_path, 1)
    write_generation(tmp_path, "board", 2, {"figure": same}, in_force=False)
    assert Path(open_generation(tmp_path, "board").path).name == "board-000001.duckdb"


def test_where_no_version_is_sound_the_sentence_says_what_to_do(two: Path) -> None:
    for path in list_generations(two, "council"):
        change_byte(path, 5000)
    with pytest.raises(GenerationError, match=r"cannot be opened\. Publish again: scorecard publish"):
        open_generation(two)
    write(two, 3)
    assert shown(two) == ({3}, None)


def test_a_damaged_version_of_the_past_is_not_opened(two: Path) -> None:
    path = two / "council-000001.duckdb"
    change_byte(path, 5000)
    with pytest.raises(GenerationError, match="it was deleted, or it is damaged"):
        open_kept_generation(path)
    assert shown(two) == ({2}, None)


def test_publishing_again_shows_the_newest_again(two: Path) -> None:
    change_byte(two / "council-000002.duckdb", 5000)
    assert shown(two) == ({1}, WARNING)
    write(two, 3)
    assert shown(two) == ({3}, None)
