"""A generation is written once under a name of its own, and readers keep theirs while the next is published."""

import json
import os
import threading
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from scorecard.errors import GenerationError
from scorecard.publication.generation import (
    KEPT,
    LOCK,
    current_generation,
    list_generations,
    next_number,
    write_generation,
)
from scorecard.publication.opening import Generation, _database, open_generation, open_kept_generation

PUBLICATIONS, READERS, PAGES = 50, 4, 250


def tables(number: int, rows: int = 3) -> dict[str, pl.DataFrame]:
    """Two tables that hold nothing but the number."""
    same = pl.DataFrame({"number": [number] * rows})
    return {"figure": same, "signal": same}


def write(folder: Path, number: int | None = None, *, kept: int = KEPT) -> str:
    chosen = next_number(folder) if number is None else number
    return write_generation(folder, "council", chosen, tables(chosen), kept=kept)


def files(folder: Path) -> list[str]:
    """Name the files of a folder; the lock that publishers hold stays there."""
    return sorted(path.name for path in folder.iterdir() if path.name != LOCK)


def pairs(*numbers: int) -> list[str]:
    """Name the pointer, and the manifest and the file of each generation."""
    return ["CURRENT", *(f"council-{number:06d}.{kind}" for number in numbers for kind in ("duckdb", "json"))]


def numbers_seen(generation: Generation) -> set[int]:
    """Ask each table by itself, as a page does."""
    return {
        int(number)
        for table in ("figure", "signal")
        for number in generation.ask(f"select distinct number from {table}")["number"]
    }


def test_names_count_up_and_the_pointer_names_the_newest(tmp_path: Path) -> None:
    names = [write(tmp_path) for _ in range(2)]
    assert names == ["council-000001.duckdb", "council-000002.duckdb"]
    assert current_generation(tmp_path) == tmp_path / "council-000002.duckdb"
    assert files(tmp_path) == pairs(1, 2)


def test_as_many_as_told_are_kept_with_their_manifests(tmp_path: Path) -> None:
    for _ in range(5):
        write(tmp_path, kept=3)
    assert files(tmp_path) == pairs(3, 4, 5)


def test_three_years_of_months_are_kept_unless_told_otherwise(tmp_path: Path) -> None:
    for number in range(1, 38):
        (tmp_path / f"council-{number:06d}.duckdb").write_bytes(b"one of long ago")
    write(tmp_path)
    kept = [tmp_path / f"council-{number:06d}.duckdb" for number in range(3, 39)]
    assert list_generations(tmp_path, "council") == kept


def test_generations_are_listed_oldest_first_and_nothing_else_is(tmp_path: Path) -> None:
    write_generation(tmp_path, "board", 1, tables(1))
    for name in ("council-1.duckdb", "council-000009.duckdb.wal", ".council-000008.duckdb", "council-000007.json"):
        (tmp_path / name).write_bytes(b"")
    names = [write(tmp_path), write(tmp_path)]
    assert list_generations(tmp_path, "council") == [tmp_path / name for name in names]
    assert list_generations(tmp_path / "nowhere", "council") == []


def test_generations_of_another_audience_are_not_deleted(tmp_path: Path) -> None:
    write_generation(tmp_path, "board", 1, tables(1))
    for _ in range(4):
        write(tmp_path, kept=2)
    assert [name for name in files(tmp_path) if name.startswith("board")] == [
        "board-000001.duckdb",
        "board-000001.json",
    ]
    assert current_generation(tmp_path).name == "council-000005.duckdb"


def test_a_number_is_not_used_again_when_files_were_taken_away(tmp_path: Path) -> None:
    for _ in range(4):
        write(tmp_path)
    for path in tmp_path.glob("*.duckdb"):
        path.unlink()
    assert write(tmp_path) == "council-000005.duckdb"


def test_a_number_that_was_taken_meanwhile_is_refused_and_the_file_stays_as_it_was(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(GenerationError, match=r"published meanwhile by another process\. Publish again"):
        write_generation(tmp_path, "council", 1, tables(99))
    assert numbers_seen(open_generation(tmp_path)) == {1}


def test_files_left_by_a_broken_publication_are_swept(tmp_path: Path) -> None:
    for name in (".building-000001.duckdb", ".building-000001.duckdb.wal", ".CURRENT.new", "council-000001.json"):
        (tmp_path / name).write_bytes(b"half a file")
    write(tmp_path)
    assert files(tmp_path) == pairs(1)
    assert json.loads((tmp_path / "council-000001.json").read_bytes())["name"] == "council-000001.duckdb"


def test_the_pointer_is_replaced_whole_and_only_after_the_file_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, list[str]]] = []
    replace = os.replace

    def watch(source: Path, target: Path) -> None:
        if Path(target) == tmp_path / "CURRENT":
            seen.append((Path(source).read_text().strip(), sorted(path.name for path in tmp_path.glob("council*"))))
        replace(source, target)

    monkeypatch.setattr(os, "replace", watch)
    write(tmp_path)
    assert seen == [("council-000001.duckdb", ["council-000001.duckdb", "council-000001.json"])]


