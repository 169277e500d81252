"""The upper parts of the indicator page: finding, strip of figures, and the chart's description."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import Any

from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.icons import icon
from scorecard.dashboard.indicator_subjects import Chosen
from scorecard.dashboard.markup import element
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.selection import EVERYTHING
from scorecard.months import add_months
from scorecard.publication.formats import (
    SMALLEST_DENOMINATOR_FOR_PERCENT,
    format_change,
    format_number,
    format_part_of_whole,
    format_value,
)
from scorecard.publication.intervals import (
    OFF_OF_LEVEL,
    OFF_OF_WINDOW,
    interval_of_share,
    range_of_rounded_share,
)
from scorecard.publication.lines import in_sentence
from scorecard.publication.periods import name_period
from scorecard.publication.reader import Generation, describe_indicators, read_row, steps_back
from scorecard.publication.verdicts import meets

MOST_EASILY_OVER_READ = 500
"""Out of so few or fewer, a share is said with the interval that chance alone leaves open."""


@dataclass(frozen=True)
class Series(Chosen):
    """The series that was chosen, with the definition of its indicator."""

    definition: Mapping[str, Any]

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


@dataclass(frozen=True)
class Subject(Series):
    """The one figure a page is about: its series, and its row of the month and period."""

    row: dict[str, Any]


@lru_cache(maxsize=512)
def open_subject(generation: Generation, chosen: Chosen) -> Subject:
    """Look up the definition and the row of a figure."""
    definition = describe_indicators(generation)[chosen.indicator]
    keys = (chosen.indicator, chosen.agency, chosen.breakdown, chosen.category, chosen.month, chosen.period)
    row = read_row(generation, *keys).row(0, named=True)
    return Subject(**vars(chosen), definition=definition, row=row)


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


def write_strip(subject: Subject, adults: int | None = None, *, rounded: bool = False) -> Markup:
    """Write the latest figure, those before it, and the two verdicts; `adults` are those who live in the area.

    `rounded` says that its counts are shown rounded, so that a share stands for a range.
    """
    row, month, period = subject.row, subject.month, subject.period
    before = add_months(month, -steps_back(period))
    boxes = [
        _box(name_period(month, period), row_words.figure_text(row), _parts(subject, adults, rounded=rounded)),
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


def _parts(subject: Subject, adults: int | None, *, rounded: bool) -> str:
    """Write what a figure is made of, and what keeps it from being read as more than it is."""
    row = subject.row
    part, whole = row["numerator"], row["denominator"]
    if row["unit"] == "percent" and part is not None and whole:
        made_of = format_part_of_whole(part, whole)
        if rounded:
            return f"{made_of}, both rounded: {_say_range(part, whole, row['kind'])}"
        return f"{made_of}. {_say_interval(part, whole)}" if _is_easily_over_read(whole) else made_of
    if row["unit"] == "rate" and part is not None and whole:
        return f"{format_number(part)} for {format_number(whole)}{', both rounded' if rounded else ''}"
    if adults and row["value"] and _has_rate(subject):
        return f"{format_number(row['value'] * 100_000 / adults)} per 100,000 adults"
    return "as at month end" if row["kind"] == "stock" else ""


def _has_rate(subject: Subject) -> bool:
    """Say whether the figure is of a whole year and of all adults: part of a year would have to be blown up."""
    of_a_year = subject.period == "rolling12" or (subject.period == "year" and subject.month.month == 3)
    return bool(subject.definition.get("per_adults")) and of_a_year and subject.agency == EVERYTHING


def _is_easily_over_read(whole: float) -> bool:
    return SMALLEST_DENOMINATOR_FOR_PERCENT <= whole <= MOST_EASILY_OVER_READ


def _say_interval(part: float, whole: float) -> str:
    low, high = (format_value(100 * share, "percent") for share in interval_of_share(part, whole))
    return f"95% interval {low} to {high}"


def _say_range(part: float, whole: float, kind: str) -> str:
    """Say between what whole percentages the exact share lies: a level is one rounded count, a window two."""
    least, greatest = range_of_rounded_share(part, whole, OFF_OF_LEVEL if kind == "stock" else OFF_OF_WINDOW)
    return f"between {floor(100 * least)}% and {ceil(100 * greatest)}%"


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
    met = meets(row["value"], row["target"], row["direction"])
    now = "" if met is None else f"This figure {'meets' if met else 'misses'} it."
    usual = {
        "pass": "The usual range clears it.",
        "fail": "The usual range never reaches it.",
        "inconsistent": "It is inside the usual range.",
    }.get(row["assurance"] or "", "")
    return f"{usual} {now}".strip()
