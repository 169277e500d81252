"""The versions there have been, each a way to the figures as reported at the time, and two of them compared."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard.markup import Column, element, join, table
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.restatement_tables import write_differences
from scorecard.publication.formats import format_date, format_number, format_short_date, format_short_month
from scorecard.publication.reader import (
    Generation,
    count_newly_reported,
    name_agencies,
    read_about,
    read_differences,
    read_restatements,
    read_versions,
)

MOST_NAMED = 3
MOST_SHOWN = 200


def name_versions(newest: Generation, kept: Iterable[int]) -> dict[str, str]:
    """Name the versions that are kept, newest first, as choices."""
    dates = dict(read_versions(newest).select("number", "made_at").iter_rows())
    return {
        str(number): f"Version {number}, {format_short_date(dates[number])}" if number in dates else f"Version {number}"
        for number in sorted(kept, reverse=True)
    }


@lru_cache(maxsize=16)
def write_versions(newest: Generation, kept: frozenset[int]) -> Markup:
    """Write every version, newest first: when it was made, of what, and what it changed of the one before."""
    columns = [
        Column("Version"),
        Column("Made on"),
        Column("Data as at"),
        Column("Month"),
        Column("Returns", number=True),
        Column("New returns", number=True),
        Column("Figures changed", number=True, strong=True),
        Column("Why"),
        Column("As reported at the time"),
    ]
    versions = read_versions(newest).sort("number", descending=True)
    number = read_about(newest).number
    rows = [
        [
            str(row["number"]),
            format_short_date(row["made_at"]),
            format_short_date(row["data_as_at"]),
            format_short_month(row["reporting_month"]),
            format_number(row["submissions"]),
            format_number(row["new_returns"]),
            format_number(row["restated"]),
            _write_why(newest, row),
            _write_way(row["number"], number, kept),
        ]
        for row in versions.iter_rows(named=True)
    ]
    figures = table("Versions, newest first", columns, rows, caption_hidden=True, blocks=True)
    note = (
        "A figure changed where a version before had reported it with other numbers; months’ figures are counted, of "
        "every agency and category. A figure that was late and has arrived is not among them."
    )
    return element(
        "section",
        element("h2", "Every version"),
        element("div", figures, class_="scrolls"),
        element("p", note, class_="note"),
        class_="box",
    )


def _write_why(newest: Generation, version: Mapping[str, Any]) -> str:
    """Name what changed the most figures first."""
    own = read_restatements(newest).filter(
        pl.col("restated_in") == version["number"], pl.col("period") == "month", pl.col("agency_code") != "all"
    )
    causes = own["why"].value_counts(sort=True)["why"].to_list()
    if not causes:
        return "First version" if version["number"] == read_versions(newest)["number"].min() else ""
    more = f"; and {len(causes) - MOST_NAMED} more" if len(causes) > MOST_NAMED else ""
    return "; ".join(causes[:MOST_NAMED]) + f"{more}."


def _write_way(number: int, newest: int, kept: frozenset[int]) -> Markup | str:
    if number == newest:
        return element("a", "The newest", href=link_to("this_month"))
    if number not in kept:
        return "Not kept"
    return element("a", f"Open version {number}", href=link_to("this_month", version=str(number)))


@lru_cache(maxsize=64)
def write_comparison(was: Generation, now: Generation) -> Markup:
    """Write the figures that the older of two versions reported and the newer gives otherwise."""
    old, new = read_about(was), read_about(now)
    heading = element("h2", f"Version {old.number} and version {new.number} compared")
    dates = f"Version {old.number} of {format_date(old.made_at)}, version {new.number} of {format_date(new.made_at)}. "
    if old.number == new.number:
        return element("section", heading, element("p", "Choose two different versions.", class_="note"), class_="box")
    differences = read_differences(was, now)
    later = count_newly_reported(was, now)
    words = f"{_count(differences.height, 'figure')} changed. {_count(later, 'figure')} of months came in addition."
    parts = [heading, element("p", dates + words, class_="note", role="status")]
    if not differences.is_empty():
        names = name_agencies(now)
        shown = differences.head(MOST_SHOWN)
        many = f"the first {MOST_SHOWN} of {differences.height}" if differences.height > MOST_SHOWN else "all of them"
        parts.append(write_differences(f"Figures that differ, {many}", shown, names, str(new.number)))
    return element("section", *parts, class_="box")


def _count(many: int, noun: str) -> str:
    return f"{format_number(many) if many else 'No'} {noun}{'' if many == 1 else 's'}"


def write_single() -> Markup:
    """Say that there is nothing yet to compare."""
    words = "There is one version so far. The next can be compared with it."
    return element("section", element("h2", "Compare two versions"), join([element("p", words, class_="note")]))
