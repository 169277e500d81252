"""Right returns of every feed, written as text or workbooks, from which the tests make wrong ones."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from scorecard.feeds.catalogue import find_feed
from scorecard.feeds.checking import Declaration, check_return
from scorecard.feeds.report import Checked, Problem
from tests.feeds.right_rows import RIGHT as RIGHT
from tests.feeds.right_rows import Row as Row

MONTH = date(2024, 3, 1)
KNOWN = {
    "agency": ("asc", "bhft", "elft"),
    "course": ("level_1", "level_2"),
    "measure": ("hospital_referrals", "supervision"),
    "indicator": ("concerns_received",),
}


def right(feed: str, /, **changes: str) -> Row:
    """One right row of a feed, with some cells changed."""
    return {**RIGHT[feed], **changes}


def concerns(count: int, **changes: str) -> list[Row]:
    """So many right concerns of different people."""
    return [
        right("concerns", concern_id=f"C{place}", person_id=f"P{place}", **changes) for place in range(1, count + 1)
    ]


def as_csv(rows: Sequence[Mapping[str, str]], *, delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\n")  # type: ignore[arg-type]
    writer.writerow(rows[0])
    writer.writerows(row.values() for row in rows)
    return text.getvalue().encode()


def as_workbook(
    rows: Sequence[Mapping[str, Any]],
    change: Callable[[xlsxwriter.Workbook, Any], None] | None = None,
    options: Mapping[str, Any] | None = None,
) -> bytes:
    """Write the rows below their header as text and numbers; `change` may do more to the workbook and its sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("Return")
        for place, row in enumerate([dict(zip(rows[0], rows[0], strict=True)), *rows]):
            sheet.write_row(place, 0, row.values())
        if change is not None:
            change(book, sheet)
    return stream.getvalue()


def edit_part(content: bytes, name: str, edit: Callable[[bytes], bytes]) -> bytes:
    """Rewrite one part of a workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            part = old.read(entry)
            changed = edit(part) if entry == name else part
            assert entry != name or changed != part, f"{name} was to be changed"
            new.writestr(entry, changed)
    return stream.getvalue()


def calculated(content: bytes) -> bytes:
    """Make a workbook look as Excel leaves it, with every formula calculated."""
    return edit_part(content, "xl/workbook.xml", lambda part: part.replace(b' fullCalcOnLoad="1"', b""))


def declaration(feed: str = "concerns", **changes: Any) -> Declaration:
    declared = {"agency": RIGHT[feed]["agency"], "month": MONTH, "known": KNOWN, **changes}
    return Declaration(find_feed(feed), **declared)


def check(content: bytes, feed: str = "concerns", *, file_name: str = "", **changes: Any) -> Checked:
    """Check a return, and hold what holds for every check."""
    checked = check_return(content, declaration(feed, **changes), file_name=file_name)
    assert checked.rows == checked.accepted_rows + checked.refused
    if checked.accepted is None:
        assert checked.outcome == "refused"
        assert checked.accepted_rows == 0
    return checked


def find(checked: Checked, rule: str) -> Problem:
    """Give the one problem of that rule."""
    found = [problem for problem in checked.problems if problem.rule == rule]
    assert len(found) == 1, [problem.sentence() for problem in checked.problems]
    return found[0]


def rules(checked: Checked) -> list[str]:
    return [problem.rule for problem in checked.problems]


def report_of(checked: Checked) -> str:
    """Everything that a report says."""
    return str(checked.fields()) + " ".join(problem.sentence() for problem in checked.problems)


def one_wrong(**changes: str) -> bytes:
    """Three concerns of which the second is changed."""
    rows = concerns(3)
    rows[1].update(changes)
    return as_csv(rows)
