"""Says what changed a published figure: the returns that came in between, or the way it is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from scorecard.feeds.catalogue import all_feeds
from scorecard.publication.figures import ALL
from scorecard.publication.formats import format_date, format_month
from scorecard.publication.lines import in_sentence
from scorecard.publication.periods import first_month_of

RETURN_KEYS = ["feed", "agency_code", "report_month"]
RETURN = pl.Struct(
    {"feed": pl.String, "agency_code": pl.String, "report_month": pl.Date, "received_at": pl.Datetime("us")}
)
RETURNS = pl.List(RETURN)
MOST_NAMED = 3
REDEFINED = "The way it is counted changed"
UNKNOWN = "Neither a return nor the definition changed: the reference data or the program did"


@dataclass(frozen=True)
class ChangedReturn:
    """A return in force that was not in force before; without `received_at`, one that no longer is."""

    feed: str
    agency_code: str
    report_month: date
    received_at: datetime | None


def changed_returns(was: pl.DataFrame, now: pl.DataFrame) -> list[ChangedReturn]:
    """List the returns in which two generations differ; `was` and `now` are the submissions they were made from."""
    before = was.select(*RETURN_KEYS, was_digest="digest")
    after = now.select(*RETURN_KEYS, "digest", "received_at")
    both = after.join(before, on=RETURN_KEYS, how="full", coalesce=True, maintain_order="left_right")
    changed = both.filter(pl.col("digest").ne_missing(pl.col("was_digest")))
    return [ChangedReturn(*row) for row in changed.select(*RETURN_KEYS, "received_at").iter_rows()]


def name_causes(
    changed: pl.DataFrame,
    indicators: pl.DataFrame,
    returns: Sequence[ChangedReturn],
    agencies: Mapping[str, str],
    redefined: frozenset[str],
) -> pl.DataFrame:
    """Give for each indicator, agency, month and period that changed its kind, the returns and the words."""
    keys = ["indicator", "agency_code", "report_month", "period"]
    heads = {row["indicator"]: row for row in indicators.iter_rows(named=True)}
    found = []
    for indicator, agency, month, period in changed.select(keys).unique(maintain_order=True).iter_rows():
        head = heads[indicator]
        own = None if agency == ALL or head["about"] == "subject" else agency
        brought = _choose(returns, head["feeds"] or list(all_feeds()), own, first_month_of(month, period), month)
        kind = "definition" if indicator in redefined else "return" if brought else "other"
        found.append(
            {"indicator": indicator, "agency_code": agency, "report_month": month, "period": period, "kind": kind}
            | {"returns": [asdict(each) for each in brought], "why": _word(kind, brought, agencies)}
        )
    kinds: dict[str, Any] = {name: changed.schema[name] for name in keys}
    return pl.DataFrame(found, schema={**kinds, "kind": pl.String, "returns": RETURNS, "why": pl.String})


def _choose(
    returns: Sequence[ChangedReturn], feeds: Sequence[str], agency: str | None, first: date, last: date
) -> list[ChangedReturn]:
    """Choose the likeliest: the agency's for the months of the figure, its others, then those of anybody.

    A case that is sent again in a later month changes the month in which it began.
    """
    of_feeds = [each for each in returns if each.feed in feeds]
    own = [each for each in of_feeds if agency is None or each.agency_code == agency]
    for candidates in (own, of_feeds):
        within = [each for each in candidates if first <= each.report_month <= last]
        if within or candidates:
            return within or candidates
    return []


def _word(kind: str, returns: Sequence[ChangedReturn], agencies: Mapping[str, str]) -> str:
    named = [_word_return(each, agencies) for each in returns[:MOST_NAMED]]
    if len(returns) > MOST_NAMED:
        named.append(f"and {len(returns) - MOST_NAMED} more")
    words = "; ".join(named)
    if kind == "definition":
        return f"{REDEFINED}. Since then also: {words}" if words else REDEFINED
    return words or UNKNOWN


def _word_return(changed: ChangedReturn, agencies: Mapping[str, str]) -> str:
    feed = all_feeds()[changed.feed].title if changed.feed in all_feeds() else changed.feed
    what = f"{agencies.get(changed.agency_code, changed.agency_code)}: {in_sentence(feed)} for "
    what += format_month(changed.report_month)
    if changed.received_at is None:
        return f"{what}, no longer in force"
    return f"{what}, received {format_date(changed.received_at)}"
