"""The head of every indicator says what its query does, in words a board member can read."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.code_lists import labels, list_names
from scorecard.indicators.definition import Definition
from scorecard.indicators.front_matter import read_definition

QUERIES = sorted(
    path for path in Path(__file__).parents[2].joinpath("queries").glob("*.sql") if not path.stem.startswith("check_")
)
EXAMPLES = Path(__file__).with_name("examples")
LONGEST_SENTENCE = 25
MADE_OF = {"funnel.provider": "provider_concerns"}
"""What is worked out of a feed once, for several queries."""

every_query = pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)


def read_statement(query: Path) -> str:
    """Give the file without its comments."""
    lines = query.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("--"))


def read_answer(query: Path) -> list[dict[str, Any]]:
    example = tomllib.loads((EXAMPLES / f"{query.stem}.toml").read_text(encoding="utf-8"))
    return list(example["answer"])


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?:;])\s+", " ".join(text.split()))


def repeated(values: list[Any]) -> list[Any]:
    return [value for value, count in Counter(values).items() if count > 1]


def texts(definition: Definition) -> list[str]:
    return [definition.question, definition.definition, definition.caveat, definition.rising, definition.falling]


def test_codes_titles_and_places_are_unique() -> None:
    definitions = [read_definition(query) for query in QUERIES]
    assert repeated([definition.code for definition in definitions]) == []
    assert repeated([definition.title for definition in definitions]) == []
    assert repeated([(definition.section, definition.order) for definition in definitions]) == []


@every_query
def test_the_name_of_a_file_is_words(query: Path) -> None:
    assert re.fullmatch(r"[a-z]+(_([a-z]+|[0-9]+))*", query.stem)


@every_query
def test_a_statement_takes_no_parameter_and_has_no_semicolon(query: Path) -> None:
    assert not set("$;") & set(read_statement(query))


@every_query
def test_the_definition_ends_with_its_grain(query: Path) -> None:
    assert sentences(read_definition(query).definition)[-1].startswith("One row per ")


@every_query
def test_sentences_are_short(query: Path) -> None:
    too_long = [
        sentence
        for text in texts(read_definition(query))
        for sentence in sentences(text)
        if len(sentence.split()) >= LONGEST_SENTENCE
    ]
    assert too_long == []


@every_query
def test_a_finding_is_short_and_holds_no_number(query: Path) -> None:
    definition = read_definition(query)
    for finding in (definition.rising, definition.falling):
        assert len(finding.split()) <= 10
        assert not finding.endswith(".")
        assert not re.search(r"[\d%]", finding.replace("section 42", ""))


@every_query
def test_the_head_names_the_feeds_and_measures_that_the_query_reads(query: Path) -> None:
    definition, statement = read_definition(query), read_statement(query)
    read = set(re.findall(r"\b(?:feed|sent)\.(\w+)", statement))
    read |= {feed for made, feed in MADE_OF.items() if made in statement}
    assert read == set(definition.feeds) <= set(all_feeds())
    assert ("returns.status" in statement) == (not definition.feeds)
    if definition.measures:
        named_in_query = re.findall(r"\bmeasure (?:= |in \()([^)\n]+)", statement)
        assert set(re.findall(r"'(\w+)'", " ".join(named_in_query))) == set(definition.measures)


@every_query
def test_every_category_has_a_label(query: Path) -> None:
    """Courses have theirs in the partnership's reference data."""
    definition = read_definition(query)
    broken_down = [row for row in read_answer(query) if row.get("breakdown") not in (None, "course")]
    known = set(definition.categories).union(
        *(labels(row["breakdown"]) for row in broken_down if row["breakdown"] in list_names())
    )
    assert {row["category"] for row in broken_down} <= known
    assert set(definition.highlights) <= known


@every_query
def test_every_label_of_the_head_is_used(query: Path) -> None:
    assert set(read_definition(query).categories) <= {row.get("category") for row in read_answer(query)}


@every_query
def test_breakdowns_of_cases_say_which_categories_are_always_listed(query: Path) -> None:
    """A category that is listed only once there is a case tells that there was one."""
    definition = read_definition(query)
    found: dict[str, set[str]] = {}
    for row in read_answer(query):
        if row.get("breakdown"):
            found.setdefault(row["breakdown"], set()).add(row["category"])
    if definition.protected and not {"measures", "training"} & set(definition.feeds):
        assert set(definition.breakdowns) == set(found)
    for breakdown, chosen in definition.breakdowns.items():
        whole = set(labels(breakdown)) if breakdown in list_names() else set(definition.categories)
        assert whole >= (whole if chosen == "all" else set(chosen)) >= found[breakdown]


def test_every_conversion_rate_belongs_to_one_family_without_a_good_direction() -> None:
    rates = [definition for query in QUERIES if (definition := read_definition(query)).code.startswith("CNV")]
    assert {(definition.family, definition.direction, definition.unit) for definition in rates} == {
        ("conversion", "neutral", "percent")
    }
