"""The pathway of referrals as bars in a fixed order, from what was sent to who was told."""

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.markup import Column, element, table
from scorecard.dashboard.referral_parts import Carried, Row, link_figure
from scorecard.dashboard.svg_charts import draw_bars
from scorecard.months import add_months
from scorecard.publication.chart import Bar, BarChart
from scorecard.publication.formats import SMALLEST_DENOMINATOR_FOR_PERCENT, format_month, format_number, format_value
from scorecard.publication.periods import name_period
from scorecard.publication.reader import Referrals

Step = tuple[str, float | None, str, bool, Row | None]
"""A step of the pathway: label, value, text, whether it is a main step, and the row it comes from."""


def write_pathway(shown: Referrals, month: date, period: str, carried: Carried) -> Markup:
    """Draw the pathway as bars in a fixed order, with a table of the same numbers."""
    steps = list(_list_steps(shown, month, period))
    bars = tuple(Bar(label, value, text, focus) for label, value, text, focus, _ in steps)
    alt = f"From referral to answer, {name_period(month, period)}: " + "; ".join(
        f"{bar.label} {bar.text}" for bar in bars
    )
    chart = BarChart("From referral to answer", name_period(month, period), "count", bars, None, alt)
    cells = [[label, link_figure(text, row, carried)] for label, _, text, _, row in steps]
    columns = [Column("Step"), Column(name_period(month, period), number=True, strong=True)]
    twin = table("From referral to answer", columns, cells, caption_hidden=True)
    note = (
        "Dark bars are the steps of the pathway, light bars what they were made of. Each step counts what happened in "
        "the period, so that the bars are not all of the same referrals. The council’s records."
    )
    return element(
        "section",
        element("h2", f"From referral to answer: {shown.short_name}"),
        element("p", note, class_="note"),
        draw_bars(chart),
        element("details", element("summary", "As a table, with the way to each figure"), twin),
        class_="box",
    )


def _list_steps(shown: Referrals, month: date, period: str) -> Iterable[Step]:
    yield _step("Sent, as the council counts", shown.sent, focus=True)
    yield _step("Decided", shown.decided, focus=True)
    whole = None if shown.decided is None else shown.decided["value"]
    for row in shown.decisions:
        yield _step(row["label"], row, whole=whole)
    yield _step("Waiting at month end", shown.waiting)
    answers = shown.unanswered
    whole = None if answers is None else answers["denominator"]
    when = f"in {format_month(add_months(month, -1))}" if period == "month" else "a month earlier"
    looked_at = None if answers is None else answers | {"value": whole, "unit": "count"}
    told = None if answers is None else answers | {"value": shown.told, "unit": "count"}
    no_answer = None if answers is None else answers | {"value": answers["numerator"], "unit": "count"}
    yield _step(f"Decided {when}", looked_at, focus=True)
    yield _step("Of these, told the outcome", told, whole=whole, focus=True)
    yield _step("Of these, no answer", no_answer, whole=whole)


def _step(label: str, row: Row | None, *, whole: float | None = None, focus: bool = False) -> Step:
    value = None if row is None or row["state"] not in ("reported", "partial") else row["value"]
    return label, value, _step_text(row, value, whole), focus, row


def _step_text(row: Row | None, value: float | None, whole: float | None) -> str:
    if row is None:
        return row_words.NOT_COLLECTED
    if value is None:
        return str(row_words.figure_text(row).striptags())
    text = format_number(value)
    if whole is not None and whole >= SMALLEST_DENOMINATOR_FOR_PERCENT:
        text = f"{text} ({format_value(value * 100 / whole, 'percent')})"
    return text
