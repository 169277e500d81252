"""The learning actions that an agency still has to do."""

from datetime import date
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard.icons import icon
from scorecard.dashboard.markup import Column, element, join, table
from scorecard.dashboard.panel import link_to
from scorecard.months import last_day
from scorecard.publication.formats import format_short_date
from scorecard.publication.words import ACTION_WORDS

TO_DO = ("overdue", "open")


def write_learning_actions(actions: pl.DataFrame, month: date, agency: str, carried: dict[str, str | None]) -> Markup:
    """Write the agency's actions that are not yet done, by due date, and the way to all; nothing where it has none.

    `actions` are the agency's own, as `read_actions` gives them.
    """
    if actions.is_empty():
        return Markup("")
    waiting = actions.filter(pl.col("state").is_in(TO_DO)).sort("due_on", "action_id")
    columns = [Column("Action"), Column("From"), Column("Due"), Column("State")]
    rows = [
        [
            join([row["title"], element("br"), element("span", row["action_id"], class_="note")]),
            join([row["source_label"], row["review_id"]], " "),
            format_short_date(row["due_on"]),
            _state(row, last_day(month)),
        ]
        for row in waiting.iter_rows(named=True)
    ]
    where = element("a", f"All {actions.height} actions", href=link_to("learning", agency=agency, **carried))
    listed = table("Learning actions still to do, by due date", columns, rows, caption_hidden=True, blocks=True)
    return element(
        "section",
        element("h2", f"Learning actions: {_count(waiting, actions.height)}"),
        listed if rows else None,
        element("p", where, ", with those done and whether they worked.", class_="note"),
        class_="box",
    )


def _count(waiting: pl.DataFrame, many: int) -> str:
    if waiting.is_empty():
        return "the one listed is done" if many == 1 else f"all {many} are done"
    overdue = waiting.filter(pl.col("state") == "overdue").height
    still = f"{waiting.height} still to do"
    if not overdue:
        return f"{still}, none overdue"
    return f"{still}, overdue" if overdue == waiting.height == 1 else f"{still}, {overdue} of them overdue"


def _state(row: dict[str, Any], end: date) -> Markup:
    name, words = ACTION_WORDS[row["state"]]
    if row["state"] == "overdue":
        days = (end - row["due_on"]).days
        words = f"{words} by {days} day{'' if days == 1 else 's'}"
    return element("span", icon(name), element("span", words), class_="said")
