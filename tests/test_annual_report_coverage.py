"""Every statement of the annual report is answered by indicators that exist, or says why it is not."""

import pytest

from scorecard.indicators.catalogue import Indicator, load_catalogue
from scorecard.settings import PROJECT
from tests.helpers.annual_report import Statement, find_faults, read_statements, write_coverage

PAGE = PROJECT / "docs" / "annual_report_coverage.md"
AGENCIES = [
    "Luton Adult Social Care",
    "Bedfordshire Hospitals",
    "BLMK Integrated Care Board",
    "Bedfordshire Police",
    "Cambridgeshire Community Services",
    "East London NHS Foundation Trust",
]


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Indicator]:
    return load_catalogue(PROJECT / "queries")


def test_every_indicator_that_a_statement_names_exists(catalogue: dict[str, Indicator]) -> None:
    assert find_faults(read_statements(), catalogue) == []


def test_the_six_agencies_of_the_report_have_their_statements_once() -> None:
    statements = read_statements()
    assert list(dict.fromkeys(each.section for each in statements)) == AGENCIES
    assert len({(each.section, each.statement) for each in statements}) == len(statements)


def test_the_page_is_the_one_that_the_statements_give(catalogue: dict[str, Indicator]) -> None:
    """Run `make docs` after a change of the statements, of a code or of a title."""
    assert PAGE.read_text(encoding="utf-8") == write_coverage(read_statements(), catalogue)


def test_a_statement_without_an_answer_is_told(catalogue: dict[str, Indicator]) -> None:
    statements = [
        Statement("Police", "Cats are found", "3", ("CON-01", "CAT-01"), ""),
        Statement("Police", "Dogs are found", "", (), ""),
        Statement("Police", "Awards", "2", (), "awards are not figures"),
        Statement("Police", "Concerns", "", ("CON-01",), ""),
    ]
    assert find_faults(statements, catalogue) == [
        "“Cats are found” names CAT-01, and no query has such a code.",
        "“Dogs are found” has neither an indicator nor a note that says why not.",
    ]


def test_the_page_links_to_the_query_and_says_why_nothing_is_measured(catalogue: dict[str, Indicator]) -> None:
    statements = [
        Statement("Council", "Fewer concerns", "slightly down", ("CON-01",), "cases, not people"),
        Statement("Council", "Awards", "", (), "awards are not figures"),
    ]
    assert write_coverage(statements, catalogue).splitlines()[-6:] == [
        "## Council",
        "",
        "| the report says | figure | answered by |",
        "|---|---|---|",
        "| Fewer concerns | slightly down | [CON-01](../queries/concerns_received.sql) Safeguarding concerns received"
        "<br>Cases, not people. |",
        "| Awards |  | not measured<br>Awards are not figures. |",
    ]
