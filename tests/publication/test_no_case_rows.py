"""A published generation holds figures and never cases: no row, no reference and no person of the returns.

Care providers, which are no persons, stand under their codes in one table of the council's alone.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from scorecard.publication.generation import current_generation
from scorecard.publication.opening import Generation, open_generation
from tests.publication.small_board import Board, concern, enquiry, expect

REFERENCES = (
    *("person_id", "concern_id", "enquiry_id"),
    *("staff_id", "case_id", "form_id", "referral_id", "audit_id", "provider_code"),
)
OF_CASES = {
    *REFERENCES,
    "received_on",
    "decided_on",
    "started_on",
    "ended_on",
    "age",
    "age_band",
    "gender",
    "ethnicity",
    "referral_source",
    "mental_capacity",
}


PROVIDERS = "provider.provider_code"


@pytest.fixture(scope="module")
def sample(published_home: Path) -> Generation:
    return open_generation(published_home / "published")


def references_of(warehouse: Path) -> set[str]:
    """Collect every reference to a person, concern or enquiry that the warehouse holds, old submissions too."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        columns = connection.execute(
            """
            select table_schema, table_name, column_name
            from information_schema.columns
            where list_contains($names, column_name)
            """,
            {"names": list(REFERENCES)},
        ).fetchall()
        stored = [(table, column) for schema, table, column in columns if schema == "store"]
        of_cases = {"concerns", "enquiries", "enquiry_risks", "panel_cases", "feedback", "referral_feedback"}
        assert {table for table, _ in stored} == of_cases | {"training_records", "audits", "provider_concerns"}
        return {
            str(value)
            for table, column in stored
            for (value,) in connection.execute(f"select distinct {column} from store.{table}").fetchall()
        }


def texts_of(generation: Generation) -> Iterator[tuple[str, str]]:
    """Give every different text of every table, lists taken apart."""
    columns = generation.ask("select table_name, column_name, data_type from information_schema.columns")
    for table, column, kind in columns.iter_rows():
        if kind.startswith("VARCHAR"):
            text = f'unnest("{column}")' if kind.endswith("[]") else f'"{column}"'
            for value in generation.ask(f"select distinct {text} as value from {table}")["value"].drop_nulls():
                yield f"{table}.{column}", value


def words_of(text: str) -> set[str]:
    return {text, *re.findall(r"[A-Za-z0-9_-]+", text)}


def test_no_table_of_a_generation_has_a_column_of_cases(sample: Generation) -> None:
    columns = sample.ask("select table_name || '.' || column_name as name, column_name from information_schema.columns")
    assert columns.height > 100
    assert [name for name, column in columns.iter_rows() if column in OF_CASES] == [PROVIDERS]


def test_no_table_of_the_board_s_generation_has_even_the_providers(published_home: Path) -> None:
    board = open_generation(published_home / "published", "board")
    columns = board.ask("select table_name, column_name from information_schema.columns")
    assert columns.height > 100
    assert not OF_CASES & set(columns["column_name"])
    assert "provider" not in set(columns["table_name"])
    references = references_of(published_home / "warehouse.duckdb")
    assert [(place, text) for place, text in texts_of(board) if words_of(text) & references] == []


def test_no_text_of_a_generation_holds_a_reference_of_the_returns(sample: Generation, published_home: Path) -> None:
    references = references_of(published_home / "warehouse.duckdb")
    assert len(references) > 5000
    found = {place for place, text in texts_of(sample) if words_of(text) & references}
    assert found == {PROVIDERS}


def test_the_search_finds_a_reference_where_there_is_one(tmp_path: Path) -> None:
    """The same search over a file that does hold a person."""
    with duckdb.connect(tmp_path / "council-000001.duckdb") as connection:
        connection.execute("create table leak as select 'about P77QX, twice' as note, ['C1'] as cases")
    (tmp_path / "CURRENT").write_text("council-000001.duckdb\n")
    found = {text for _, text in texts_of(open_generation(tmp_path)) if words_of(text) & {"P77QX", "C1"}}
    assert found == {"about P77QX, twice", "C1"}


def test_neither_bytes_nor_tables_of_a_small_generation_hold_a_person(tmp_path: Path) -> None:
    board = Board(
        tmp_path,
        ["concerns_received", "people_in_section_42_enquiries", "concerns_by_type_of_risk"],
        expected=[expect("concerns", "asc"), expect("enquiries", "asc")],
    )
    board.send("concerns", "asc", "2024-01", [concern("CANARYCONCERN", "2024-01-03", person="CANARYPERSON")])
    opened = enquiry("CANARYENQUIRY", "2024-01-04", person="CANARYPERSON", concern_id="CANARYCONCERN")
    board.send("enquiries", "asc", "2024-01", [opened])
    generation = board.publish()
    assert b"CANARY" in board.settings.warehouse.read_bytes()
    assert b"CANARY" not in current_generation(board.settings.published).read_bytes()
    assert [text for _, text in texts_of(generation) if "CANARY" in text] == []
