"""The catalogue of bad returns: references, repeated rows, counts and words for nothing."""

import pytest

from tests.feeds.valid_returns import as_csv, check, concerns, find, one_wrong, right, rules

TRAINING = [right("training"), right("training", course="level_2", eligible="20", compliant="15")]


@pytest.mark.parametrize(
    "damaged",
    [
        ["0012345", "12346", "12347"],
        ["1", "2", "200"],
        ["1.23457E+11", "123456789012", "2E+11"],
    ],
    ids=["zeros lost here and there", "zeros lost throughout", "written short"],
)
def test_references_that_a_spreadsheet_has_damaged_refuse_the_file(damaged: list[str]) -> None:
    rows = [{**row, "concern_id": reference} for row, reference in zip(concerns(3), damaged, strict=True)]
    checked = check(as_csv(rows))
    assert (checked.outcome, checked.refused) == ("refused", 3)
    problem = find(checked, "references_whole")
    assert (problem.column, "as text" in problem.message) == ("concern_id", True)


@pytest.mark.parametrize(
    "sound", [["0012345", "0012346", "1012347"], ["998", "999", "1000"], ["C1", "C22", "333"], ["E1E+2", "A", "B"]]
)
def test_references_of_one_length_counted_up_or_with_letters_are_accepted(sound: list[str]) -> None:
    rows = [{**row, "concern_id": reference} for row, reference in zip(concerns(3), sound, strict=True)]
    assert check(as_csv(rows)).outcome == "accepted"


def test_references_of_very_many_figures_are_told_as_too_long() -> None:
    rows = [{**row, "person_id": "9" * length} for row, length in zip(concerns(3), [40, 5_000, 30_000], strict=True)]
    checked = check(as_csv(rows))
    assert (checked.outcome, checked.refused) == ("rows_refused", 2)
    assert sorted(rules(checked)) == ["max_length", "max_length", "references_whole"]


def test_peoples_references_of_very_different_length_are_warned_of() -> None:
    rows = [{**row, "person_id": reference} for row, reference in zip(concerns(3), ["41", "17012", "9"], strict=True)]
    checked = check(as_csv(rows))
    assert checked.outcome == "accepted_with_warnings"
    assert find(checked, "references_whole").column == "person_id"


def test_the_same_row_twice_is_counted_once_with_a_warning() -> None:
    rows = concerns(2)
    checked = check(as_csv([*rows, rows[0]]))
    assert (checked.outcome, checked.rows, checked.refused) == ("accepted_with_warnings", 3, 0)
    problem = find(checked, "row_once")
    assert (problem.row, "repeats row 2 exactly" in problem.message) == (4, True)
    assert checked.accepted is not None
    assert checked.accepted["concern_id"].to_list() == ["C1", "C2"]


def test_a_wrong_row_twice_is_refused_twice() -> None:
    rows = concerns(2)
    rows[0]["age"] = "17"
    checked = check(as_csv([*rows, rows[0]]))
    assert (checked.outcome, checked.rows, checked.refused) == ("rows_refused", 3, 2)
    assert "row 2 exactly, which is refused" in find(checked, "row_once").message
    assert checked.accepted is not None
    assert checked.accepted["concern_id"].to_list() == ["C2"]


def test_different_rows_of_one_reference_are_all_refused() -> None:
    rows = concerns(3)
    rows[2].update(concern_id="C1")
    checked = check(as_csv(rows))
    assert (checked.outcome, checked.rows, checked.refused) == ("rows_refused", 3, 2)
    assert [(problem.row, problem.rule) for problem in checked.problems] == [(2, "primary_key"), (4, "primary_key")]
    assert "Several different rows have the same concern_id" in checked.problems[0].message


def test_blank_references_are_blank_and_not_the_same() -> None:
    rows = concerns(3)
    rows[0]["concern_id"] = rows[1]["concern_id"] = ""
    assert rules(check(as_csv(rows))) == ["nullability", "nullability"]


@pytest.mark.parametrize("written", ["<5", "< 5", "≤5", "*", "c", "[c]", "fewer than 5", "Suppressed"])
def test_a_suppressed_count_refuses_the_file_and_asks_for_the_true_value(written: str) -> None:
    checked = check(as_csv([{**TRAINING[0], "compliant": written}, {**TRAINING[1], "compliant": "many"}]), "training")
    assert checked.outcome == "refused"
    problem = find(checked, "true_count_sent")
    assert (problem.row, "Send the true value" in problem.message) == (2, True)
    assert find(checked, "is_a_whole_number").row == 3


@pytest.mark.parametrize("written", ["90%", "90.5 %"])
def test_a_percentage_alone_refuses_the_file(written: str) -> None:
    checked = check(as_csv([{**TRAINING[0], "compliant": written}]), "training")
    assert checked.outcome == "refused"
    assert "A percentage stands where a count belongs" in find(checked, "true_count_sent").message


def test_a_return_of_percentages_without_counts_lacks_columns() -> None:
    rows = [{"agency": "bhft", "month": "2024-03", "course": "level_1", "compliance_pct": "90"}]
    checked = check(as_csv(rows), "training")
    assert [problem.column for problem in checked.problems] == ["compliant", "eligible"]


def test_more_than_everybody_refuses_its_row() -> None:
    checked = check(as_csv([{**TRAINING[0], "compliant": "208"}, TRAINING[1]]), "training")
    assert (checked.outcome, checked.refused) == ("rows_refused", 1)
    assert find(checked, "compliant_within_eligible").row == 2


@pytest.mark.parametrize("written", ["1,234", "1234", "1234.0", "+1234"])
def test_a_whole_number_may_be_written_in_more_than_one_way(written: str) -> None:
    checked = check(as_csv([{**TRAINING[0], "eligible": written}]), "training")
    assert checked.outcome == "accepted"
    assert checked.accepted is not None
    assert checked.accepted["eligible"].to_list() == [1234]


@pytest.mark.parametrize("written", ["1,23", "12,34,56", "1e3", "0x1F", "9" * 20, "٣", "12 34"])
def test_what_is_not_surely_a_whole_number_refuses_its_row(written: str) -> None:
    checked = check(as_csv([{**TRAINING[0], "eligible": written}]), "training")
    assert rules(checked) == ["is_a_whole_number"]


@pytest.mark.parametrize("nothing", ["n/a", "N/A", "-", "nil", "None"])
def test_words_for_nothing_are_blank_where_a_blank_is_allowed_and_never_nought(nothing: str) -> None:
    rows = [right("measures", denominator=nothing), right("measures", measure="hospital_referrals")]
    checked = check(as_csv(rows), "measures")
    assert checked.outcome == "accepted"
    assert checked.accepted is not None
    assert checked.accepted["denominator"].to_list() == [None, 50]
    required = check(as_csv([right("measures", numerator=nothing)]), "measures")
    assert rules(required) == ["is_a_whole_number"]


@pytest.mark.parametrize("nothing", ["n/a", "unknown", "-"])
def test_words_for_nothing_are_no_reference(nothing: str) -> None:
    checked = check(one_wrong(person_id=nothing))
    assert (checked.outcome, checked.refused) == ("rows_refused", 1)
    assert (rules(checked), find(checked, "says_something").row) == (["says_something"], 3)


def test_words_for_nothing_are_no_comment() -> None:
    rows = [right("commentary", comment="n/a", action="-", due_on="")]
    assert rules(check(as_csv(rows), "commentary")) == ["says_something"]
