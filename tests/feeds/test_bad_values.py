"""The catalogue of bad returns: values."""

import csv
from datetime import date

import pytest

from tests.feeds.valid_returns import as_csv, check, concerns, find, one_wrong, report_of, right, rules

TRAINING = [right("training"), right("training", course="level_2", eligible="20", compliant="15")]


DATES = ["2024-03-05", "05/03/2024", "5/3/2024", "05-03-2024", "05.03.2024", "5 March 2024", "05-Mar-2024"]
WITH_TIMES = ["2024-03-05 13:45:00", "05/03/2024 13:45", "2024-03-05T13:45:00"]


@pytest.mark.parametrize("written", DATES + WITH_TIMES)
def test_a_date_with_one_reading_is_accepted(written: str) -> None:
    checked = check(one_wrong(received_on=written))
    assert checked.outcome == "accepted"
    assert checked.accepted is not None
    assert checked.accepted["received_on"].to_list() == [date(2024, 3, 4), date(2024, 3, 5), date(2024, 3, 4)]


@pytest.mark.parametrize("written", ["31/02/2024", "2024-02-30", "05/03/24", "5 Mar", "0024-03-05", "20240305", "2024"])
def test_what_is_no_date_or_not_beyond_doubt_refuses_its_row(written: str) -> None:
    checked = check(one_wrong(received_on=written))
    assert (checked.outcome, checked.refused) == ("rows_refused", 1)
    problem = find(checked, "is_a_date")
    assert (problem.row, problem.column) == (3, "received_on")
    assert f"“{written}”" in problem.message or "The value" in problem.message
    assert rules(checked) == ["is_a_date"]


