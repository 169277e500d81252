"""What meetings decided: what became of it since, what is in hand for one figure, and the notes as a file."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.icons import icon
from scorecard.dashboard.indicator_parts import open_subject
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.meeting_topics import Agenda, Topic, whose
from scorecard.months import add_months
from scorecard.publication.formats import format_date, format_month, format_short_date
from scorecard.publication.reader import (
    Generation,
    find_day_of_looking,
    name_agencies,
    name_indicators,
    read_commentary,
    read_decisions,
)
from scorecard.publication.words import ACTION_WORDS

Decision = dict[str, Any]
MOST_IN_HAND = 4


@dataclass(frozen=True)
class Followed:
    """A decision of an earlier meeting, as it stands now; `change` is None once it is done."""

    decision: Decision
    state: str


def follow_up(generation: Generation, month: date) -> list[Followed]:
    """List what was decided at the meeting before or open then, as it stands when a month is looked at; late first."""
    before = read_decisions(generation, add_months(month, -1))
    open_now = {row["decision_id"]: row for row in _earlier(generation, month).iter_rows(named=True)}
    followed = [
        Followed(row, _state(open_now[row["decision_id"]]) if row["decision_id"] in open_now else "done")
        for row in before.iter_rows(named=True)
    ]
    order = ("overdue", "open", "done")
    return sorted(followed, key=lambda each: (order.index(each.state), each.decision["due_on"]))


def write_follow_up_title(followed: list[Followed]) -> str:
    """Say as a finding what became of the decisions."""
    if not followed:
        return "Since last time: no decision was open"
    counts = [(sum(each.state == state for each in followed), state) for state in ("done", "overdue", "open")]
    told = ", ".join(f"{count} {state}" for count, state in counts if count)
    return f"Since last time: {told}"


def list_made(generation: Generation, month: date) -> pl.DataFrame:
    """Give the decisions recorded for a month, oldest first."""
    return read_decisions(generation, month).filter(pl.col("report_month") == month)


def write_made_title(made: pl.DataFrame, month: date) -> str:
    """Say how many decisions the meeting has made."""
    if made.is_empty():
        return f"No decision yet on the figures for {format_month(month)}"
    return f"{made.height} decision{'' if made.height == 1 else 's'} on the figures for {format_month(month)}"


def write_decision(generation: Generation, row: Decision, state: str) -> Markup:
    """Write one decision: what it is about, its owner, and when it is or was due."""
    name, word = ACTION_WORDS[state]
    when = f"{word} {format_date(row['done_on'])}" if state == "done" else f"{word}, due {format_date(row['due_on'])}"
    about = name_subject(generation, row)
    return element(
        "div",
        icon(name, size=24),
        element(
            "div",
            element("p", row["decision"], class_="decided"),
            element("p", join([element("strong", when), row["owner"], about], ". "), class_="quiet"),
        ),
        class_="decision",
    )


def write_made(generation: Generation, made: pl.DataFrame) -> Markup:
    """Write the decisions of the meeting so far; says so where there is none."""
    if made.is_empty():
        words = "What is decided is written beside each finding, and listed here."
        return element("p", words, class_="quiet")
    items = [element("li", write_decision(generation, row, _state(row))) for row in made.iter_rows(named=True)]
    return element("ol", *items, class_="decisions")


def name_subject(generation: Generation, row: Decision) -> str | None:
    """Name the indicator and the agency that a decision is about."""
    indicator = name_indicators(generation).get(row["indicator"] or "")
    return ", ".join(filter(None, (indicator, name_agencies(generation).get(row["subject"] or "")))) or None


@lru_cache(maxsize=512)
def write_in_hand(opened: Opened, topic: Topic, month: date) -> Markup | None:
    """Write what is being done about a figure: its owners' actions, decisions of earlier meetings, and of this one."""
    if topic.chosen is None:
        return None
    generation, day = opened.generation, find_day_of_looking(opened.generation, month)
    agency = whose(topic)
    items = [
        _action(row, day)
        for row in read_commentary(generation, topic.chosen.indicator, month).iter_rows(named=True)
        if row["action"] is not None and agency in (None, row["agency_code"])
    ]
    items += [
        _decision(row, is_new=row["report_month"] == month)
        for row in read_decisions(generation, month).iter_rows(named=True)
        if row["indicator"] == topic.chosen.indicator and (agency is None or row["subject"] in (None, agency))
    ]
    nothing = element("p", "Nothing yet.", class_="quiet")
    told = element("ul", *items[:MOST_IN_HAND], class_="in-hand") if items else nothing
    more = element("p", f"And {len(items) - MOST_IN_HAND} more.", class_="quiet") if len(items) > MOST_IN_HAND else None
    return element("section", element("h2", "Already in hand"), told, more, class_="meeting")


