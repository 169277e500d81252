"""The catalogue of bad returns, 7.4: values, as far as one file shows them."""

from datetime import date

import pytest

from tests.feeds.corpus.expecting import expect, expect_accepted
from tests.feeds.valid_returns import as_csv, check, concerns, one_wrong, right, rules

WAITING = {"decision": "", "decided_on": "", "referrer_told_on": ""}
TRAINING = [right("training"), right("training", course="level_2", eligible="20", compliant="15")]


def test_impossible_date() -> None:
    problem = expect("impossible_date", "Q", check(one_wrong(received_on="31/02/2026")), "is_a_date", "not a date")
    assert (problem.row, problem.column) == (3, "received_on")


def test_iso_date() -> None:
    expect_accepted("iso_date", check(one_wrong(received_on="2024-03-05")), 3)


def test_future_date() -> None:
    content = one_wrong(received_on="2024-03-20", decided_on="2024-03-21", referrer_told_on="2024-04-06")
    checked = check(content, received_on=date(2024, 4, 5))
    problem = expect("future_date", "Q", checked, "not_in_the_future", "after 05/04/2024, on which the return was")
    assert (problem.row, problem.column) == (3, "referrer_told_on")
    assert check(content, received_on=date(2024, 4, 6)).outcome == "accepted"


def test_future_date_of_what_is_planned() -> None:
    checked = check(as_csv([right("commentary")]), "commentary", received_on=date(2024, 4, 5))
    assert (checked.outcome, right("commentary")["due_on"]) == ("accepted", "2024-05-01")


def test_out_of_period() -> None:
    later = check(one_wrong(received_on="2024-04-02", **WAITING))
    expect("out_of_period", "Q", later, "received_by_month_end", "after the month of the return")
    earlier = check(one_wrong(received_on="2024-01-03", decided_on="2024-02-05"))
    expect("out_of_period", "Q", earlier, "active_in_month", "before the month of the return")


def test_end_before_start() -> None:
    rows = [right("enquiries"), right("enquiries", enquiry_id="E2", started_on="2024-03-21")]
    checked = check(as_csv(rows), "enquiries")
    expect("end_before_start", "Q", checked, "ended_on_or_after_started", "ends before it starts")


def test_age_17() -> None:
    expect("age_17", "Q", check(one_wrong(age="17", age_band="not_known")), "min", "below 18")


def test_age_band_mismatch() -> None:
    expect("age_band_mismatch", "Q", check(one_wrong(age_band="18_64")), "age_is_in_its_band", "not in the age band")


def test_code_unknown() -> None:
    checked = check(one_wrong(referral_source="polise"))
    assert "Did you mean police?" in expect("code_unknown", "Q", checked, "in_code_list", "not in the list").remedy


@pytest.mark.parametrize(
    ("column", "retired", "code"),
    [
        ("types_of_risk", "institutional_abuse", ["organisational_abuse"]),
        ("types_of_risk", "Self-Neglect; Institutional", ["self_neglect", "organisational_abuse"]),
        ("decision", "S42 enquiry", "section_42_enquiry"),
    ],
)
def test_retired_code(column: str, retired: str, code: str | list[str]) -> None:
    checked = check(one_wrong(**{column: retired}))
    problem = expect("retired_code", "W", checked, "code_in_use", "of an earlier year")
    assert (problem.row, problem.column) == (3, column)
    assert checked.accepted is not None
    assert checked.accepted[column].to_list()[1] == code


def test_leading_zero_lost_id() -> None:
    rows = [
        {**row, "concern_id": reference}
        for row, reference in zip(concerns(3), ["0012345", "12346", "12347"], strict=True)
    ]
    problem = expect("leading_zero_lost_id", "F", check(as_csv(rows)), "references_whole", "leading zeros are lost")
    assert problem.column == "concern_id"


def test_duplicate_id_identical_row() -> None:
    checked = check(as_csv([*concerns(3), concerns(1)[0]]))
    assert expect("duplicate_id_identical_row", "W", checked, "row_once", "repeats row 2 exactly").row == 5
    assert checked.accepted is not None
    assert checked.accepted.height == 3


def test_duplicate_id_conflict() -> None:
    checked = check(as_csv([*concerns(3), right("concerns", concern_id="C2", person_id="P9")]))
    expect("duplicate_id_conflict", "Q", checked, "primary_key", "Several different rows", refused=2)
    assert [problem.row for problem in checked.problems] == [3, 5]


def test_negative_count() -> None:
    checked = check(as_csv([TRAINING[0], {**TRAINING[1], "compliant": "-3"}]), "training")
    expect("negative_count", "Q", checked, "min", "below 0")


@pytest.mark.parametrize("written", ["<5", "*", "[c]", "fewer than 5"])
def test_suppressed_in_agency_count(written: str) -> None:
    checked = check(as_csv([TRAINING[0], {**TRAINING[1], "compliant": written}]), "training")
    expect("suppressed_in_agency_count", "F", checked, "true_count_sent", "Send the true value")


@pytest.mark.parametrize("nothing", ["n/a", "-", "nil"])
def test_words_for_nothing(nothing: str) -> None:
    allowed = check(as_csv([right("measures", denominator=nothing)]), "measures")
    expect_accepted("words_for_nothing", allowed, 1)
    assert allowed.accepted is not None
    assert allowed.accepted["denominator"].to_list() == [None]
    required = check(as_csv([TRAINING[0], {**TRAINING[1], "compliant": nothing}]), "training")
    expect("words_for_nothing", "Q", required, "is_a_whole_number", "not a whole number")


def test_percentage_without_denominator() -> None:
    checked = check(as_csv([right("measures", numerator="80%", denominator="")]), "measures")
    expect("percentage_without_denominator", "F", checked, "true_count_sent", "Send the counts")


def test_compliance_over_100() -> None:
    checked = check(as_csv([TRAINING[0], {**TRAINING[1], "compliant": "21"}]), "training")
    expect("compliance_over_100", "Q", checked, "compliant_within_eligible", "More staff are in date")
    assert rules(checked) == ["compliant_within_eligible"]