def test_a_failed_publication_leaves_the_pointer_and_the_file_it_names(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(duckdb.Error):
        write_generation(
            tmp_path, "council", 2, {"figure": pl.DataFrame({"number": [2]}), "no table name": pl.DataFrame()}
        )
    assert numbers_seen(open_generation(tmp_path)) == {1}
    assert write(tmp_path) == "council-000002.duckdb"
    assert not [name for name in files(tmp_path) if name.startswith(".building")]


def test_an_apostrophe_in_the_name_of_the_folder_is_no_fault(tmp_path: Path) -> None:
    folder = tmp_path / "the board's figures"
    write(folder)
    assert numbers_seen(open_generation(folder)) == {1}


def test_without_a_publication_the_sentence_says_how_to_publish(tmp_path: Path) -> None:
    with pytest.raises(
        GenerationError, match=r"Nothing has been published in .+scorecard load PATH, then scorecard publish"
    ):
        open_generation(tmp_path / "published")


def test_a_pointer_to_a_file_that_is_gone_is_said_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("council-000009.duckdb\n")
    with pytest.raises(GenerationError, match=r"cannot be opened\. Publish again: scorecard publish"):
        open_generation(tmp_path)


def test_a_file_that_is_no_database_is_said_and_not_shown(tmp_path: Path) -> None:
    name = write(tmp_path)
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes(b"not a database" * 999)
    with pytest.raises(GenerationError, match="cannot be opened"):
        open_generation(tmp_path)


def test_a_file_can_be_read_by_the_release_before_the_locked_one(tmp_path: Path) -> None:
    """Storage version 1.2.0 is 65; a file of the newest format says a higher number."""
    path = tmp_path / write(tmp_path)
    with duckdb.connect(path, read_only=True) as connection:
        (tags,) = connection.execute(
            "select tags from duckdb_databases() where database_name = $name", {"name": path.stem}
        ).fetchall()[0]
    assert tags["storage_version"].startswith("v1.2.0")
    assert int.from_bytes(path.read_bytes()[12:20], "little") == 65


REFUSED = {
    "writing a row": "insert into figure values (9)",
    "making a table": "create table other as select 1 as one",
    "dropping a table": "drop table figure",
    "reading a file": "select * from read_csv('{file}')",
    "reading a file by its name": "select * from '{file}'",
    "reading text": "select * from read_text('{file}')",
    "listing files": "select * from glob('{folder}/*')",
    "attaching another database": "attach '{folder}/other.duckdb' as other",
    "writing a file": "copy figure to '{folder}/out.csv'",
    "opening the way again": "set enable_external_access = true",
    "installing an extension": "install httpfs",
    "more memory": "set memory_limit = '20GB'",
}


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED)
def test_a_reader_can_neither_change_a_generation_nor_reach_outside_it(tmp_path: Path, query: str) -> None:
    write(tmp_path)
    (tmp_path / "secret.csv").write_text("person\nP1\n")
    generation = open_generation(tmp_path)
    with pytest.raises(duckdb.Error):
        generation.ask(query.format(file=tmp_path / "secret.csv", folder=tmp_path))
    assert numbers_seen(generation) == {1}
    assert not (tmp_path / "out.csv").exists()


def test_parameters_are_bound_and_never_part_of_the_query(tmp_path: Path) -> None:
    write(tmp_path)
    generation = open_generation(tmp_path)
    wicked = "1'; drop table figure; --"
    assert generation.ask("select $name as name", name=wicked)["name"].to_list() == [wicked]
    assert generation.ask("select $day::date as day", day=date(2024, 3, 31)).item() == date(2024, 3, 31)
    assert numbers_seen(generation) == {1}


def test_a_reader_keeps_its_own_generation_while_the_next_are_published(tmp_path: Path) -> None:
    write(tmp_path)
    mine = open_generation(tmp_path)
    for _ in range(2):
        write(tmp_path)
    assert numbers_seen(mine) == {1}
    assert numbers_seen(open_generation(tmp_path)) == {3}


def test_a_reader_whose_generation_was_deleted_is_told_so(tmp_path: Path) -> None:
    write(tmp_path)
    mine = open_generation(tmp_path)
    _database.cache_clear()
    (tmp_path / "council-000001.duckdb").unlink()
    with pytest.raises(GenerationError, match=r"council-000001\.duckdb cannot be read any longer: it was deleted"):
        numbers_seen(mine)
    write(tmp_path, 1)  # never done: a name is used once; but were it, the old reader must not be given the new file
    with pytest.raises(GenerationError, match="cannot be read any longer"):
        numbers_seen(mine)


def test_a_generation_of_the_past_is_opened_by_its_place(tmp_path: Path) -> None:
    for _ in range(3):
        write(tmp_path)
    past = list_generations(tmp_path, "council")[0]
    assert numbers_seen(open_kept_generation(past)) == {1}
    past.unlink()
    with pytest.raises(GenerationError, match="it was deleted, or it is damaged"):
        open_kept_generation(past)


def test_no_reader_sees_two_generations_at_once_or_an_error_while_fifty_are_published(tmp_path: Path) -> None:
    """Two thousand reads by four readers; a page opens once and reads twice. Afterwards everybody sees the newest."""
    write(tmp_path)
    seen: Counter[int] = Counter()
    mixed: list[set[int]] = []
    errors: list[Exception] = []
    lock = threading.Lock()
    done = threading.Event()

    def publish() -> None:
        for _ in range(PUBLICATIONS - 1):
            write(tmp_path)
        done.set()

    def read(pages: int) -> None:
        newest = 0
        for _ in range(pages):
            try:
                numbers = numbers_seen(open_generation(tmp_path))
            except Exception as error:
                with lock:
                    errors.append(error)
                continue
            with lock:
                seen.update(numbers)
                if len(numbers) != 1 or max(numbers) < newest:
                    mixed.append(numbers)
            newest = max(numbers)

    threads = [
        threading.Thread(target=publish),
        *(threading.Thread(target=read, args=(PAGES,)) for _ in range(READERS)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done.is_set()
    assert (errors, mixed) == ([], [])
    assert seen.total() == READERS * PAGES
    assert len(seen) > 5
    assert numbers_seen(open_generation(tmp_path)) == {PUBLICATIONS}
