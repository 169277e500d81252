"""`scorecard indicators` lists what there is."""

import json
from pathlib import Path

from scorecard.indicators.front_matter import read_definition
from scorecard.settings import PROJECT
from tests.commands.command_line import run

FILES = sorted((PROJECT / "queries").glob("*.sql"))


def test_every_indicator_has_a_line_with_its_code_name_and_title(tmp_path: Path) -> None:
    result = run(tmp_path, "indicators")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    definitions = [read_definition(file) for file in FILES]
    assert sorted(line.split()[0] for line in lines) == sorted(definition.code for definition in definitions)
    for definition in definitions:
        (line,) = [line for line in lines if line.split()[1] == definition.name]
        assert line.split(maxsplit=2) == [definition.code, definition.name, definition.title]


def test_lines_stand_in_the_order_of_the_scorecard(tmp_path: Path) -> None:
    names = [line.split()[1] for line in run(tmp_path, "indicators").stdout.splitlines()]
    places = {file.stem: read_definition(file) for file in FILES}
    sections = [places[name].section for name in names]
    assert list(dict.fromkeys(sections)) == [
        "Referrals",
        "Enquiries and outcomes",
        "Making Safeguarding Personal",
        "Training",
        "Partnership",
    ]
    assert len(set(zip(sections, (places[name].order for name in names), strict=True))) == len(names)


def test_json_holds_everything_that_the_heads_say(tmp_path: Path) -> None:
    listed = {row["name"]: row for row in json.loads(run(tmp_path, "indicators", "--format", "json").stdout)}
    assert set(listed) == {file.stem for file in FILES}
    for file in FILES:
        assert listed[file.stem] == read_definition(file).model_dump(mode="json")


def test_it_needs_no_warehouse_and_no_publication(tmp_path: Path) -> None:
    assert run(tmp_path / "nowhere", "indicators").exit_code == 0


def test_a_folder_without_indicators_is_named(tmp_path: Path) -> None:
    result = run(tmp_path, "indicators", queries=str(tmp_path))
    assert (result.exit_code, result.stderr) == (1, f"Error: There are no indicators in {tmp_path}.\n")
