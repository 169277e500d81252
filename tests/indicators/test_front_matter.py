"""The head of an indicator's file: read from its comments, and refused with everything that needs mending."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from scorecard.errors import IndicatorError
from scorecard.indicators.definition import Definition
from scorecard.indicators.front_matter import read_definition

FIELDS = {
    "code": '"CON-99"',
    "title": '"Concerns of the week"',
    "section": '"Referrals"',
    "order": "5",
    "themes": '["msp"]',
    "question": '"How many concerns?"',
    "definition": '"""\nConcerns received.\nOne row per agency per month.\n"""',
    "numerator": '"Concerns"',
    "unit": '"count"',
    "kind": '"flow"',
    "direction": '"neutral"',
    "feeds": '["concerns"]',
    "source": '"Local"',
    "caveat": '"None."',
    "rising": '"More concerns"',
    "falling": '"Fewer concerns"',
}


def write(folder: Path, *, fence: str = "-- /// indicator", **changed: str | None) -> Path:
    """Write an indicator's file; a field that is None is left out."""
    fields = {**FIELDS, **changed}
    toml = "\n".join(f"{name} = {value}" for name, value in fields.items() if value is not None)
    head = "\n".join(f"-- {line}" if line else "--" for line in toml.splitlines())
    path = folder / "concerns_of_the_week.sql"
    path.write_text(f"{fence}\n{head}\n-- ///\n\nselect 1\n", encoding="utf-8")
    return path


def fault(path: Path) -> str:
    with pytest.raises(IndicatorError) as raised:
        read_definition(path)
    return str(raised.value)


def test_a_head_gives_its_fields_and_the_file_its_name(tmp_path: Path) -> None:
    more = {"since": "2024-04-01", "highlights": '["a", "b"]', "line_title": '"Of {category}"'}
    definition = read_definition(write(tmp_path, **more))
    assert (definition.name, definition.code, definition.order) == ("concerns_of_the_week", "CON-99", 5)
    assert definition.themes == ("msp",)
    assert definition.since == date(2024, 4, 1)
    assert definition.highlights == ("a", "b")


def test_lines_of_a_sentence_are_joined(tmp_path: Path) -> None:
    definition = read_definition(write(tmp_path))
    assert definition.definition == "Concerns received. One row per agency per month."


def test_what_a_head_may_leave_out_has_a_plain_meaning(tmp_path: Path) -> None:
    definition = read_definition(write(tmp_path))
    assert (definition.about, definition.scorecard) == ("sender", "total")
    assert (definition.denominator, definition.target, definition.family, definition.until) == (None, None, None, None)
    assert (definition.measures, definition.highlights, definition.categories) == ((), (), {})


def test_a_head_may_hold_an_empty_comment_line_and_a_table(tmp_path: Path) -> None:
    path = write(tmp_path, falling='"Fewer concerns"\n\n[categories]\nover_28 = "Over 28 days"')
    assert read_definition(path).categories == {"over_28": "Over 28 days"}


@pytest.mark.parametrize(
    "text", ["select 1\n", "-- title = 'x'\nselect 1\n", "\n-- /// indicator\n-- a = 1\n-- ///\n", ""]
)
def test_a_file_without_a_head_at_its_top_says_how_to_write_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plain.sql"
    path.write_text(text)
    assert fault(path) == "plain.sql has no head. Start it with “-- /// indicator” and end the head with “-- ///”."


def test_a_head_that_never_ends_is_no_head(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_text(path.read_text().replace("-- ///\n\n", "\n"))
    assert "has no head" in fault(path)


def test_a_head_that_is_no_toml_says_the_line_of_the_file(tmp_path: Path) -> None:
    """The title stands in the third line: the fence, the code, the title."""
    message = fault(write(tmp_path, title='"open'))
    assert message.startswith("The head of concerns_of_the_week.sql is not TOML: ")
    assert "line 3" in message


def test_every_fault_of_a_head_is_said_at_once(tmp_path: Path) -> None:
    message = fault(write(tmp_path, unit='"per cent"', kind='"sum"', code='"CON99"', feeds=None, question='"How many"'))
    for field in ("unit", "kind", "code", "feeds", "question"):
        assert f"{field}: " in message
    assert "'count', 'percent', 'days', 'people' or 'rate'" in message


def test_an_unknown_field_is_named_with_those_that_exist(tmp_path: Path) -> None:
    message = fault(write(tmp_path, titel='"Concerns"'))
    assert "there is no field “titel” (fields: code, title, section" in message


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"unit": '"percent"'}, "a percentage or a rate needs its denominator in words"),
        ({"measures": '["fire_referrals"]'}, "measures are named exactly when the measures feed is used"),
        ({"feeds": '["measures"]'}, "measures are named exactly when the measures feed is used"),
        ({"highlights": '["self_neglect"]'}, "highlights need a line_title that holds {category}"),
        ({"highlights": '["self_neglect"]', "line_title": '"Citing"'}, "highlights need a line_title"),
    ],
)
def test_fields_that_do_not_fit_together_are_refused(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    assert said in fault(write(tmp_path, **changed))


def test_a_definition_cannot_be_changed(tmp_path: Path) -> None:
    definition = read_definition(write(tmp_path))
    with pytest.raises(ValueError, match="frozen"):
        definition.title = "Another"  # type: ignore[misc]


def test_every_field_is_described() -> None:
    assert [name for name, field in Definition.model_fields.items() if not field.description] == []


def test_the_head_of_these_tests_is_toml() -> None:
    assert set(tomllib.loads("\n".join(f"{name} = {value}" for name, value in FIELDS.items()))) == set(FIELDS)
