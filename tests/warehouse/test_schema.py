"""The tables and views are made once, and anew where the code asks for others than those that are there."""

from pathlib import Path

import duckdb
import pytest

from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.return_status import RETURN_STATUS


def make(folder: Path) -> Path:
    with open_warehouse(folder / "warehouse.duckdb"):
        return folder / "warehouse.duckdb"


def list_views(path: Path) -> set[tuple[str, str]]:
    with open_warehouse(path, read_only=True) as connection:
        question = "select schema_name, view_name from duckdb_views() where not internal"
        return set(connection.execute(question).fetchall())


def test_opening_a_warehouse_again_writes_nothing(tmp_path: Path) -> None:
    path = make(tmp_path)
    before = path.read_bytes()
    with open_warehouse(path):
        pass
    assert path.read_bytes() == before


def test_what_the_code_adds_is_made_at_the_next_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path)
    assert ("feed", "newest") not in list_views(path)
    added = RETURN_STATUS + "create or replace view feed.newest as select 1 as one;"
    monkeypatch.setattr("scorecard.warehouse.schema.RETURN_STATUS", added)
    with open_warehouse(path):
        pass
    assert ("feed", "newest") in list_views(path)


def test_tables_of_an_earlier_version_are_made_up_to_date(tmp_path: Path) -> None:
    """One that says nothing of how its tables were made, and lacks a view."""
    path = make(tmp_path)
    with open_warehouse(path) as connection:
        connection.execute("comment on table store.submission is null")
        connection.execute("drop view feed.training")
    with open_warehouse(path):
        pass
    assert ("feed", "training") in list_views(path)


def test_what_fails_half_way_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path)
    before = list_views(path)
    with monkeypatch.context() as broken:
        half = "create view feed.half as select 1 as one; create view nowhere.other as select 1 as one;"
        broken.setattr("scorecard.warehouse.schema.RETURN_STATUS", half)
        with pytest.raises(duckdb.CatalogException, match="nowhere"), open_warehouse(path):
            pass
    assert list_views(path) == before
