"""The parts of the referrals page: who had no answer, the pathway, what was decided, and both sides' counts."""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.markup import Child, Column, element, table
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.scorecard_table import address_of
from scorecard.dashboard.selection import EVERYTHING
from scorecard.publication.formats import (
    MINUS,
    SMALLEST_DENOMINATOR_FOR_PERCENT,
    format_number,
)
from scorecard.publication.reader import Referrals

Carried = dict[str, str | None]
Row = dict[str, Any]
UNKNOWN = row_words.NOT_COLLECTED
NO_REFERRAL = "[z]"
NOT_A_FAULT = (
    "A difference asks both sides to check their lists. It is a sign of how good the data are, not a fault of either: "
    "referrals may be redirected before they are logged, logged in another month, or meant as information only."
)
WHEN_ANSWERED = (
    "Looked at: referrals decided in the month before. By the month’s end each has had at least 28 days for an answer. "
    "The 28 days are suggested, to be agreed by the board."
)


def write_answers(each: Iterable[Referrals], shown: Referrals, view: str, carried: Carried) -> Markup:
    """Write for every agency how many of its referrals had no answer, and how soon the others had theirs."""
    columns = [
        Column("Agency"),
        Column("No answer", number=True, strong=True),
        Column("Looked at", number=True),
        Column("Share", number=True),
        Column("Is the change real?"),
        Column("Days until told, median", number=True),
    ]
    rows = [_answer_row(referrals, view, carried) for referrals in each]
    if view == EVERYTHING:
        rows.append(_answer_row(shown, view, carried))
    figures = table("Referrals with no answer, by agency", columns, rows, caption_hidden=True, blocks=True)
    note = f"In the order of the pathway, not ranked. {WHEN_ANSWERED} Days run from the concern; the change is monthly."
    return element(
        "section",
        element("h2", "Which referrals had no answer"),
        element("div", figures, class_="scrolls referrals-answers"),
        element("p", note, class_="note"),
        class_="box",
    )


def _answer_row(referrals: Referrals, view: str, carried: Carried) -> list[Child]:
    row = referrals.unanswered
    change: Child = "" if row is None else row_words.change(row).markup()
    return [
        _agency(referrals, view, carried),
        _part(row, "numerator", carried),
        _part(row, "denominator", carried),
        _share(row),
        change,
        _days(referrals, carried),
    ]


def write_outcomes(each: Iterable[Referrals], carried: Carried) -> Markup:
    """Write what was sent, decided and still waits, agency by agency."""
    each = list(each)
    decisions = dict.fromkeys((row["category"], row["label"]) for referrals in each for row in referrals.decisions)
    heads = ["Sent", "Decided", *(label for _, label in decisions), "Waiting at month end"]
    columns = [Column("Agency"), *(Column(head, number=True) for head in heads)]
    rows = []
    for referrals in each:
        of_decision = {row["category"]: row for row in referrals.decisions}
        own = [referrals.sent, referrals.decided, *(of_decision.get(code) for code, _ in decisions), referrals.waiting]
        rows.append([_agency(referrals, EVERYTHING, carried), *(_figure(row, carried) for row in own)])
    figures = table("What became of the referrals, by agency", columns, rows, caption_hidden=True, blocks=True)
    note = (
        "Sent by month of receipt, decided by month of decision. No decision is better than another, and more "
        "referrals are no better or worse than fewer. Concerns from care providers, the public and adults themselves "
        "are left out."
    )
    return element(
        "section",
        element("h2", "What became of each agency’s referrals"),
        element("div", figures, class_="scrolls"),
        element("p", note, class_="note"),
        class_="box",
    )


def write_both_counts(each: Iterable[Referrals], carried: Carried) -> Markup:
    """Write the sender's own count beside the council's, and what the sender's record says of answers."""
    columns = [
        Column("Agency"),
        Column("The sender counts", number=True),
        Column("The council counts", number=True),
        Column("Difference", number=True, strong=True),
        Column("No outcome back, by the sender’s record", number=True),
        Column("Outcome within 28 days", number=True),
        Column("What the sender counts"),
    ]
    counted = [referrals for referrals in each if referrals.counted_by_sender is not None]
    heading = element("h2", "Both sides’ counts")
    if not counted:
        words = "No count of the sender’s own is collected, so there is nothing to compare."
        return element("section", heading, element("p", words, class_="note"), class_="box")
    rows = [_count_row(referrals, carried) for referrals in counted]
    figures = table("The sender’s count beside the council’s", columns, rows, caption_hidden=True, blocks=True)
    note = f"Only agencies that count their referrals themselves. {NOT_A_FAULT} [x]: not collected."
    return element(
        "section",
        heading,
        element("div", figures, class_="scrolls"),
        element("p", note, class_="note"),
        class_="box",
    )


def _count_row(referrals: Referrals, carried: Carried) -> list[Child]:
    own = referrals.counted_by_sender or {}
    return [
        referrals.short_name,
        _figure(own, carried),
        "None logged" if referrals.sent is None else _figure(referrals.sent, carried),
        write_difference(referrals.difference),
        _figure(referrals.without_outcome, carried),
        _figure(referrals.outcome_in_time, carried),
        own["indicator_title"],
    ]


def write_difference(difference: int | None) -> str:
    """Write how many more (+) or fewer (−) the sender counts than the council."""
    if difference is None:
        return "Not compared"
    return f"{'+' if difference > 0 else MINUS if difference < 0 else ''}{format_number(abs(difference))}"


def _agency(referrals: Referrals, view: str, carried: Mapping[str, str | None]) -> Child:
    if referrals.code == EVERYTHING:
        return element("strong", referrals.short_name)
    name = element("strong", referrals.short_name) if referrals.code == view else referrals.short_name
    return element("a", name, href=link_to("referrals", agency=referrals.code, **carried))


def _figure(row: Row | None, carried: Carried) -> Child:
    return UNKNOWN if row is None else link_figure(row_words.figure_text(row), row, carried)


def _days(referrals: Referrals, carried: Carried) -> Child:
    """Write the median; where nobody was told in the period there is none."""
    row = referrals.days_until_told
    returned = row or referrals.unanswered
    is_known = returned is not None and returned["state"] in ("reported", "partial")
    if is_known and (row is None or row["value"] is None):
        return "Nobody told"
    return _figure(row, carried)


def _part(row: Row | None, part: str, carried: Carried) -> Child:
    """Write one part of a share as a count of its own, or the word that says why there is none."""
    if row is None:
        return UNKNOWN
    if row["state"] not in ("reported", "partial") or row[part] is None:
        return row_words.figure_text(row)
    return link_figure(format_number(row[part]), row, carried)


def _share(row: Row | None) -> Child:
    """Write the share, but none of fewer than ten."""
    if row is None or row["state"] not in ("reported", "partial") or not row["denominator"]:
        return "" if row is None or row["state"] not in ("reported", "partial") else NO_REFERRAL
    if row["denominator"] < SMALLEST_DENOMINATOR_FOR_PERCENT:
        return "Too few"
    return row_words.figure_text(row)


def link_figure(text: Child, row: Row | None, carried: Carried) -> Child:
    """Make text the way to the figure it comes from."""
    return text if row is None else element("a", text, href=address_of(row, carried))
