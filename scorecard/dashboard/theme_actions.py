"""The learning actions of a theme: who answers for each, by when, and how it stands."""

from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard.icons import icon
from scorecard.dashboard.markup import Column, element, join, table
from scorecard.dashboard.panel import link_to
from scorecard.publication.formats import format_short_date
from scorecard.publication.words import ACTION_WORDS

COLUMNS = ("Action", "Asked for by", "Owner", "Agreed", "Due", "State", "Evidence", "Indicator")


def write_actions(caption: str, actions: pl.DataFrame, carried: dict[str, str | None]) -> Markup:
    """Write the actions as a table, the overdue first and then by due date, with a sentence that counts them."""
    order = list(ACTION_WORDS)
    listed = sorted(actions.to_dicts(), key=lambda row: (order.index(row["state"]), row["due_on"], row["action_id"]))
    rows = [_row(row, carried) for row in listed]
    columns = [Column(head) for head in COLUMNS]
    figures = table(caption, columns, rows, caption_hidden=True, blocks=True)
    return join([element("p", _count(actions), class_="note actions-count"), element("div", figures, class_="scrolls")])


def _count(actions: pl.DataFrame) -> str:
    many, states = actions.height, actions["state"].to_list()
    counts = {state: states.count(state) for state in ACTION_WORDS}
    told = [f"{count} {ACTION_WORDS[state][1].lower()}" for state, count in counts.items() if count]
    return f"{many} action{'' if many == 1 else 's'}: {'; '.join(told)}."


def _row(row: dict[str, Any], carried: dict[str, str | None]) -> list[Any]:
    name, words = ACTION_WORDS[row["state"]]
    if row["done_on"] is not None:
        words = words.replace("Done", f"Done {format_short_date(row['done_on'])}")
    linked: Markup | str = "None linked"
    if row["indicator_title"] is not None:
        address = link_to("indicator", indicator=row["indicator"], **carried)
        linked = element("a", row["indicator_title"], href=address)
    return [
        join([row["title"], element("br"), element("span", row["action_id"], class_="note")]),
        row["source_label"],
        row["owner"],
        format_short_date(row["agreed_on"]),
        format_short_date(row["due_on"]),
        element("span", icon(name), element("span", words), class_="said"),
        row["evidence_label"] or "None due",
        linked,
    ]
