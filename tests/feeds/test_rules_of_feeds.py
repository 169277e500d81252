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
NEW_CASE = dict.fromkeys(
    ("lead_officer_allocated_on", "risk_assessed_on", "planned_on", "considered_on", "closed_on", "result"), ""
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
    ("training_records", "completed_by_month_end"): {"completed_on": "2024-04-01"},
    ("training_records", "expires_after_completed"): {"expires_on": "2022-06-14"},
    ("training_records", "expiry_needs_completion"): {"completed_on": ""},
    ("training_records", "expires_within_five_years"): {"expires_on": "2027-06-15"},
    ("audits", "audited_by_month_end"): {"audited_on": "2024-04-01"},
    ("audits", "audited_in_quarter"): {"audited_on": "2023-12-31"},
    ("audits", "action_where_not_good"): {"action": ""},
    ("feedback", "given_by_month_end"): {"given_on": "2024-04-01"},
    ("feedback", "given_in_quarter"): {"given_on": "2023-12-31", "enquiry_ended_on": "2023-12-20"},
    ("feedback", "end_belongs_to_form_after_enquiry"): {"kind": "advocacy"},
    ("feedback", "given_on_or_after_end"): {"enquiry_ended_on": "2024-03-13"},
    ("feedback", "answers_something"): {"felt_safer": "", "felt_listened_to": "", "outcome_achieved": ""},
    ("panel_cases", "referred_by_month_end"): {"referred_on": "2024-04-01", **NEW_CASE},
    ("panel_cases", "closed_in_month_or_open"): {"closed_on": "2024-02-29"},
    ("panel_cases", "closed_on_or_after_referred"): {
        **NEW_CASE,
        "referred_on": "2024-03-19",
        "closed_on": "2024-03-18",
        "result": "not_accepted",
    },
    ("panel_cases", "steps_on_or_after_referral"): {"lead_officer_allocated_on": "2024-01-07"},
    ("panel_cases", "steps_by_month_end"): {"planned_on": "2024-04-01", "closed_on": "", "result": ""},
    ("panel_cases", "steps_before_closure"): {"risk_assessed_on": "2024-03-19"},
    ("panel_cases", "result_only_when_closed"): {"result": ""},
    ("panel_cases", "considered_before_result"): {"considered_on": ""},
    ("panel_cases", "lead_officer_within_four_weeks"): {"referred_on": "2024-03-02", **NEW_CASE},
    ("learning_actions", "agreed_by_month_end"): {
        "agreed_on": "2024-04-01",
        "due_on": "2024-06-30",
        "done_on": "",
        "evidence_of_effect": "",
    },
    ("learning_actions", "due_on_or_after_agreed"): {"due_on": "2023-05-09"},
    ("learning_actions", "done_on_or_after_agreed"): {"done_on": "2023-05-09"},
    ("learning_actions", "done_by_month_end"): {"done_on": "2024-04-01"},
    ("learning_actions", "evidence_only_when_done"): {"evidence_of_effect": ""},
    ("learning_actions", "overdue_for_less_than_a_year"): {
        "agreed_on": "2023-01-10",
        "due_on": "2023-03-31",
        "done_on": "",
        "evidence_of_effect": "",
    },
    ("referral_feedback", "received_by_month_end"): {"received_on": "2024-04-01", "told": "no", "told_on": ""},
    ("referral_feedback", "told_by_month_end"): {"told_on": "2024-04-01"},
    ("referral_feedback", "told_on_or_after_received"): {"received_on": "2024-03-06"},
    ("referral_feedback", "told_has_its_day"): {"told": "no"},
    ("referral_feedback", "active_in_month"): {"told": "no", "told_on": ""},
    ("provider_concerns", "concerns_within_places"): {"concerns": "41"},
    ("decisions", "due_on_or_after_recorded"): {"due_on": "2024-04-23"},
    ("decisions", "done_on_or_after_recorded"): {"done_on": "2024-04-23"},
    ("decisions", "due_within_two_years"): {"due_on": "2026-04-25"},
    ("events", "title_fits_a_chart"): {"title": "x" * 121},
    ("events", "happens_around_the_month"): {"date": "2025-04-01"},
    ("expected_returns", "feed_exists"): {"feed": "feelings"},
    ("expected_returns", "begins_with_a_month"): {"valid_from": "2024-04-02"},
    ("expected_returns", "ends_after_it_begins"): {"valid_to": "2024-03-31"},
}
# One person with 21 concerns breaks it, so no single row does: test_bad_values has it.
OF_MANY_ROWS = {("concerns", "few_concerns_for_one_person"), ("audits", "audit_is_one")}


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


@pytest.mark.parametrize(
    ("name", "value", "broken"),
    [
        ("places", "0", "min"),
        ("concerns", "-1", "min"),
        ("concerns", "2.5", "is_a_whole_number"),
        ("care_kind", "x", "in_code_list"),
    ],
)
def test_a_provider_has_places_and_a_whole_number_of_concerns(name: str, value: str, broken: str) -> None:
    rows = [right("provider_concerns"), right("provider_concerns", provider_code="H2", **{name: value})]
    checked = check(as_csv(rows), "provider_concerns")
    assert (checked.outcome, checked.accepted_rows, find(checked, broken).row) == ("rows_refused", 1, 3)


def test_a_total_among_the_providers_refuses_the_return() -> None:
    rows = [right("provider_concerns"), right("provider_concerns", provider_code="Total")]
    checked = check(as_csv(rows), "provider_concerns")
    assert (checked.outcome, find(checked, "no_totals").row) == ("refused", 3)


def test_a_provider_that_stands_twice_with_other_figures_is_refused() -> None:
    rows = [
        right("provider_concerns"),
        right("provider_concerns", concerns="4"),
        right("provider_concerns", provider_code="H2"),
    ]
    checked = check(as_csv(rows), "provider_concerns")
    assert (checked.outcome, checked.accepted_rows, checked.refused) == ("rows_refused", 1, 2)
    assert set(rules(checked)) == {"primary_key"}


def test_an_audit_whose_rows_name_two_teams_is_refused_as_two_audits() -> None:
    rows = [right("audits"), right("audits", standard="management_oversight", team="Hospital team")]
    checked = check(as_csv(rows), "audits")
    assert [(problem.row, problem.rule) for problem in checked.problems] == [(2, "audit_is_one"), (3, "audit_is_one")]


def test_a_case_may_be_open_for_four_weeks_without_a_lead_officer() -> None:
    checked = check(as_csv([right("panel_cases", **NEW_CASE, referred_on="2024-03-03")]), "panel_cases")
    assert checked.outcome == "accepted"


def test_the_three_months_of_a_quarterly_return_begin_with_the_first_of_january() -> None:
    checked = check(as_csv([right("audits", audited_on="2024-01-01")]), "audits")
    assert checked.outcome == "accepted"