def _action(row: row_words.Row, day: date) -> Markup:
    owner = f"{row['owner']}, {row['short_name']}"
    return _in_hand(row["action"], owner, row["due_on"], is_late=row["due_on"] is not None and row["due_on"] < day)


def _decision(row: Decision, *, is_new: bool) -> Markup:
    return _in_hand(row["decision"], row["owner"], row["due_on"], is_late=row["is_overdue"], is_new=is_new)


def _in_hand(words: str, owner: str, due_on: date | None, *, is_late: bool, is_new: bool = False) -> Markup:
    due = None if due_on is None else f"by {format_short_date(due_on)}"
    late = element("span", icon("late", size=16), "Late", class_="said strong") if is_late else None
    new = element("strong", "Decided now") if is_new else None
    return element("li", words, " ", element("span", join(filter(None, (new, owner, due, late)), ", "), class_="quiet"))


def write_notes(opened: Opened, month: date, agenda: Agenda) -> str:
    """Write the notes of the meeting as text: each decision below the finding that it belongs to, then the others."""
    made = list(list_made(opened.generation, month).iter_rows(named=True))
    lines = [f"{opened.about.partnership}: notes on the figures for {format_month(month)}", ""]
    lines += [f"Figures as at {format_date(opened.about.data_as_at.date())}, version {opened.about.number}."]
    lines += [opened.about.notice, ""] if opened.about.notice else [""]
    for number, topic in enumerate(agenda.topics, start=1):
        own = [row for row in made if topic.chosen is not None and _belongs(row, topic)]
        made = [row for row in made if row not in own]
        lines += [f"{number}. {topic.title}", "", *_describe(opened, topic), ""]
        lines += [line for row in own for line in _minute(row)] or ["No decision.", ""]
    if made:
        lines += ["Other decisions", ""]
        for row in made:
            about = name_subject(opened.generation, row)
            lines += ([f"About: {about}", ""] if about else []) + _minute(row)
    return "\n".join(lines).rstrip() + "\n"


def _belongs(row: Decision, topic: Topic) -> bool:
    return topic.chosen is not None and row["indicator"] == topic.chosen.indicator and row["subject"] == whose(topic)


def _describe(opened: Opened, topic: Topic) -> list[str]:
    if topic.chosen is None:
        return [topic.reason]
    figure = row_words.figure_text(open_subject(opened.generation, topic.chosen).row).striptags()
    return [f"{figure}. {topic.reason}"]


def _minute(row: Decision) -> list[str]:
    asked = [f"- Question or challenge: {row['challenge']}"] if row["challenge"] else []
    done = f", done {format_date(row['done_on'])}" if row["done_on"] is not None else ""
    overdue = ", overdue" if row["is_overdue"] else ""
    return [
        *asked,
        f"- Decision: {row['decision']}",
        f"- Owner: {row['owner']}",
        f"- By: {format_date(row['due_on'])}{done}{overdue}",
        "",
    ]


def _earlier(generation: Generation, month: date) -> pl.DataFrame:
    return read_decisions(generation, month).filter(pl.col("report_month") < month)


def _state(row: Decision) -> str:
    if not row["is_open"]:
        return "done"
    return "overdue" if row["is_overdue"] else "open"
