"""The upper parts of the indicator page: finding, strip of figures, and the chart's description."""

from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.icons import icon
from scorecard.dashboard.indicator_subjects import Chosen
from scorecard.dashboard.markup import element
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.selection import EVERYTHING, name_period
from scorecard.indicators.variation import choose_rules, describe_rules
from scorecard.months import add_months
from scorecard.publication.chart import ChartEvent, ChartPoint, SeriesChart, describe_series_chart
from scorecard.publication.formats import format_change, format_date, format_part_of_whole
from scorecard.publication.lines import in_sentence
from scorecard.publication.reader import Generation, read_comparators, read_events, read_subjects, steps_back

LONGEST_EVENT = 44


@dataclass(frozen=True)
class Subject(Chosen):
    """The one figure a page is about: what was chosen, with its definition and its row."""

    definition: dict[str, Any]
    row: dict[str, Any]

    @property
    def unit(self) -> Any:
        """The unit of the indicator."""
        return self.definition["unit"]

    @property
    def title(self) -> str:
        """The plain name of what is shown."""
        if self.label is None:
            return str(self.definition["title"])
        if self.definition["line_title"]:
            return str(self.definition["line_title"]).format(category=in_sentence(self.label))
        return f"{self.definition['title']}: {in_sentence(self.label)}"


def write_finding(subject: Subject) -> str:
    """Write the title as a finding; only the verdict says that something changed."""
    variation = subject.row["variation"]
    if variation in (None, "common_cause") or not row_words.change(subject.row).judged:
        said = row_words.change(subject.row).words.lower()
        return f"{subject.title}: {said}"
    words = str(subject.definition["rising" if variation.endswith("high") else "falling"])
    sentence = words.format(category=in_sentence(subject.label or ""))
    return sentence if subject.agency == EVERYTHING else f"{sentence}, {subject.agency_name}"


def write_subtitle(subject: Subject, area: str) -> str:
    """Write what is measured, for whom and when."""
    whose = area if subject.agency == EVERYTHING else subject.agency_name
    return f"{subject.title}, {whose}, {name_period(subject.month, subject.period)}"


def write_breadcrumb(section: str, carried: dict[str, str | None]) -> Markup:
    """Write the way back to the overview."""
    back = element("li", element("a", "This month", href=link_to("this_month", **carried)))
    here = element("li", section)
    return element("nav", element("ol", back, here), class_="breadcrumb", aria_label="Breadcrumb")


def write_strip(subject: Subject) -> Markup:
    """Write the latest figure, those before it, and the two verdicts."""
    row, month, period = subject.row, subject.month, subject.period
    before = add_months(month, -steps_back(period))
    boxes = [
        _box(name_period(month, period), row_words.figure_text(row), _parts(row)),
        _box(name_period(before, period), row_words.earlier_text(row, "previous"), _compare(row, "previous")),
    ]
    if before != add_months(month, -12):
        year_ago = name_period(add_months(month, -12), period)
        boxes.append(_box(year_ago, row_words.earlier_text(row, "last_year"), _compare(row, "last_year")))
    return element("dl", *boxes, _change_box(row), _target_box(row), class_="strip")


def _box(head: str, figure: str, note: str) -> Markup:
    return element(
        "div", element("dt", head), element("dd", figure, class_="figure"), element("dd", note, class_="note")
    )


def _parts(row: dict[str, Any]) -> str:
    if row["unit"] == "percent" and row["numerator"] is not None and row["denominator"]:
        return format_part_of_whole(row["numerator"], row["denominator"])
    return "as at month end" if row["kind"] == "stock" else ""


def _compare(row: dict[str, Any], which: str) -> str:
    if row["value"] is None or row[which] is None or row[f"{which}_state"] != "reported" or row["state"] != "reported":
        return ""
    difference = format_change(row["value"], row[which], row["unit"])
    return "No difference" if difference == "no difference" else f"Now {difference}"


def _change_box(row: dict[str, Any]) -> Markup:
    said = row_words.change(row)
    real = said.judged and row["variation"] != "common_cause"
    words = f"Yes: {said.words.lower()}" if real else said.words
    verdict = element("dd", icon(said.icon, size=26), words, class_="verdict")
    note = row["reason"] if said.judged or row["variation"] is None else ""
    return element(
        "div", element("dt", "Is the change real?"), verdict, element("dd", note or "", class_="note"), class_="wide"
    )


def _target_box(row: dict[str, Any]) -> Markup:
    said = row_words.against_target(row)
    asked = (
        "Will it meet a target?"
        if row["target"] is None
        else f"Will it meet the target of {row_words.target_text(row)}?"
    )
    note = "The Board has set none." if row["target"] is None else _target_note(row)
    verdict = element("dd", icon(said.icon, size=26), said.words, class_="verdict")
    return element("div", element("dt", asked), verdict, element("dd", note, class_="note"), class_="wide")


def _target_note(row: dict[str, Any]) -> str:
    met = row_words.meets(row["value"], row["target"], row["direction"])
    now = "" if met is None else f"This figure {'meets' if met else 'misses'} it."
    usual = {
        "pass": "The usual range clears it.",
        "fail": "The usual range never reaches it.",
        "inconsistent": "It is inside the usual range.",
    }.get(row["assurance"] or "", "")
    return f"{usual} {now}".strip()


def describe_chart(opened: Opened, subject: Subject, series: pl.DataFrame) -> SeriesChart:
    """Describe the monthly chart, with the events of its themes and the comparator that matches its rule."""
    points = tuple(_point(row) for row in series.iter_rows(named=True))
    target = subject.row["target"]
    events = _events(opened, subject, series)
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


def _events(opened: Opened, subject: Subject, series: pl.DataFrame) -> tuple[ChartEvent, ...]:
    """Choose the events of the indicator's themes, within the months drawn and for the agency shown."""
    themes = set(subject.definition["themes"])
    about = set(read_subjects(opened.generation, str(subject.definition["indicator"]))["agency_code"])
    found = []
    for event in read_events(opened.generation).iter_rows(named=True):
        shared = themes & set((event["themes"] or "").split(";"))
        own = event["agency"] is None or (event["agency"] in about and subject.agency in (EVERYTHING, event["agency"]))
        if shared and own and series["report_month"][0] <= event["date"].replace(day=1) <= series["report_month"][-1]:
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
