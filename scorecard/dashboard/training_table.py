"""Agencies by course: in date, target, and how many staff are short of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.frame import Opened, write_stamp
from scorecard.dashboard.icons import icon
from scorecard.dashboard.markup import Child, element, join, label_of
from scorecard.dashboard.scorecard_table import address_of, draw_line
from scorecard.months import last_day
from scorecard.publication.figures import ALL
from scorecard.publication.formats import format_date, format_number, format_value
from scorecard.publication.reader import read_courses
from scorecard.publication.verdicts import meets

HEADS = (
    "Course",
    "In date",
    "Target",
    "Staff in scope",
    "Staff short of target",
    "24 months",
    "Against target",
    "Data to",
)


@dataclass(frozen=True)
class TrainingPage:
    """The page below its controls, and its heading."""

    title: str
    subtitle: str
    markup: Markup


def name_courses(opened: Opened, month: date) -> Mapping[str, str]:
    """Give the name of each course of a month by its code, in their fixed order."""
    courses = _read_courses(opened, month).sort("position", maintain_order=True)
    return dict(courses.select("category", "title").unique("category", maintain_order=True).iter_rows())


@lru_cache(maxsize=64)
def write_training(opened: Opened, month: date, course: str) -> TrainingPage:
    """Write the courses of every agency at the end of a month, or one course of each."""
    rows = _read_courses(opened, month).filter(pl.lit(course == ALL) | (pl.col("category") == course))
    table = element("p", "No training return has been received up to this month.", class_="note")
    if not rows.is_empty():
        table = write_table(rows, carry(opened, month, "month"))
    note = (
        "Agencies in the order of the pathway, not ranked. Headcounts are sent, percentages are worked out. "
        "Short of target: how many more staff would have to be in date to reach it."
    )
    subtitle = f"Staff in date with safeguarding training at {format_date(last_day(month))}"
    markup = join([write_stamp(opened, month), table, element("p", note, class_="note")])
    subject = None if course == ALL else name_courses(opened, month)[course]
    return TrainingPage(write_finding(rows, subject), subtitle, markup)


def _read_courses(opened: Opened, month: date) -> pl.DataFrame:
    return read_courses(opened.generation, month, "month").filter(pl.col("last_value").is_not_null())


def staff_short(row: dict[str, Any]) -> int | None:
    """Give how many more staff would have to be in date to reach the target; 0 where it is met."""
    if row["target"] is None or row["last_value"] is None:
        return None
    needed: int = ceil(round(row["target"] * row["last_denominator"] / 100, 6))
    return max(0, needed - int(row["last_numerator"]))


def write_finding(rows: pl.DataFrame, course: str | None = None) -> str:
    """Write how many courses meet their target, or how many agencies do where it is about one course."""
    judged = [short for row in rows.iter_rows(named=True) if (short := staff_short(row)) is not None]
    if not judged:
        return "No training figures to compare with a target yet"
    met = sum(short == 0 for short in judged)
    found = f"{met} of {len(judged)} {'courses' if course is None else 'agencies'} meet their target"
    found = found if course is None else f"{course}: {found}"
    return f"{found}, {format_number(sum(judged))} staff are short of it"


def write_table(rows: pl.DataFrame, carried: dict[str, str | None]) -> Markup:
    """Write the agencies by course as one table."""
    heads = [
        element("th", head, scope="col", class_="number" if 0 < place < 5 else None, role="columnheader")
        for place, head in enumerate(HEADS)
    ]
    ordered = rows.sort("position", maintain_order=True)
    bodies = []
    for owner in rows.sort("place", maintain_order=True)["owner"].unique(maintain_order=True):
        own = ordered.filter(pl.col("owner") == owner)
        head = element("th", owner, scope="rowgroup", colspan=len(HEADS), role="rowheader")
        group = element("tr", head, class_="group", role="row")
        bodies.append(
            element("tbody", group, *(_row(row, carried) for row in own.iter_rows(named=True)), role="rowgroup")
        )
    caption = element("caption", "Training by agency and course", class_="visually-hidden")
    # Roles are said, since a browser takes them away where rows are shown as blocks, as on a phone.
    head = element("thead", element("tr", *heads, role="row"), role="rowgroup")
    table = element("table", caption, head, *bodies, class_="figures blocks courses", role="table")
    return element("div", table, class_="scrolls")


def _row(row: dict[str, Any], carried: dict[str, str | None]) -> Markup:
    short = staff_short(row)
    met = meets(row["last_value"], row["target"], row["direction"])
    name, words = {True: ("always_met", "Met"), False: ("always_missed", "Missed"), None: ("no_target", "No target")}[
        met
    ]
    address = address_of(row, carried)
    cells: tuple[tuple[Child, str], ...] = (
        (format_value(row["last_value"], "percent"), "number strong"),
        (row_words.target_text(row), "number"),
        (format_number(row["last_denominator"]), "number"),
        ("" if short is None else format_number(short), "number"),
        (draw_line(row), "line"),
        (element("span", icon(name), element("span", words), class_="said"), "against"),
        (row_words.data_to(row), "data-to"),
    )
    return element(
        "tr",
        element("th", element("a", row["title"], href=address), scope="row", role="rowheader"),
        *(
            element("td", cell, class_=classes, role="cell", data_label=label_of(head))
            for (cell, classes), head in zip(cells, HEADS[1:], strict=True)
        ),
        data_go=True,
        class_="row",
        role="row",
    )
