"""A home whose exact counts are primes: what the council is sent of them, nobody else may be sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from shutil import copy

from scorecard.months import months_between, parse_month, write_month
from scorecard.settings import PROJECT
from tests.browser.canary_search import Canaries
from tests.publication.small_board import Board, Row, concern, enquiry, expect, measure

MONTHS = [write_month(month) for month in months_between(parse_month("2022-12"), parse_month("2024-02"))]
BEFORE, NEWEST = MONTHS[-2:]
YEAR = MONTHS[MONTHS.index("2023-04") :]
COUNTS = {
    ("contacts_redirected", "asc"): ("n", "d"),
    ("deprivation_of_liberty_open", "asc"): ("n",),
    ("domestic_abuse_routine_enquiry", "ccs"): ("n", "d"),
    ("adult_at_risk_notifications", "police"): ("n",),
    ("behaviour_change_referrals", "police"): ("n",),
    ("clares_law_right_to_ask", "police"): ("n",),
    ("clares_law_right_to_know", "police"): ("n",),
    ("hospital_referrals", "bhft"): ("n",),
}
"""The measures, by the agency that counts them, and the parts of each."""
ADDED_UP = {"clares_law_right_to_ask": "clares_law_right_to_know"}
LEVELS = {"deprivation_of_liberty_open"}
SHOWN = (
    "concerns_received", "concerns_by_type_of_risk", "concerns_by_referring_agency", "referrals_decided",
    "referrals_awaiting_decision", "concerns_awaiting_decision", "contacts_redirected", "conversion_section_42_only",
    "section_42_enquiries_started", "people_in_section_42_enquiries", "enquiries_open", "deprivation_of_liberty_open",
    "domestic_abuse_routine_enquiry", "adult_at_risk_notifications", "behaviour_change_referrals",
    "clares_law_applications", "hospital_referrals", "review_actions_overdue", "concerns_per_100_care_places",
    "care_providers_above_limit",
)  # fmt: skip
CONCERNS, ABUSE, DECIDED, ENQUIRIES = 7919, 5003, 4003, 1213
"""Of the newest month: concerns, those that cite one type of risk, those decided, and enquiries begun.

The axis of a chart with one value ends 1 beyond it, so that 1201 would stand for 1200 there.
"""
PROVIDERS = (2750159, 4256233)
"""Concerns of two care providers in the newest month."""
WRITTEN = {"comment": 15485867, "action": 15485917, "challenge": 15485927, "decision": 15485933, "event": 15485941,
           "learning action": 15485959}  # fmt: skip
"""Numbers that people typed."""
RESTATED = 15485989


@dataclass(frozen=True)
class Exact:
    """Everything exact that stands in the home, and of it the counts of the newest month and what people typed."""

    canaries: Canaries
    newest: frozenset[int]


def list_primes(least: int) -> Iterator[int]:
    """Give primes from a number on, ever further apart: so no two are rounded to the same, and none is their mean."""
    gap = 20
    for number in range(least | 1, 10 * least, 2):
        if number > least + gap and all(number % part for part in range(3, int(number**0.5) + 1, 2)):
            least, gap = number, gap + 14
            yield number


def choose_counts() -> dict[tuple[str, str], list[int]]:
    """Choose a prime for every part of every measure in every month."""
    parts, wholes = list_primes(100_000), list_primes(1_299_000)
    counts = {
        (name, part): list(islice(wholes if part == "d" else parts, len(MONTHS)))
        for (name, _), has in COUNTS.items()
        for part in has
    }
    counts["contacts_redirected", "n"][-1], counts["contacts_redirected", "d"][-1] = 7919, 104729
    # A sudden rise is a finding, with a sentence of its own.
    counts["hospital_referrals", "n"][-1] = next(list_primes(700_000))
    return counts


def list_exact(counts: Mapping[tuple[str, str], list[int]]) -> set[int]:
    """Give every month's count and every sum over a year or twelve months, unless rounding can reach it."""
    exact: set[int] = set()
    for (name, part), values in counts.items():
        exact |= set(values)
        each = [values] if name in LEVELS else [values, *_add_other(counts, name, part)]
        for series in [] if name in LEVELS else each:
            for last in range(len(MONTHS)):
                exact |= {sum(series[max(0, last - 11) : last + 1])} if last >= 11 else set()
                exact |= {sum(series[len(MONTHS) - len(YEAR) : last + 1])}
            exact |= set(series)
    return {number for number in exact if number % 5}


def _add_other(counts: Mapping[tuple[str, str], list[int]], name: str, part: str) -> list[list[int]]:
    """Give the counts of two measures that make one indicator, added up."""
    if name not in ADDED_UP:
        return []
    return [[one + other for one, other in zip(counts[name, part], counts[ADDED_UP[name], part], strict=True)]]


