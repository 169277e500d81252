"""What a meeting looks at: the month's findings, worst first, then the exceptions that are no finding."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from scorecard.dashboard import indicator_parts as parts
from scorecard.dashboard import row_words
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.indicator_chart import describe_chart, list_points
from scorecard.dashboard.indicator_subjects import TOTAL, Chosen, choose_subject, list_subjects
from scorecard.dashboard.month_view import Choice, list_exceptions, list_findings
from scorecard.dashboard.selection import EVERYTHING
from scorecard.publication.chart import SeriesChart, clip_to_unit
from scorecard.publication.choosing import place_of
from scorecard.publication.formats import format_month, format_value
from scorecard.publication.reader import read_series

MOST = 8
SHOWN_MONTHS = 24
KINDS = ("concern", "target", "late")
"""What an exception is about, in the order of their screens."""


@dataclass(frozen=True)
class Topic:
    """One screen: what was found, of which kind, why it is said, and the figure that it is about, if it is one."""

    title: str
    kind: str
    variation: str | None
    reason: str
    chosen: Chosen | None
    is_finding: bool = True


@dataclass(frozen=True)
class Agenda:
    """The topics in order, and the titles of those that are too many for one meeting."""

    topics: tuple[Topic, ...]
    left_out: tuple[str, ...]


@lru_cache(maxsize=256)
def list_topics(opened: Opened, choice: Choice) -> Agenda:
    """List at most eight topics: findings as they are ranked, then exceptions that are worse, always missed or late.

    Where a finding says whose returns are late, it speaks for the rows that wait for them.
    """
    findings = list_findings(opened, choice)
    told = {_series(row) for row in findings}
    late_told = any(row["kind"] == "late" for row in findings)
    others = [
        (kind, row)
        for row in list_exceptions(opened, choice)
        if _series(row) not in told and not ((kind := _kind(row)) == "late" and late_told)
    ]
    others.sort(key=lambda pair: KINDS.index(pair[0]))
    topics = [
        *(_of_finding(opened, choice, row) for row in findings),
        *(_of_exception(opened, choice, kind, row) for kind, row in others),
    ]
    return Agenda(tuple(topics[:MOST]), tuple(topic.title for topic in topics[MOST:]))


@lru_cache(maxsize=512)
def describe_months(opened: Opened, chosen: Chosen) -> SeriesChart | None:
    """Describe the chart of a figure's last 24 months; None where none of them has a figure."""
    keys = (chosen.indicator, chosen.agency, chosen.breakdown, chosen.category, chosen.month)
    series = read_series(opened.generation, *keys).tail(SHOWN_MONTHS)
    if series["value"].is_null().all():
        return None
    return describe_chart(opened, parts.open_subject(opened.generation, chosen), list_points(series))


def _series(row: row_words.Row) -> tuple[Any, ...]:
    return row["indicator"], row["agency_code"], row["breakdown"], row["category"]


def _kind(row: row_words.Row) -> str:
    change, against = place_of(row)
    return "concern" if change == "concern" else "target" if against == "fail" else "late"


def _of_finding(opened: Opened, choice: Choice, row: row_words.Row) -> Topic:
    chosen = None if row["indicator"] is None else _choose(opened, choice, row)
    return Topic(row["sentence"], row["kind"], row["variation"], row["reason"], chosen)


def _of_exception(opened: Opened, choice: Choice, kind: str, row: row_words.Row) -> Topic:
    chosen = _choose(opened, choice, row)
    match kind:
        case "concern":
            title, reason = parts.write_finding(parts.open_subject(opened.generation, chosen)), row["reason"]
        case "target":
            target, lower, upper = (
                format_value(clip_to_unit(row[name], row["unit"]), row["unit"]) for name in ("target", "lower", "upper")
            )
            title = f"{row['title']} always misses its target of {target}"
            reason = f"The usual range of {lower} to {upper} never reaches it."
        case _:
            title = f"{row['title']}: the return is late"
            reason = "No figure has been reported yet."
            if row["data_month"] is not None:
                reason = f"The last figure is that of {format_month(row['data_month'])}."
    return Topic(title, kind, row["variation"], reason, chosen, is_finding=False)


def _choose(opened: Opened, choice: Choice, row: row_words.Row) -> Chosen:
    subject = list_subjects(opened.generation, row["indicator"])[row["agency_code"]]
    code = row["category"] or TOTAL
    return choose_subject(row["indicator"], row["agency_code"], subject, code, choice.month, "month")


def whose(topic: Topic) -> str | None:
    """Give the code of the agency that a topic is about; None where it is the whole partnership."""
    return None if topic.chosen is None or topic.chosen.agency == EVERYTHING else topic.chosen.agency
