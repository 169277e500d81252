"""What people typed: which numbers keep a text back from those who are not shown them."""

from datetime import date

import polars as pl
import pytest

from scorecard.publication.withholding import HELD_BACK, withhold

NOTHING = pl.DataFrame(schema={"indicator": pl.String})
FIGURES = pl.DataFrame({"indicator": ["a"], "value": [20.0], "numerator": [15.0], "denominator": [1075.0]})


def give(text: str, table: str, column: str, indicator: str = "a") -> str | None:
    """Give a text as the board gets it."""
    rows = {"commentary": ["comment", "action", "owner"], "decision": ["challenge", "decision", "owner"]}
    tables = {
        name: pl.DataFrame(schema=dict.fromkeys(("indicator", *columns), pl.String)) for name, columns in rows.items()
    }
    tables |= dict.fromkeys(("event", "action"), pl.DataFrame(schema={"title": pl.String}))
    tables |= dict.fromkeys(("input", "submission", "problem", "return_status"), NOTHING)
    blank = dict.fromkeys(tables[table].columns)
    row = blank | {"indicator": indicator, column: text} if "indicator" in blank else {column: text}
    tables[table] = pl.DataFrame([row], schema=tables[table].schema)
    return str(withhold(tables, FIGURES, frozenset({"open"}))[table][column][0])


@pytest.mark.parametrize(
    "text",
    [
        "Rose to 3.",
        "7 of 12 were met",
        "It was 7/12",
        "fell by -3",
        "between 2-4 cases",
        "104,729 contacts",
        "16 days on average",
        "7 Decisions, 5 Marac cases",
        "n=3",
        "Three people",
        "fifteen of them",
        "a dozen",
        "7.6% of them",
    ],
)
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("commentary", "comment"),
        ("commentary", "action"),
        ("commentary", "owner"),
        ("decision", "challenge"),
        ("decision", "decision"),
        ("decision", "owner"),
    ],
)
def test_a_text_that_names_another_number_is_held_back(text: str, table: str, column: str) -> None:
    assert give(text, table, column) == HELD_BACK
    assert give(text, table, column, "open") == text


@pytest.mark.parametrize(
    "text",
    [
        "Numbers are small.",
        "20% or 15 of 1,075",
        "Since 12 March 2024, and 2023/24",
        f"By {date(2024, 3, 5)} or 05/03/2024",
        "A section 42 enquiry, COVID-19 and the 24/7 line cost £300",
    ],
)
def test_a_text_with_the_numbers_that_are_shown_is_kept(text: str) -> None:
    assert give(text, "commentary", "comment") == text


@pytest.mark.parametrize("table", ["event", "action"])
def test_the_name_of_an_event_or_action_has_no_number_but_a_span(table: str) -> None:
    for kept in ("16 Days of Activism", "Keep in touch for 12 weeks", "Level 3 training", "Line open 24 hours"):
        assert give(kept, table, "title") == kept
    for held in ("After 15 deaths", "Two people moved", "See all 7,919 adults", "15 day-centre users"):
        assert give(held, table, "title") == HELD_BACK
