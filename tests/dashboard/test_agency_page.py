"""The page of one agency: whether it has heard back on its referrals, and what it still has to do."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scorecard.dashboard.agency_actions import write_learning_actions
from scorecard.dashboard.agency_answers import write_heard_back
from scorecard.dashboard.agency_view import write_agency
from scorecard.dashboard.frame import Opened
from scorecard.publication.reader import Referrals, read_referrals
from tests.dashboard.opening import open_page

MARCH = date(2024, 3, 1)


def row(value: float | None, part: float | None = None, whole: float | None = None, **more: Any) -> dict[str, Any]:
    return {
        "indicator": "an_indicator",
        "agency_code": "bhft",
        "category": None,
        "label": "A decision",
        "unit": "count",
        "state": "reported",
        "value": value,
        "numerator": value if part is None else part,
        "denominator": whole,
        **more,
    }


def referrals(**more: Any) -> Referrals:
    given: dict[str, Any] = {
        "code": "bhft",
        "name": "Hospitals Trust",
        "short_name": "Hospitals",
        "sent": row(32.0),
        "decided": row(29.0),
        "decisions": (row(9.0, label="Section 42 enquiry"),),
        "waiting": row(6.0),
        "unanswered": row(38.5, 10.0, 26.0, unit="percent"),
        "days_until_told": row(4.0, unit="days"),
    }
    return Referrals(**(given | more))


def read_bars(markup: str) -> dict[str, str]:
    """Read the bars by their labels; one without a figure has its word inside."""
    bars = re.findall(r'<span class="label">([^<]*)</span>(.*?)<span class="value">([^<]*)</span>', markup)
    hidden = re.compile(r'class="plot-hidden"[^>]*>([^<]*)<')
    return {label: value or hidden.findall(marks)[0] for label, marks, value in bars}


def test_told_is_what_was_looked_at_without_those_that_had_no_answer() -> None:
    """Of 26 looked at 10 had no answer, so 16 had one."""
    markup = write_heard_back(referrals(), "March 2024", {})
    assert "<h2>Hospitals: 10 of 26 referrals had no answer after 28 days</h2>" in markup
    assert read_bars(markup) == {
        "Sent to the council": "32",
        "Decided": "29",
        "Looked at for an answer": "26",
        "Outcome told": "16",
    }
    assert "Median wait for the outcome, from the concern: 4 days." in markup
    assert re.search(r'<th scope="row">Section 42 enquiry</th><td[^>]*><a [^>]*>9</a>', markup)


@pytest.mark.parametrize(("state", "word"), [("late", "Late"), ("not_collected", "[x]")])
def test_what_is_not_known_has_its_word_and_no_bar(state: str, word: str) -> None:
    unknown = row(None, state=state, unit="percent", data_month=None) | {"numerator": None, "denominator": None}
    bars = read_bars(write_heard_back(referrals(unanswered=unknown), "March 2024", {}))
    assert (bars["Looked at for an answer"], bars["Outcome told"]) == (word, word)
    assert bars["Sent to the council"] == "32"


def test_an_agency_without_referrals_has_no_bars() -> None:
    assert write_heard_back(None, "March 2024", {}) == ""
    assert write_heard_back(referrals(sent=None, decided=None, unanswered=None), "March 2024", {}) == ""


def test_the_page_leads_on_to_referrals_and_actions_of_the_agency(opened: Opened) -> None:
    page = write_agency(opened, "bhft", MARCH, "quarter").markup
    assert 'href="/referrals?agency=bhft&amp;period=quarter"' in page
    assert 'href="/learning?agency=bhft&amp;period=quarter"' in page


def test_every_agency_shows_its_own_referrals(opened: Opened) -> None:
    known = {each.code for each in read_referrals(opened.generation, MARCH, "month") if each.is_known_to_council}
    assert "bhft" in known
    for agency in ("bhft", "police", "asc", "lsab"):
        page = write_agency(opened, agency, MARCH, "month").markup
        assert ('class="box heard-back"' in page) == (agency in known)


def actions(*states: str) -> pl.DataFrame:
    """Make actions due on the last day of January, in these states."""
    base = {"title": "Do it", "source_label": "Audit", "review_id": "R1", "due_on": date(2024, 1, 31)}
    schema = {**dict.fromkeys(base, pl.String), "due_on": pl.Date, "action_id": pl.String, "state": pl.String}
    rows = [base | {"action_id": f"A{place}", "state": state} for place, state in enumerate(states, start=1)]
    return pl.DataFrame(rows, schema=schema)


@pytest.mark.parametrize(
    ("states", "title"),
    [
        (("overdue", "open", "done", "worked"), "2 still to do, 1 of them overdue"),
        (("open", "open"), "2 still to do, none overdue"),
        (("overdue",), "1 still to do, overdue"),
        (("done",), "the one listed is done"),
        (("done", "worked"), "all 2 are done"),
    ],
)
def test_actions_still_to_do_are_counted(states: tuple[str, ...], title: str) -> None:
    markup = write_learning_actions(actions(*states), MARCH, "bhft", {})
    assert f"<h2>Learning actions: {title}</h2>" in markup
    listed = re.findall(r'<span class="note">(A\d)</span>', markup)
    assert listed == [f"A{place}" for place, state in enumerate(states, start=1) if state in ("overdue", "open")]


def test_an_overdue_action_says_by_how_much() -> None:
    """From 31 January to 31 March 2024 are 29 and 31 days."""
    assert "Overdue by 60 days" in write_learning_actions(actions("overdue"), MARCH, "bhft", {})
    assert write_learning_actions(actions(), MARCH, "bhft", {}) == ""


def test_the_page_of_an_agency_opens(home: Path) -> None:
    assert not open_page("agency", agency="bhft").exception