def name_exact() -> Exact:
    """Say what only the council may be sent, from what the agencies send; nothing is read from what is published."""
    before, after = choose_counts(), choose_counts()
    after["adult_at_risk_notifications", "n"][-2] = RESTATED
    of_cases = {CONCERNS, ABUSE, DECIDED, CONCERNS - DECIDED, ENQUIRIES}
    of_cases |= {*PROVIDERS, sum(PROVIDERS)}
    exact = list_exact(before) | list_exact(after) | of_cases | {*WRITTEN.values()}
    shares = [
        part / whole
        for name in ("contacts_redirected", "domestic_abuse_routine_enquiry")
        for part, whole in zip(after[name, "n"], after[name, "d"], strict=True)
    ]
    newest = {values[-1] for values in after.values()} | {CONCERNS, ABUSE, DECIDED, ENQUIRIES}
    newest |= {*PROVIDERS, *WRITTEN.values()}
    return Exact(Canaries(exact, [*shares, ENQUIRIES / CONCERNS]), frozenset(newest))


def make_home(path: Path) -> None:
    """Publish twice: until the month before the newest, then all of it, with one month of one measure put right."""
    feeds = ("concerns", "enquiries", "commentary", "decisions", "learning_actions", "provider_concerns")
    agencies = sorted({agency for _, agency in COUNTS})
    board = Board(
        path,
        SHOWN,
        expected=[*(expect(feed, "asc") for feed in feeds), *(expect("measures", agency) for agency in agencies)],
        measures=[measure(name, agency, denominator="of all" if "d" in has else "")
                  for (name, agency), has in COUNTS.items()],
    )  # fmt: skip
    copy(PROJECT / "sample_data" / "reference" / "themes.csv", board.settings.reference)
    counts = choose_counts()
    for place, month in enumerate(MONTHS[:-1]):
        _send_measures(board, counts, place, month)
    board.send("concerns", "asc", BEFORE, [concern(f"B{each}", f"{BEFORE}-02") for each in range(37)])
    board.publish()
    counts["adult_at_risk_notifications", "n"][-2] = RESTATED
    _send_measures(board, counts, len(MONTHS) - 2, BEFORE, ("police",), received="2024-03-01T09:00")
    _send_measures(board, counts, len(MONTHS) - 1, NEWEST)
    _send_cases(board)
    _send_words(board)
    board.publish()


def _send_measures(
    board: Board,
    counts: Mapping[tuple[str, str], list[int]],
    place: int,
    month: str,
    agencies: tuple[str, ...] = (),
    *,
    received: str = "",
) -> None:
    rows: dict[str, list[Row]] = {}
    for (name, agency), has in COUNTS.items():
        parts = {word: counts[name, part][place] for word, part in zip(("numerator", "denominator"), has, strict=False)}
        rows.setdefault(agency, []).append({"measure": name, **parts})
    for agency, own in rows.items():
        if agency in (agencies or rows):
            board.send("measures", agency, month, own, received=received)


def _send_cases(board: Board) -> None:
    """Send the newest month's concerns and enquiries."""
    concerns = [
        concern(
            f"A{each}",
            f"{NEWEST}-03",
            risks="physical_abuse" if each < ABUSE else "self_neglect",
            **({"decided_on": f"{NEWEST}-05"} if each < DECIDED else {}),
        )
        for each in range(CONCERNS)
    ]
    board.send("concerns", "asc", NEWEST, concerns)
    enquiries = [
        enquiry(f"E{each}", f"{NEWEST}-06", person=f"person of A{each}", concern_id=f"A{each}")
        for each in range(ENQUIRIES)
    ]
    board.send("enquiries", "asc", NEWEST, enquiries)
    providers = [
        {"provider_code": f"H{place}", "care_kind": "care_home", "places": 99_999_990, "concerns": concerns}
        for place, concerns in enumerate(PROVIDERS, start=1)
    ]
    board.send("provider_concerns", "asc", NEWEST, providers)


def _send_words(board: Board) -> None:
    """Send what people wrote, with a number in each."""
    written, due = f"{NEWEST}-28", "2024-09-30"
    of = {"indicator": "adult_at_risk_notifications", "owner": "Head of Safeguarding", "due_on": due}
    comment = {"comment": f"They rose to {WRITTEN['comment']:,}.", "action": f"Call {WRITTEN['action']} people."}
    board.send("commentary", "asc", NEWEST, [{"line": 1, "written_on": written, **of, **comment}])
    decision = {"challenge": f"Why {WRITTEN['challenge']:,}?", "decision": f"Halve the {WRITTEN['decision']}."}
    board.send("decisions", "asc", NEWEST, [{"decision_id": "D1", "recorded_on": written, **of, **decision}])
    event = {"date": f"{NEWEST}-14", "kind": "event", "themes": "prevention_early_help", "led_by": "police"}
    board.send("events", "asc", NEWEST, [{"title": f"After {WRITTEN['event']:,} notifications", **event}])
    action = {
        "action_id": "L1",
        "title": f"See all {WRITTEN['learning action']:,} adults",
        "review_id": "R1",
        "source": "sar",
        "theme": "prevention_early_help",
        "owner_agency": "police",
        "agreed_on": f"{NEWEST}-01",
        "due_on": due,
        "indicator": "adult_at_risk_notifications",
    }
    board.send("learning_actions", "asc", NEWEST, [action])
