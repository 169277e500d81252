"""The actions from reviews and audits: which are overdue, and the list with what each was to move."""

from datetime import date
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard.icons import icon
from scorecard.dashboard.markup import Child, Column, element, join, table
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.selection import EVERYTHING
from scorecard.months import last_day
from scorecard.publication.formats import format_date, format_month, format_short_date
from scorecard.publication.words import ACTION_WORDS, SINCE_WORDS

SINCE_ICONS = {
    ("better", "higher"): "better_rising",
    ("better", "lower"): "better_falling",
    ("worse", "higher"): "worse_falling",
    ("worse", "lower"): "worse_rising",
    ("higher", "neutral"): "changing_higher",
    ("lower", "neutral"): "changing_lower",
}
"""The icon of a real change, by what it means and which way is good."""
OTHER_ICONS = {"none": "no_change", "begun_before": "about"}
NOTE = (
    "Worked: the sub-group accepted the evidence of effect. Before and after: the average of up to six months on "
    "either side of the month in which the action was done. Other things changed in that time too, so that timing "
    "alone does not say what moved a figure. Whether a change is real comes from the signals of the indicator."
)


def write_overdue(rows: pl.DataFrame, month: date) -> Markup:
    """Write the overdue actions at a glance, the longest overdue first."""
    overdue = rows.filter(pl.col("state") == "overdue").sort("due_on")
    end = last_day(month)
    if overdue.is_empty():
        words = f"No action is overdue at {format_date(end)}." if rows.height else "No action matches."
        return element("p", words, class_="lead", role="status")
    items = [
        element(
            "li",
            icon("late", size=18),
            element(
                "span",
                element("strong", f"{row['title']}, {row['owner']}"),
                f": {row['action_id']} of {row['source_label']} {row['review_id']}, {row['theme_name']}. "
                f"Due {format_date(row['due_on'])}, {_lateness(row['due_on'], end)}.",
            ),
        )
        for row in overdue.iter_rows(named=True)
    ]
    title = "1 action is overdue" if overdue.height == 1 else f"{overdue.height} actions are overdue"
    return element("section", element("h2", title), element("ul", *items, class_="overdue-actions"), class_="box")


def _lateness(due_on: date, end: date) -> str:
    days = (end - due_on).days
    return f"{days} day late" if days == 1 else f"{days} days late"


def write_list(
    rows: pl.DataFrame, of: int, month: date, indicators: pl.DataFrame, carried: dict[str, str | None]
) -> Markup:
    """Write the actions by due date, each with its state and with what it was to move.

    `indicators` are those that count the actions themselves.
    """
    columns = [
        Column("Action"),
        Column("Due"),
        Column("State"),
        Column("Owner"),
        Column("Asked for by"),
        Column("Theme"),
        Column("Evidence it worked"),
        Column("Meant to move"),
    ]
    cells = [
        [
            join([row["title"], element("br"), element("span", row["action_id"], class_="note")]),
            format_short_date(row["due_on"]),
            _state(row),
            row["owner"],
            join([row["source_label"], element("br"), element("span", row["review_id"], class_="note")]),
            row["theme_name"],
            "" if row["done_on"] is None else row["evidence_label"],
            write_movement(row, carried),
        ]
        for row in rows.iter_rows(named=True)
    ]
    heading = element("h2", f"Learning actions at {format_date(last_day(month))}")
    counted = element("p", _count(rows, of), class_="note", role="status")
    if not cells:
        return element("section", heading, counted, class_="box")
    figures = table("Learning actions, by due date", columns, cells, caption_hidden=True, blocks=True)
    return element(
        "section",
        heading,
        counted,
        element("div", figures, class_="scrolls learning-actions"),
        element("p", NOTE, class_="note"),
        _see(indicators, carried),
        class_="box",
    )


def _see(indicators: pl.DataFrame, carried: dict[str, str | None]) -> Markup | None:
    """Write the way to the indicators that count the actions."""
    links = [
        element("a", title, href=link_to("indicator", indicator=name, **carried))
        for name, title in indicators.select("indicator", "title").iter_rows()
    ]
    return element("p", "Counted month by month: ", join(links, "; "), ".", class_="note") if links else None


def _count(rows: pl.DataFrame, of: int) -> str:
    if not of:
        return "No list of actions has been received for this month."
    states = rows["state"].to_list()
    listed = f", from the list of {format_month(rows['listed_in'][0])}" if states else ""
    parts = [f"{states.count(code)} {name.lower()}" for code, (_, name) in ACTION_WORDS.items() if code in states]
    return f"{rows.height} of {of} actions: {', '.join(parts)}{listed}." if parts else f"0 of {of} actions."


def _state(row: dict[str, Any]) -> Markup:
    name, words = ACTION_WORDS[row["state"]]
    said = element("span", icon(name, size=18), element("span", words), class_="said")
    if row["done_on"] is None:
        return said
    return join([said, element("br"), element("span", format_short_date(row["done_on"]), class_="note")])


def write_movement(row: dict[str, Any], carried: dict[str, str | None]) -> Child:
    """Write the linked indicator with its figure before and after, and whether the change is real."""
    if row["indicator"] is None:
        return "No indicator named"
    if row["indicator_title"] is None:
        return f"{row['indicator']}: no such indicator any longer"
    whose = row["figure_of"]
    agency = None if whose in (None, EVERYTHING) else whose
    link = element(
        "a", row["indicator_title"], href=link_to("indicator", indicator=row["indicator"], agency=agency, **carried)
    )
    if row["done_on"] is None:
        return join([link, element("br"), element("span", "Compared once it is done", class_="note")])
    if whose is None:
        return join([link, element("br"), element("span", "Several figures: see the indicator", class_="note")])
    since = row["since"]
    name = SINCE_ICONS.get((since, row["direction"])) or OTHER_ICONS.get(since, "too_few")
    judged = element(
        "span",
        icon(name, size=18),
        SINCE_WORDS[since],
        class_="said",
    )
    return join([link, element("br"), element("span", _before_and_after(row), class_="note"), element("br"), judged])


def _before_and_after(row: dict[str, Any]) -> str:
    return ", ".join(
        f"{row[when] or 'no figure'} {when} ({_months(row[f'months_{when}'])})" for when in ("before", "after")
    )


def _months(many: int) -> str:
    return f"{many} month" if many == 1 else f"{many} months"
