"""Every rule of every feed has a right row and a row that breaks it and no other."""

import pytest

from scorecard.feeds.catalogue import all_feeds, find_feed
from scorecard.feeds.contract import Severity
from tests.feeds.valid_returns import KNOWN, RIGHT, as_csv, check, find, right, rules

WAITING = {"decision": "", "decided_on": "", "referrer_told_on": ""}
OPEN = dict.fromkeys(
    ("ended_on", "risk_assessment_outcome", "risk_outcome", "mental_capacity", "supported", "msp_asked", "msp_outcome"),
    "",
)
BREAKING = {
    ("concerns", "received_by_month_end"): {"received_on": "2024-04-01", **WAITING},
    ("concerns", "active_in_month"): {"received_on": "2024-02-01", "decided_on": "2024-02-29"},
    ("concerns", "decided_on_or_after_received"): {"received_on": "2024-03-07"},
    ("concerns", "decided_by_month_end"): {"decided_on": "2024-04-01", "referrer_told_on": ""},
    ("concerns", "decision_has_its_date"): {"decision": ""},
    ("concerns", "referrer_told_after_decision"): {"referrer_told_on": "2024-03-05"},
    ("concerns", "age_is_in_its_band"): {"age": "75"},
    ("enquiries", "started_by_month_end"): {"started_on": "2024-04-01", **OPEN},
    ("enquiries", "ended_in_month_or_open"): {"ended_on": "2024-02-29"},
    ("enquiries", "ended_on_or_after_started"): {"started_on": "2024-03-21"},
    ("enquiries", "risk_outcome_needs_risk_identified"): {"risk_outcome": ""},
    ("enquiries", "results_only_when_concluded"): {**OPEN, "mental_capacity": "had_capacity"},
    ("enquiries", "support_only_where_capacity_lacked"): {"mental_capacity": "had_capacity"},
    ("enquiries", "msp_outcome_needs_expressed_outcomes"): {"msp_outcome": ""},
    ("enquiries", "open_for_less_than_a_year"): {"started_on": "2023-03-31", **OPEN},
    ("training", "compliant_within_eligible"): {"compliant": "201"},
    ("training", "not_everybody_in_date"): {"compliant": "200"},
    ("measures", "numerator_within_denominator"): {"numerator": "51"},
    ("commentary", "says_something"): {"comment": "", "action": "", "due_on": ""},
    ("commentary", "due_date_belongs_to_action"): {"action": ""},
}
# One person with 21 concerns breaks it, so no single row does: test_bad_values has it.
OF_MANY_ROWS = {("concerns", "few_concerns_for_one_person")}


def test_every_rule_has_a_row_that_breaks_it() -> None:
    assert {(feed.name, rule.name) for feed in all_feeds().values() for rule in feed.rules} == {
        *BREAKING,
        *OF_MANY_ROWS,
    }


@pytest.mark.parametrize("feed", list(all_feeds()))
def test_every_feed_has_a_right_row(feed: str) -> None:
    checked = check(as_csv([right(feed)]), feed)
    assert (checked.outcome, checked.rows) == ("accepted", 1), [problem.sentence() for problem in checked.problems]
    assert checked.accepted is not None
    assert find_feed(feed).schema.is_valid(checked.accepted.drop("row"))


@pytest.mark.parametrize(("feed", "name"), list(BREAKING))
def test_a_row_that_breaks_a_rule_is_told_its_sentence(feed: str, name: str) -> None:
    rule = next(rule for rule in find_feed(feed).rules if rule.name == name)
    checked = check(as_csv([right(feed, **BREAKING[feed, name])]), feed)
    problem = find(checked, name)
    assert (problem.row, problem.column, problem.severity) == (2, rule.columns[0], rule.severity)
    assert problem.message == rule.sentence
    refused = rule.severity is Severity.REFUSE_ROW
    assert (checked.outcome, checked.refused) == (("rows_refused", 1) if refused else ("accepted_with_warnings", 0))
    assert rules(checked) == [name]


@pytest.mark.parametrize("feed", list(all_feeds()))
def test_every_required_cell_that_is_blank_is_told(feed: str) -> None:
    for name, column in find_feed(feed).columns.items():
        if column.nullable or (feed, name) == ("enquiries", "started_on"):
            continue
        checked = check(as_csv([right(feed), right(feed, **{name: ""})]), feed)
        assert (checked.outcome, checked.rows) == ("rows_refused", 2)
        assert [problem.column for problem in checked.problems if problem.rule == "nullability"] == [name]


def test_every_reference_of_the_partnership_is_held_against_its_file() -> None:
    for feed in RIGHT:
        for name, column in find_feed(feed).columns.items():
            kind = str((column.metadata or {}).get("reference"))
            if kind in KNOWN:
                checked = check(as_csv([right(feed, **{name: "zzz"})]), feed)
                assert find(checked, "known_to_the_partnership").column == name
