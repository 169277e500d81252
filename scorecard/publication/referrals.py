"""What became of referrals: every referring agency's, from what was sent to whether its sender was told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from scorecard.publication.figures import ALL
from scorecard.publication.formats import round_half_away
from scorecard.publication.opening import Generation
from scorecard.publication.row_reader import read_breakdown, read_row, read_totals_by_agency

SENT = "concerns_by_referring_agency"
DECIDED = "referrals_decided"
WAITING = "referrals_awaiting_decision"
UNANSWERED = "referrals_without_answer"
DAYS_UNTIL_TOLD = "days_until_referrer_told"
COUNTS_OF_SENDERS = (
    "hospital_referrals",
    "fire_referrals",
    "adult_at_risk_notifications",
    "referrals_recorded_by_sender",
)
"""Where senders count their referrals themselves; of an agency with several counts the first is taken."""
WITHOUT_OUTCOME = "referrals_without_outcome_back"
OUTCOME_IN_TIME = "referrals_with_outcome_received"

Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Referrals:
    """The rows of one referring agency, or of all together, as they are published; None where there is no such row."""

    code: str
    name: str
    short_name: str
    sent: Row | None
    decided: Row | None
    decisions: tuple[Row, ...]
    waiting: Row | None
    unanswered: Row | None
    days_until_told: Row | None
    counted_by_sender: Row | None = None
    without_outcome: Row | None = None
    outcome_in_time: Row | None = None

    @property
    def is_known_to_council(self) -> bool:
        """Say whether the council has ever logged a concern from the agency."""
        return not (self.sent is None and self.decided is None and self.unanswered is None)

    @property
    def told(self) -> int | None:
        """Give how many of the referrals looked at for an answer have had one."""
        row = self.unanswered
        if row is None or row["numerator"] is None or row["denominator"] is None:
            return None
        return int(row["denominator"] - row["numerator"])

    @property
    def difference(self) -> int | None:
        """Give how many more the sender counts than the council; None where either count is incomplete."""
        own, councils = self.counted_by_sender, self.sent
        if own is None or councils is None or own["state"] != "reported" or councils["state"] != "reported":
            return None
        return int(round_half_away(own["value"]) - round_half_away(councils["value"]))

    def rows(self) -> tuple[Row, ...]:
        """Give every row there is, in the order of the pathway."""
        own = (self.counted_by_sender, self.without_outcome, self.outcome_in_time)
        pathway = (self.sent, self.decided, *self.decisions, self.waiting, self.unanswered, self.days_until_told)
        return tuple(row for row in (*pathway, *own) if row is not None)


@lru_cache(maxsize=256)
def read_referrals(generation: Generation, month: date, period: str) -> tuple[Referrals, ...]:
    """Give the referrals of every agency that the council or the agency itself counts, in pathway order."""
    kept = (SENT, DECIDED, WAITING, UNANSWERED, DAYS_UNTIL_TOLD, *COUNTS_OF_SENDERS, WITHOUT_OUTCOME, OUTCOME_IN_TIME)
    found: dict[str, dict[str, Row]] = {name: {} for name in kept}
    for row in read_totals_by_agency(generation, kept, month, period).iter_rows(named=True):
        found[row["indicator"]][row["agency_code"]] = row
    decisions: dict[str, list[Row]] = {}
    for row in read_breakdown(generation, DECIDED, None, month, period).iter_rows(named=True):
        decisions.setdefault(row["agency_code"], []).append(row)
    referrers = {
        code: row for name in (SENT, DECIDED, UNANSWERED, *COUNTS_OF_SENDERS) for code, row in found[name].items()
    }
    return tuple(
        Referrals(
            code=code,
            name=row["agency_name"],
            short_name=row["agency_short_name"],
            sent=found[SENT].get(code),
            decided=found[DECIDED].get(code),
            decisions=tuple(decisions.get(code, ())),
            waiting=found[WAITING].get(code),
            unanswered=found[UNANSWERED].get(code),
            days_until_told=found[DAYS_UNTIL_TOLD].get(code),
            counted_by_sender=next((found[name][code] for name in COUNTS_OF_SENDERS if code in found[name]), None),
            without_outcome=found[WITHOUT_OUTCOME].get(code),
            outcome_in_time=found[OUTCOME_IN_TIME].get(code),
        )
        for code, row in sorted(referrers.items(), key=lambda item: item[1]["place"])
    )


@lru_cache(maxsize=256)
def read_all_referrals(generation: Generation, month: date, period: str) -> Referrals | None:
    """Give the referrals of all referring agencies together; counts are added up, a total needs all its parts."""
    each = [referrals for referrals in read_referrals(generation, month, period) if referrals.is_known_to_council]
    if not each:
        return None
    decided_as = dict.fromkeys(row["category"] for referrals in each for row in referrals.decisions)
    by_decision = (
        _add_up(row for referrals in each for row in referrals.decisions if row["category"] == category)
        for category in decided_as
    )
    return Referrals(
        code=ALL,
        name="All referring agencies",
        short_name="All agencies",
        sent=_add_up(referrals.sent for referrals in each),
        decided=_add_up(referrals.decided for referrals in each),
        decisions=tuple(row for row in by_decision if row is not None),
        waiting=_add_up(referrals.waiting for referrals in each),
        unanswered=_total(generation, UNANSWERED, month, period),
        days_until_told=_total(generation, DAYS_UNTIL_TOLD, month, period),
    )


def _total(generation: Generation, indicator: str, month: date, period: str) -> Row | None:
    rows = read_row(generation, indicator, ALL, None, None, month, period)
    return None if rows.is_empty() else rows.row(0, named=True)


def _add_up(rows: Iterable[Row | None]) -> Row | None:
    """Add up counts that one sender's return gives, so that all of them have the same state."""
    parts = [row for row in rows if row is not None]
    if not parts:
        return None
    values = [row["value"] for row in parts]
    total = None if None in values else sum(values)
    return parts[0] | {"agency_code": ALL, "value": total, "numerator": total, "denominator": None}
