"""The tables of figures that were published otherwise before: of one indicator, and of two versions compared."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.indicator_parts import Series, Subject
from scorecard.dashboard.markup import Column, element, table
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.selection import EVERYTHING
from scorecard.months import write_month
from scorecard.publication.formats import format_number, format_part_of_whole, format_short_date, format_short_month
from scorecard.publication.periods import name_period
from scorecard.publication.reader import Generation, read_restatements
from scorecard.publication.words import RESTATED_STATES

Row = dict[str, Any]


def list_restatements(generation: Generation, series: Series) -> pl.DataFrame:
    """List what changed of one series until a month, of its periods of the chosen kind."""
    return read_restatements(generation, series.indicator).filter(
        pl.col("agency_code") == series.agency,
        pl.col("breakdown").eq_missing(pl.lit(series.breakdown)),
        pl.col("category").eq_missing(pl.lit(series.category)),
        pl.col("period") == series.period,
        pl.col("report_month") <= series.month,
    )


def write_restatements(subject: Subject, changed: pl.DataFrame) -> Markup:
    """Write the figures of the chosen period that changed, with what was, what is, and why; nothing where none did."""
    if changed.is_empty():
        return Markup("")
    columns = [
        Column("Month" if subject.period == "month" else "Period"),
        Column("Was", number=True),
        Column("Is", number=True, strong=True),
        Column("Published on"),
        Column("Changed on"),
        Column("Why"),
    ]
    rows = [
        [
            name_period(row["report_month"], row["period"]),
            *was_and_is(row),
            "" if row["published_at"] is None else format_short_date(row["published_at"]),
            format_short_date(row["restated_at"]),
            f"{row['why']}.",
        ]
        for row in changed.iter_rows(named=True)
    ]
    words = table(f"{subject.title}, figures that changed", columns, rows, caption_hidden=True, blocks=True)
    note = element("p", element("a", "Every version, as reported at the time", href=link_to("versions")), class_="note")
    return element(
        "section",
        element("h2", "Changed since it was first published"),
        element("div", words, class_="scrolls", tabindex=0, role="region", aria_label="Figures that changed"),
        note,
        class_="box",
    )


def was_and_is(row: Row) -> tuple[str, str]:
    """Write a figure as it was published and as it is now; two that round to the same are told apart."""
    was = _write(row, "was_")
    if row["state"] in RESTATED_STATES:
        return was, RESTATED_STATES[row["state"]]
    now = _write(row, "")
    return (was, now) if was != now else (_write_closely(row, "was_", was), _write_closely(row, "", now))


def _write(row: Row, which: str) -> str:
    parts = (row[f"{which}numerator"], row[f"{which}denominator"])
    return row_words.write_number(row[f"{which}value"], *parts, row["unit"])


def _write_closely(row: Row, which: str, said: str) -> str:
    """Add the parts of a share, or write one more decimal."""
    value, part, whole = (row[f"{which}{name}"] for name in ("value", "numerator", "denominator"))
    if part is not None and whole is not None:
        return f"{said} ({format_part_of_whole(part, whole)})"
    return said if value is None else format_number(value, 1)


def write_differences(caption: str, differences: pl.DataFrame, agencies: Mapping[str, str], version: str) -> Markup:
    """Write the figures in which two versions differ, with the way from each to its indicator in the newer of them."""
    columns = [
        Column("Indicator"),
        Column("Agency"),
        Column("Month"),
        Column("Was", number=True),
        Column("Is", number=True, strong=True),
    ]
    rows = [
        [
            _link(row, version),
            agencies.get(row["agency_code"], "All agencies"),
            format_short_month(row["report_month"]),
            *was_and_is(row),
        ]
        for row in differences.iter_rows(named=True)
    ]
    return element("div", table(caption, columns, rows, blocks=True), class_="scrolls")


def _link(row: Row, version: str) -> Markup:
    label = row["label"]
    words = row["title"] if label is None else f"{row['title']}: {label}"
    agency = None if row["agency_code"] == EVERYTHING else row["agency_code"]
    chosen = {"agency": agency, "category": row["category"], "month": write_month(row["report_month"])}
    chosen["version"] = version
    return element("a", words, href=link_to("indicator", indicator=row["indicator"], **chosen))
