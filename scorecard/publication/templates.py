"""Makes the blank workbook of a return, with the partnership's own codes."""

from datetime import date, timedelta

import polars as pl

from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.declared import Declaration
from scorecard.feeds.template import write_template
from scorecard.indicators.catalogue import load_catalogue
from scorecard.months import DUE_IN, last_day
from scorecard.reference import Reference, load_reference
from scorecard.settings import Settings

OF_EACH = {"quarterly": "quarter", "yearly": "year"}


def make_template(settings: Settings, declared: Declaration) -> bytes:
    """Write a template with the codes that the agency uses in the month, and with who sends it and when."""
    reference, agency, month = load_reference(settings.reference), declared.agency, declared.month
    measures = _in_force(reference.measures.filter(pl.col("agency") == agency), month)
    known = {**declared.known, "measure": frozenset(measures["measure"]), "feed": frozenset(all_feeds())}
    narrowed = Declaration(declared.feed, agency, month, known, declared.largest_megabytes)
    agencies = reference.agencies.sort("order")
    titles = {
        "agency": dict(agencies.select("code", "name").iter_rows()),
        "course": dict(reference.courses.sort("order").select("code", "name").iter_rows()),
        "measure": {name: _describe_measure(above, below) for name, above, below in _parts(measures)},
        "feed": {name: each.title for name, each in all_feeds().items()},
        "indicator": {name: each.definition.title for name, each in load_catalogue(settings.queries).items()},
    }
    return write_template(
        narrowed,
        titles=titles,
        sent_by=titles["agency"][agency],
        due=_due(reference, declared.feed.name, agency, month),
    )


def _parts(measures: pl.DataFrame) -> list[tuple[str, str, str | None]]:
    return measures.select("measure", "numerator", "denominator").rows()


def _describe_measure(numerator: str, denominator: str | None) -> str:
    return f"numerator: {numerator}" + (f"; denominator: {denominator}" if denominator else "")


def _in_force(rows: pl.DataFrame, month: date) -> pl.DataFrame:
    begun = pl.col("valid_from").is_null() | (pl.col("valid_from") <= month)
    return rows.filter(begun & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= month)))


def _due(reference: Reference, feed: str, agency: str, month: date) -> str:
    """Say when the return is wanted, if the agency has agreed to send it."""
    agreed = reference.expected_returns.filter((pl.col("feed") == feed) & (pl.col("agency") == agency))
    for days, frequency in _in_force(agreed, month).select("due_days", "frequency").iter_rows():
        if month.month not in DUE_IN[frequency]:
            return f"It is agreed for the last month of each {OF_EACH[frequency]}, of which this is none."
        return f"It is wanted by {last_day(month) + timedelta(days=days):%d/%m/%Y}."
    return ""
