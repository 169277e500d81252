"""Whether an agency has heard back: its referrals as bars, and what was decided on them."""

from typing import Any

from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.markup import Column, element, join, table
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.referral_parts import WHEN_ANSWERED, link_figure
from scorecard.dashboard.referral_view import write_finding
from scorecard.dashboard.svg_charts import draw_bars
from scorecard.publication.chart import Bar, BarChart
from scorecard.publication.formats import format_number, format_value
from scorecard.publication.reader import Referrals

Row = dict[str, Any]
KNOWN = ("reported", "partial")


def write_heard_back(referrals: Referrals | None, period: str, carried: dict[str, str | None]) -> Markup:
    """Write how many of the agency's referrals were told their outcome, and what was decided; nothing without any.

    `period` is the name of the period.
    """
    if referrals is None or not referrals.is_known_to_council:
        return Markup("")
    bars = (
        _bar("Sent to the council", referrals.sent, "numerator"),
        _bar("Decided", referrals.decided, "numerator"),
        _bar("Looked at for an answer", referrals.unanswered, "denominator"),
        _told(referrals),
    )
    alt = f"Referrals by {referrals.short_name}. " + "; ".join(f"{bar.label} {bar.text}" for bar in bars)
    chart = BarChart("Referrals and answers", period, "count", bars, None, alt)
    where = element("a", "Referrals", href=link_to("referrals", agency=referrals.code, **carried))
    left = element("div", draw_bars(chart), element("p", WHEN_ANSWERED, class_="note"))
    return element(
        "section",
        element("h2", write_finding(referrals, referrals.code)),
        element(
            "p",
            join([f"{period}.", _write_wait(referrals.days_until_told), join(["More in ", where, "."])], " "),
            class_="note",
        ),
        element("div", left, _write_decisions(referrals, carried), class_="halves"),
        class_="box heard-back",
    )


def _bar(label: str, row: Row | None, part: str) -> Bar:
    if row is None:
        return Bar(label, None, row_words.NOT_COLLECTED)
    if row["state"] not in KNOWN or row[part] is None:
        return Bar(label, None, str(row_words.figure_text(row).striptags()))
    return Bar(label, float(row[part]), format_number(row[part]))


def _told(referrals: Referrals) -> Bar:
    row, label = referrals.unanswered, "Outcome told"
    if row is None or row["state"] not in KNOWN or referrals.told is None:
        return _bar(label, row, "numerator")
    return Bar(label, float(referrals.told), format_number(referrals.told), focus=True)


def _write_wait(row: Row | None) -> str | None:
    if row is None or row["state"] not in KNOWN or row["value"] is None:
        return None
    return f"Median wait for the outcome, from the concern: {format_value(row['value'], 'days')}."


def _write_decisions(referrals: Referrals, carried: dict[str, str | None]) -> Markup | None:
    if not referrals.decisions:
        return None
    columns = [Column("What was decided"), Column("Number", number=True, strong=True)]
    rows = [[row["label"], link_figure(row_words.figure_text(row), row, carried)] for row in referrals.decisions]
    if referrals.waiting is not None:
        waiting = link_figure(row_words.figure_text(referrals.waiting), referrals.waiting, carried)
        rows.append(["Waiting at month end", waiting])
    words = table(f"What was decided on referrals by {referrals.short_name}", columns, rows, caption_hidden=True)
    return element("div", words)
