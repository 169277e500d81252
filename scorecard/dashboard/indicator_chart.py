"""What the chart of an indicator shows: its months, limits, events and comparator."""

from datetime import date
from textwrap import shorten
from typing import Any

import polars as pl

from scorecard.dashboard.frame import Opened
from scorecard.dashboard.indicator_parts import Subject, write_finding, write_subtitle
from scorecard.dashboard.selection import EVERYTHING
from scorecard.indicators.variation import choose_rules, describe_rules
from scorecard.publication.chart import ChartEvent, ChartPoint, SeriesChart, describe_series_chart
from scorecard.publication.formats import format_date
from scorecard.publication.reader import Generation, read_comparators, read_events, read_subjects

LONGEST_EVENT = 44


def list_points(series: pl.DataFrame) -> tuple[ChartPoint, ...]:
    """List the months of a series as they are drawn; one that is not reported has no value."""
    return tuple(_point(row) for row in series.iter_rows(named=True))


def describe_chart(opened: Opened, subject: Subject, points: tuple[ChartPoint, ...]) -> SeriesChart:
    """Describe the monthly chart, with the events of its themes and the comparator that matches its rule."""
    target = subject.row["target"]
    events = _events(opened, subject, points)
    title = write_finding(subject)
    rules = choose_rules(
        "ptd" if opened.about.spc_preset == "ptd" else "mdc", shift=opened.about.spc_run, trend=opened.about.spc_run
    )
    about = opened.about
    footnote = (
        f"Months, whatever the period above. {describe_rules(rules)} Source: {subject.definition['source']}; "
        f"data as at {format_date(about.data_as_at.date())}."
    )
    return SeriesChart(
        title=title,
        subtitle=write_subtitle(subject, about.area),
        unit=subject.unit,
        points=points,
        target=target,
        events=events,
        footnote=footnote,
        alt=describe_series_chart(title, subject.unit, points, target, events),
        comparator=_comparator(opened, subject),
    )


def _point(row: dict[str, Any]) -> ChartPoint:
    value = row["value"] if row["state"] == "reported" else None
    lines = {name: row[name] for name in ("mean", "lower", "upper")}
    return ChartPoint(row["report_month"], value, row["point_type"], row["segment"] or 0, **lines)


def _events(opened: Opened, subject: Subject, points: tuple[ChartPoint, ...]) -> tuple[ChartEvent, ...]:
    """Choose the events of the indicator's themes, within the months drawn and for the agency shown."""
    themes = set(subject.definition["themes"])
    about = set(read_subjects(opened.generation, str(subject.definition["indicator"]))["agency_code"])
    found = []
    for event in read_events(opened.generation).iter_rows(named=True):
        shared = themes & set((event["themes"] or "").split(";"))
        own = event["agency"] is None or (event["agency"] in about and subject.agency in (EVERYTHING, event["agency"]))
        if shared and own and points[0].month <= event["date"].replace(day=1) <= points[-1].month:
            found.append(
                ChartEvent(event["date"], shorten(event["title"], LONGEST_EVENT, placeholder="…"), event["kind"])
            )
    return tuple(found[-3:])


def _comparator(opened: Opened, subject: Subject) -> tuple[str, float] | None:
    """Give the newest England figure on the same rule, for a total only."""
    if subject.category is not None or subject.unit != "percent":
        return None
    england = newest_england(opened.generation, str(subject.definition["indicator"]), subject.month)
    return None if england is None else ("England", england[1])


def newest_england(generation: Generation, indicator: str, month: date) -> tuple[str, float] | None:
    """Give the year and the percentage of the newest official England figure that had begun by a month."""
    for row in read_comparators(generation, indicator).iter_rows(named=True):
        begun = date(int(row["year"][:4]), 4, 1) <= month
        if row["area"] == "England" and row["unit"] == "percent" and begun and not row["value"].startswith("["):
            return row["year"].replace("-", "/"), float(row["value"])
    return None
