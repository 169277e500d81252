"""The report of one submission, or of a check that has just been made: what was found, where, and what to do."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard.icons import icon
from scorecard.dashboard.markup import element, table
from scorecard.dashboard.returns_grid import name_feed
from scorecard.feeds.report_text import OUTCOMES
from scorecard.publication.formats import format_date, format_number

SEVERITIES = {
    "refuse_file": ("must_fix", "Must fix"),
    "refuse_row": ("must_fix", "Row refused"),
    "warn": ("check", "Check"),
}
MOST_SHOWN = 200
Found = dict[str, Any]


def write_problems(problems: Iterable[Found]) -> Markup:
    """Write problems as a table; each has severity, row, column and message, and may have more."""
    found = list(problems)
    if not found:
        return element("p", icon("on_time"), " Nothing to mend.", class_="note")
    cells = [
        [
            _write_severity(each["severity"]),
            _place(each),
            each.get("column") or "",
            each["message"],
        ]
        for each in found[:MOST_SHOWN]
    ]
    figures = table("What was found", ["State", "Where", "Column", "What to do"], cells, caption_hidden=True)
    more = f"The first {MOST_SHOWN} of {format_number(len(found))}; the workbook has all of them."
    return element(
        "div", figures, element("p", more, class_="note") if len(found) > MOST_SHOWN else None, class_="scrolls"
    )


@cache
def _write_severity(severity: str) -> Markup:
    name, words = SEVERITIES[severity]
    return element("span", icon(name), words, class_="said")


def _place(found: Found) -> str:
    sheet = f"{found['sheet']}, " if found.get("sheet") else ""
    return f"{sheet}row {format_number(found['row'])}" if found["row"] is not None else f"{sheet}whole file"


def write_check(report: dict[str, Any]) -> Markup:
    """Write the report of a check as the command line gives it."""
    rows, accepted, refused = (format_number(report[name]) for name in ("rows", "accepted", "refused"))
    return element(
        "section",
        element("h2", OUTCOMES[report["outcome"]]),
        element("p", f"{rows} rows read: {accepted} accepted, {refused} refused.", class_="note"),
        write_problems(report["problems"]),
        class_="box",
    )


def write_found(problems: pl.DataFrame) -> Markup | None:
    """Write what was found in a submission, folded; None where that was nothing."""
    if problems.is_empty():
        return None
    found = problems.rename({"row_number": "row", "column_name": "column"}).iter_rows(named=True)
    words = f"{problems.height} thing{'' if problems.height == 1 else 's'} found"
    return element("details", element("summary", words), write_problems(found))


def write_submissions(submissions: pl.DataFrame, found: Sequence[Markup | None], title: str) -> Markup:
    """Write every submission of an agency's month, the newest first, with what was found in it."""
    heading = element("h2", title)
    if submissions.is_empty():
        words = "Nothing has been received for this month."
        return element("section", heading, element("p", words, class_="note"), class_="box")
    pairs = list(zip(submissions.iter_rows(named=True), found, strict=True))
    return element("section", heading, *(_submission(row, each) for row, each in reversed(pairs)), class_="box")


def _submission(row: dict[str, Any], found: Markup | None) -> Markup:
    force = "in force" if row["is_in_force"] else "replaced by a later one"
    heading = f"{name_feed(row['feed']).capitalize()}, received {_moment(row['received_at'])}: {force}"
    rows = None
    if row["rows_received"] is not None:  # the board's figures do not say how many rows a return had
        received, accepted, refused = (
            format_number(row[f"rows_{name}"]) for name in ("received", "accepted", "refused")
        )
        rows = f"{received} rows read, {accepted} accepted, {refused} refused."
    sent = f"{row['file_name']}, sent by: {row['sender']}." if row["file_name"] else f"Sent by: {row['sender']}."
    counts = " ".join(filter(None, (sent, rows, f"Submission {row['sequence']}.")))
    return element("div", element("h3", heading), element("p", counts, class_="note"), found)


def _moment(moment: datetime) -> str:
    return f"{format_date(moment.date())}, {moment:%H:%M}"
