"""The page of panels and learning says which actions are overdue, what each was to move, and how far cases are."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scorecard.dashboard.action_parts import write_movement
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.icons import icon
from scorecard.dashboard.learning_view import list_states, show_actions, write_learning
from scorecard.exports.contract import Choices
from scorecard.exports.learning_actions import make_learning_actions
from scorecard.publication.reader import open_generation, read_about
from scorecard.settings import load_settings
from tests.dashboard.opening import open_page, read_title
from tests.publication.small_board import Board, Row, expect

MARCH = date(2024, 3, 1)
FEBRUARY = date(2024, 2, 1)


def action(name: str, owner: str, due: str, done: str = "", evidence: str = "", source: str = "sar") -> Row:
    return {
        "action_id": name,
        "title": f"Do {name}",
        "review_id": f"REVIEW-{source.upper()}",
        "source": source,
        "theme": "msp",
        "owner_agency": owner,
        "agreed_on": "2023-01-02",
        "due_on": due,
        "done_on": done,
        "evidence_of_effect": evidence,
    }


def case(panel: str, name: str, **days: str) -> Row:
    return {"panel": panel, "case_id": name, "referred_on": "2024-02-01", **days}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five actions at the end of March, and two months of the council's cases; the police send none of MARAC.

    CASPA: two open in February, one with a lead officer, a plan and an assessment; in March it is closed, risk reduced.
    """
    folder = tmp_path_factory.mktemp("learning") / "home"
    board = Board(
        folder,
        ("panel_cases_by_step", "panel_cases_closed", "caspa_active_cases"),
        expected=[
            expect("panel_cases", "asc"),
            expect("panel_cases", "police"),
            expect("learning_actions", "asc", "quarterly"),
        ],
    )
    led = {
        "lead_officer_allocated_on": "2024-02-02",
        "risk_assessed_on": "2024-02-05",
        "planned_on": "2024-02-06",
        "considered_on": "2024-02-20",
    }
    board.send("panel_cases", "asc", "2024-02", [case("caspa", "C1", **led), case("caspa", "C2")])
    closed = led | {"closed_on": "2024-03-12", "result": "risk_reduced"}
    board.send(
        "panel_cases", "asc", "2024-03", [case("caspa", "C1", **closed), case("caspa", "C2"), case("hoarding", "H")]
    )
    actions = [
        action("A1", "bhft", "2023-12-31"),
        action("A2", "police", "2024-03-30", source="dhr"),
        action("A3", "police", "2024-03-31"),
        action("A4", "police", "2023-06-30", "2023-07-10", "submitted", "audit"),
        action("A5", "ccs", "2023-06-30", "2023-06-10", "accepted"),
    ]
    board.send("learning_actions", "asc", "2024-03", actions)
    board.publish()
    return folder


