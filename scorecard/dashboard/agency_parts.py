"""The parts of the agency page: title, training, and returns."""

from datetime import date
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.icons import icon
from scorecard.dashboard.markup import Column, element, join, table
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.scorecard_table import draw_line
from scorecard.dashboard.svg_charts import ExtraColumn, draw_dots
from scorecard.months import last_day
from scorecard.publication.chart import DotChart, DotRow
from scorecard.publication.formats import (
    format_change,
    format_date,
    format_short_date,
    format_short_month,
    format_value,
)
from scorecard.publication.verdicts import meets
from scorecard.publication.words import RETURN_WORDS

SHOWN_MONTHS = 24


def write_title(name: str, courses: pl.DataFrame, counts: dict[tuple[str, str], int]) -> str:
    """Write the page's title: how training stands, or else how many indicators really changed."""
    judged = [row for row in courses.iter_rows(named=True) if row["target"] is not None]
    if judged:
        met = sum(bool(meets(row["last_value"], row["target"], row["direction"])) for row in judged)
        return f"{name}: {met} of {len(judged)} courses meet their target"
    changed = sum(count for (change, _), count in counts.items() if change in ("concern", "improvement", "neutral"))
    if not changed:
        return f"{name}: no real change this month"
    return f"{name}: {changed} indicator{'' if changed == 1 else 's'} really changed"


def write_summary(returns: pl.DataFrame, month: date) -> Markup:
    """Write one sentence on the month's returns."""
    due = returns.filter(pl.col("report_month") == month, pl.col("state") != "not_due")
    if due.is_empty():
        return element(
            "p", "This agency sends no return for this month; its figures come from the council’s.", class_="lead"
        )
    late = due.filter(pl.col("state") == "late")["feed"].to_list()
    if late:
        return element(
            "p", f"Not yet received: {', '.join(late)}. Last figures are kept and not judged.", class_="lead"
        )
    newest = format_date(due["received_at"].max().date())  # type: ignore[union-attr]
    return element("p", f"All {due.height} returns for the month are in; the last arrived on {newest}.", class_="lead")


def write_training(
    courses: pl.DataFrame, every_course: pl.DataFrame, agency: str, month: date, carried: str | None
) -> Markup:
    """Write the agency's courses against target, and one course across the partners that send it.

    `carried` is the month as links have it.
    """
    rows = list(courses.iter_rows(named=True))
    targets = {row["target"] for row in rows}
    shared = targets.pop() if len(targets) == 1 else None
    alt = "Training in date. " + "; ".join(
        f"{row['title']} {format_value(row['last_value'], 'percent')}" for row in rows
    )
    chart = DotChart("Training in date", "", "percent", tuple(_dot(row) for row in rows), shared, alt)
    lines = ExtraColumn("24 months", [draw_line(row) for row in rows])
    words = ExtraColumn("Target and change", [_target_and_change(row) for row in rows])
    own = element(
        "section",
        element("h2", f"Training in date at {format_date(last_day(month))}"),
        element("p", "Share of staff in scope. Open circle: a year before.", class_="note"),
        draw_dots(chart, [lines, words]),
        element("details", element("summary", "As a table"), _training_table(rows)),
        element(
            "p",
            "See ",
            element("a", "all agencies by course", href=link_to("training", month=carried)),
            ".",
            class_="note",
        ),
        class_="box",
    )
    return element("div", own, _across_partners(every_course, agency), class_="two")


def _training_table(rows: list[dict[str, Any]]) -> Markup:
    columns = [Column("Course"), *(Column(head, number=True) for head in ("In date", "A year before", "Target"))]
    cells = [
        [
            row["title"],
            format_value(row["last_value"], "percent"),
            row_words.earlier_text(row, "last_year"),
            row_words.target_text(row),
        ]
        for row in rows
    ]
    return table("Training in date, by course", columns, cells, caption_hidden=True)


def _dot(row: dict[str, Any]) -> DotRow:
    value = row["last_value"]
    year_ago = row["last_year"] if row["last_year_state"] == "reported" else None
    met = meets(value, row["target"], row["direction"])
    return DotRow(row["title"], value, year_ago, row["target"], format_value(value, "percent"), met)