def test_dates_with_the_month_first_refuse_their_rows_and_throw_doubt_on_the_others() -> None:
    rows = concerns(4)
    rows[0]["received_on"], rows[1]["received_on"], rows[2]["received_on"] = "03/14/2024", "03/02/2024", "04/04/2024"
    for row in rows:
        row.update(decision="", decided_on="", referrer_told_on="")
    checked = check(as_csv(rows))
    told = [(problem.row, problem.rule, problem.severity.value) for problem in checked.problems]
    assert told == [
        (2, "day_before_month", "refuse_row"),
        (3, "day_before_month", "warn"),
        (4, "received_by_month_end", "refuse_row"),
    ]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        (
            {"received_on": "2024-04-02", "decision": "", "decided_on": "", "referrer_told_on": ""},
            "received_by_month_end",
        ),
        ({"received_on": "2024-01-03", "decided_on": "2024-02-05"}, "active_in_month"),
        ({"decided_on": "2024-03-01"}, "decided_on_or_after_received"),
        ({"age": "17"}, "min"),
        ({"age": "121", "age_band": "95_plus"}, "max"),
        ({"age_band": "18_64"}, "age_is_in_its_band"),
        ({"gender": "femail"}, "in_code_list"),
        ({"types_of_risk": "self_neglect;gossip"}, "in_code_list"),
        ({"types_of_risk": ";"}, "in_code_list"),
        ({"concern_id": ""}, "nullability"),
        ({"concern_id": "C" * 41}, "max_length"),
        ({"age": "-3"}, "min"),
        ({"age": "seventy"}, "is_a_whole_number"),
        ({"age": "70.5"}, "is_a_whole_number"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_value_refuses_its_row_and_no_other(changes: dict[str, str], rule: str) -> None:
    checked = check(one_wrong(**changes))
    assert (checked.outcome, checked.rows, checked.refused) == ("rows_refused", 3, 1)
    assert {problem.row for problem in checked.problems} == {3}
    assert rule in rules(checked)
    assert checked.accepted is not None
    assert checked.accepted["concern_id"].to_list() == ["C1", "C3"]


def test_a_code_that_is_nearly_right_is_told_with_the_right_one() -> None:
    assert "Did you mean self_neglect?" in find(check(one_wrong(types_of_risk="self_negelct")), "in_code_list").message


def test_a_code_that_is_far_from_right_is_told_with_all_codes() -> None:
    message = find(check(one_wrong(gender="x")), "in_code_list").message
    assert "Use one of: male, female" in message


@pytest.mark.parametrize("written", ["Self-Neglect", "SELF_NEGLECT", " self neglect "])
def test_the_label_of_a_code_is_taken_for_it(written: str) -> None:
    checked = check(one_wrong(types_of_risk=f"{written};Domestic Abuse;self_neglect"))
    assert checked.outcome == "accepted"
    assert checked.accepted is not None
    assert checked.accepted["types_of_risk"].to_list()[1] == ["self_neglect", "domestic_abuse"]


def test_every_wrong_cell_is_told_at_once_in_the_order_of_the_file() -> None:
    rows = concerns(3)
    rows[0].update(age="17", gender="?", received_on="soon")
    rows[2].update(ethnicity="", decided_on="2024-03-01")
    checked = check(as_csv(rows))
    assert (checked.rows, checked.accepted_rows, checked.refused) == (3, 1, 2)
    assert [(problem.row, problem.column, problem.rule) for problem in checked.problems] == [
        (2, "age", "age_is_in_its_band"),
        (2, "age", "min"),
        (2, "gender", "in_code_list"),
        (2, "received_on", "is_a_date"),
        (4, "decided_on", "decided_on_or_after_received"),
        (4, "ethnicity", "nullability"),
    ]


def test_a_rule_over_a_cell_that_cannot_be_read_is_unknown_and_not_broken() -> None:
    assert rules(check(one_wrong(decided_on="soon"))) == ["is_a_date"]


def test_a_code_for_not_known_stays_a_code() -> None:
    checked = check(one_wrong(gender="Not Known"))
    assert checked.outcome == "accepted"
    assert checked.accepted is not None
    assert checked.accepted["gender"].to_list()[1] == "not_known"


def test_a_code_that_the_partnership_does_not_have_refuses_its_row_with_the_nearest() -> None:
    checked = check(as_csv([{**TRAINING[0], "course": "Level_1s"}, TRAINING[1]]), "training")
    assert (checked.outcome, checked.refused) == ("rows_refused", 1)
    problem = find(checked, "known_to_the_partnership")
    assert (problem.row, problem.column) == (2, "course")
    assert "no such course. Did you mean level_1?" in problem.message


@pytest.mark.parametrize(
    "written", ["2024-03", "2024-03-01", "01/03/2024", "March 2024", "Mar-24", "2024-03-01 00:00:00"]
)
def test_a_month_may_be_written_in_more_than_one_way(written: str) -> None:
    assert check(as_csv([{**TRAINING[0], "month": written}]), "training").outcome == "accepted"


def test_a_month_that_cannot_be_read_refuses_its_row() -> None:
    checked = check(as_csv([TRAINING[0], {**TRAINING[1], "month": "Lent"}]), "training")
    assert (checked.outcome, checked.refused, rules(checked)) == ("rows_refused", 1, ["is_a_month"])


def test_a_month_kept_as_a_number_is_read_with_a_warning() -> None:
    checked = check(as_csv([{**TRAINING[0], "month": "45352"}]), "training")
    assert (checked.outcome, rules(checked)) == ("accepted_with_warnings", ["date_kept_as_number"])


def test_one_person_with_many_concerns_is_warned_of_once_for_each() -> None:
    checked = check(as_csv([{**row, "person_id": "P1"} for row in concerns(40)]))
    assert (checked.outcome, checked.refused) == ("accepted_with_warnings", 0)
    assert rules(checked) == ["few_concerns_for_one_person"] * 40
    assert check(as_csv([{**row, "person_id": "P1"} for row in concerns(20)])).outcome == "accepted"


HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "![b](http://x/y.png)",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_formulas_and_markup_in_words_are_kept_as_words(hostile: str) -> None:
    checked = check(as_csv([right("commentary", comment=hostile)]), "commentary")
    assert checked.outcome == "accepted"
    assert checked.accepted is not None
    assert checked.accepted["comment"].to_list() == [hostile]


@pytest.mark.parametrize("lead", ["\t", "\r"])
def test_a_tab_or_return_before_a_formula_is_trimmed(lead: str) -> None:
    checked = check(as_csv([right("commentary", comment=f"{lead}=1+1")], quoting=csv.QUOTE_ALL), "commentary")
    assert checked.accepted is not None
    assert checked.accepted["comment"].to_list() == ["=1+1"]


def test_words_that_are_refused_are_not_repeated() -> None:
    checked = check(one_wrong(gender="Joan Brown", received_on="Joan Brown", age="Joan Brown"))
    assert checked.refused == 1
    assert "Brown" not in report_of(checked)