@pytest.fixture
def opened(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setenv("SCORECARD_HOME", str(home))
    load_settings.cache_clear()
    generation = open_generation(home / "published")
    yield Opened(generation, read_about(generation))
    load_settings.cache_clear()


def write(opened: Opened, **chosen: Any) -> tuple[str, str]:
    """Give title and markup of the page for what is chosen."""
    month = chosen.get("month", MARCH)
    kept = [chosen.get(name, "all") for name in ("owner", "theme", "state", "source")]
    page = write_learning(opened, month, "month", show_actions(opened, month, *kept))
    return page.title, str(page.markup)


def rows_of(markup: str, caption: str) -> list[list[str]]:
    table = next(part for part in re.findall(r"<table.*?</table>", markup) if f">{caption}</caption>" in part)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", re.split("<tbody[^>]*>", table)[1])
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    return [[re.sub(r"<[^>]+>", " ", cell).strip() for cell in row] for row in cells]


def overdue(markup: str) -> list[str]:
    """Give the references of the actions that are named as overdue at the top."""
    return re.findall(r"<li>.*?<strong>Do (A\d)", markup.split("Learning actions at")[0])


def test_the_title_says_how_many_of_those_to_do_are_overdue(opened: Opened) -> None:
    """A1 and A2 are past their day, A3 is due on the last day itself."""
    title, markup = write(opened)
    assert title == "2 of 3 learning actions still to do are overdue"
    assert overdue(markup) == ["A1", "A2"]


def test_an_overdue_action_says_whose_it_is_and_for_how_long(opened: Opened) -> None:
    """From 31 December to 31 March are 91 days, from 30 March one."""
    text = re.sub(r"<[^>]+>", "", write(opened)[1])
    assert (
        "Do A1, Hospitals: A1 of Safeguarding adults review REVIEW-SAR, msp. Due 31 December 2023, 91 days late."
        in text
    )
    assert "Due 30 March 2024, 1 day late." in text


def test_the_overdue_actions_of_one_kind_of_review_are_one_choice_away(opened: Opened) -> None:
    title, markup = write(opened, source="sar", state="overdue")
    assert title == "The learning action still to do is overdue"
    assert overdue(markup) == ["A1"]
    assert "1 of 5 actions: 1 overdue, from the list of March 2024." in markup


def test_the_list_is_in_the_order_of_the_day_due_and_tells_the_states_apart(opened: Opened) -> None:
    listed = rows_of(write(opened)[1], "Learning actions, by due date")
    assert [(row[0], row[2].split("  ")[0], row[6]) for row in listed] == [
        ("Do A4  A4", "Done", "Submitted"),
        ("Do A5  A5", "Done and worked", "Accepted"),
        ("Do A1  A1", "Overdue", ""),
        ("Do A2  A2", "Overdue", ""),
        ("Do A3  A3", "Open", ""),
    ]


@pytest.mark.parametrize(
    ("chosen", "title"),
    [
        ({"owner": "ccs"}, "The action is done"),
        ({"owner": "elft"}, "No learning action to show"),
        ({"state": "open"}, "No learning action is overdue, 1 is still to do"),
        ({"theme": "msp", "owner": "bhft"}, "The learning action still to do is overdue"),
        ({"theme": "falls"}, "No learning action to show"),
    ],
)
def test_the_reader_keeps_an_owner_a_theme_or_a_state(opened: Opened, chosen: dict[str, str], title: str) -> None:
    assert write(opened, **chosen)[0] == title


def test_before_the_first_list_the_page_says_that_there_is_none(opened: Opened) -> None:
    title, markup = write(opened, month=FEBRUARY)
    assert title == "No learning action to show"
    assert "No list of actions has been received for this month." in markup


def test_only_the_kinds_of_review_that_asked_for_something_are_offered(opened: Opened) -> None:
    assert list(list_states(opened, MARCH)[1]) == ["all", "audit", "dhr", "sar"]


LINKED: Row = {
    "indicator": "fire_referrals",
    "indicator_title": "Fire referrals",
    "figure_of": "fire",
    "done_on": date(2023, 7, 10),
    "before": "6",
    "months_before": 6,
    "after": "5",
    "months_after": 1,
    "since": "none",
    "direction": "neutral",
}


def movement(**fields: Any) -> str:
    return re.sub(r"<[^>]+>", " ", str(write_movement(LINKED | fields, {})))


def test_the_figure_before_and_after_is_said_with_its_months_and_its_verdict() -> None:
    told = movement()
    assert "6 before (6 months), 5 after (1 month)" in told
    assert "No real change since" in told
    assert "caused" not in told


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"indicator": None, "indicator_title": None}, "No indicator named"),
        ({"indicator_title": None}, "fire_referrals: no such indicator any longer"),
        ({"done_on": None}, "Compared once it is done"),
        ({"figure_of": None}, "Several figures: see the indicator"),
        ({"since": "better"}, "Real change since: better"),
        ({"since": "begun_before"}, "Real change, begun before it was done"),
        ({"before": None, "months_before": 0, "since": "too_few"}, "no figure before (0 months), 5 after"),
    ],
)
def test_what_cannot_be_compared_is_said(fields: dict[str, Any], words: str) -> None:
    assert words in movement(**fields)


@pytest.mark.parametrize(
    ("since", "direction", "name"),
    [
        ("better", "lower", "better_falling"),
        ("worse", "lower", "worse_rising"),
        ("better", "higher", "better_rising"),
        ("worse", "higher", "worse_falling"),
        ("lower", "neutral", "changing_lower"),
    ],
)
def test_the_icon_of_a_real_change_points_the_way_the_figure_went(since: str, direction: str, name: str) -> None:
    row: Row = {**LINKED, "since": since, "direction": direction}
    assert icon(name, size=18) in str(write_movement(row, {}))


def test_the_cases_of_a_panel_stand_by_step(opened: Opened) -> None:
    february = dict(rows_of(write(opened, month=FEBRUARY)[1], "CASPA, by step"))
    assert february == {
        "Open": "2",
        "Lead officer allocated": "1",
        "Risk assessed": "1",
        "Plan made": "1",
        "Considered by the panel": "1",
        "Closed": "0",
    }
    march = dict(rows_of(write(opened)[1], "CASPA, by step"))
    assert (march["Open"], march["Lead officer allocated"], march["Closed"]) == ("1", "0", "1")


def test_every_step_leads_to_its_figure(opened: Opened) -> None:
    address = "/indicator?indicator=panel_cases_by_step&amp;category=caspa_open&amp;agency=asc"
    assert f'<a href="{address}">1</a>' in write(opened)[1]


def test_the_indicators_of_a_panel_stand_in_its_box(opened: Opened) -> None:
    listed = rows_of(write(opened)[1], "CASPA: indicators")
    assert [row[:2] for row in listed] == [["CASPA cases active at month end", "1"]]


def test_a_panel_that_nobody_sends_cases_of_is_no_zero(opened: Opened) -> None:
    markup = write(opened)[1]
    assert "<h2>Hoarding panel</h2>" in markup
    assert "MARAC" not in markup


def test_the_download_holds_the_list_in_words(opened: Opened) -> None:
    table = make_learning_actions(opened.generation, Choices(month=MARCH, state="worked"))
    assert table.select("Reference", "Owner", "State", "Evidence of effect").row(0) == (
        "A5",
        "CCS",
        "Done and worked",
        "Accepted",
    )


def test_the_choice_in_the_address_is_the_page(opened: Opened) -> None:
    app = open_page("learning", agency="police", state="overdue")
    assert not app.exception
    assert "The learning action still to do is overdue" in read_title(app)