def _target_and_change(row: dict[str, Any]) -> Markup:
    met = meets(row["last_value"], row["target"], row["direction"])
    if met is None:
        against = "No target"
    elif met:
        against = "Met"
    else:
        against = format_change(row["last_value"], row["target"], "percent").replace("lower", "short")
    said = row_words.change(row)
    return join([element("strong", against), element("br"), said.words.lower()])


def _across_partners(every_course: pl.DataFrame, agency: str) -> Markup:
    """Write the course that most partners send, each against its own target, in pathway order."""
    senders = every_course.group_by("category").agg(
        pl.len(), pl.col("position").min(), own=(pl.col("agency_code") == agency).any()
    )
    best = senders.filter(pl.col("own")).sort(["len", "position"], descending=[True, True])["category"][0]
    rows = list(every_course.filter(pl.col("category") == best).sort("place").iter_rows(named=True))
    dots = tuple(_partner(row) for row in rows)
    data_to = ExtraColumn("Data to", [row_words.data_to(row) for row in rows])
    alt = f"{rows[0]['title']} across partners. " + "; ".join(f"{dot.label} {dot.text}" for dot in dots)
    chart = DotChart("Across partners", "", "percent", dots, None, alt)
    return element(
        "section",
        element("h2", f"{rows[0]['title']} across partners"),
        element("p", "Not ranked. Bar: each agency’s own target.", class_="note"),
        draw_dots(chart, [data_to]),
        element("details", element("summary", "As a table"), _partner_table(rows)),
        class_="box",
    )


def _partner_table(rows: list[dict[str, Any]]) -> Markup:
    columns = [Column("Agency"), Column("In date", number=True), Column("Target", number=True)]
    cells = [[row["owner"], format_value(row["last_value"], "percent"), row_words.target_text(row)] for row in rows]
    return table(f"{rows[0]['title']} across partners", columns, cells, caption_hidden=True)


def _partner(row: dict[str, Any]) -> DotRow:
    met = meets(row["last_value"], row["target"], row["direction"])
    return DotRow(row["owner"], row["last_value"], None, row["target"], format_value(row["last_value"], "percent"), met)


def write_returns(returns: pl.DataFrame) -> Markup:
    """Write the agency's returns month by month: on time, late, missing, sent again, not due."""
    by_feed: dict[str, list[dict[str, Any]]] = {}
    for row in returns.filter(pl.col("frequency").is_not_null()).iter_rows(named=True):
        by_feed.setdefault(row["feed"], []).append(row)
    if not by_feed:
        return Markup("")
    blocks = [_feed_strip(feed, rows) for feed, rows in by_feed.items()]
    key = [element("li", icon(name, size=16), element("span", words)) for name, words in RETURN_WORDS.values()]
    return element("section", element("h2", "Returns"), element("ul", *key, class_="key"), *blocks, class_="box")


def _feed_strip(feed: str, returns: list[dict[str, Any]]) -> Markup:
    rows = sorted(returns, key=lambda row: row["report_month"])[-SHOWN_MONTHS:]
    states = [state_of_return(row) for row in rows]
    items = []
    for row, state in zip(rows, states, strict=True):
        name, words = RETURN_WORDS[state]
        when = "" if row["received_at"] is None else f", received {format_short_date(row['received_at'].date())}"
        label = f"{format_short_month(row['report_month'])}: {words}{when}"
        items.append(element("li", icon(name, label=label), f"{row['report_month']:%b}"[:1]))
    due = sum(state != "not_due" for state in states)
    good = sum(state in ("on_time", "sent_again") for state in states)
    title = f"{feed.replace('_', ' ').capitalize()}: {good} of {due} on time"
    return join([element("h3", title), element("ul", *items, class_="returns-strip")])


def state_of_return(row: dict[str, Any]) -> str:
    """Say how a return stands: sent again counts as on time where the first file was."""
    if row["submission"] is None:
        return "missing" if row["state"] == "late" else "not_due"
    if row["first_received_at"].date() > row["due_on"]:
        return "late"
    return "sent_again" if row["submissions"] > 1 else "on_time"
