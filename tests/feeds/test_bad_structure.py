"""Bad returns beyond the named cases of the corpus: delimiters, rows and headers."""

import csv

import pytest

from tests.feeds.valid_returns import as_csv, check, concerns, find, right, rules

RIGHT = as_csv(concerns(3))
HEADER, *LINES = RIGHT.splitlines(keepends=True)
TRAINING = as_csv([right("training"), right("training", course="level_2")])


def test_semicolons_with_a_quoted_header_are_accepted() -> None:
    quoted = as_csv([right("training")], delimiter=";", quoting=csv.QUOTE_ALL)
    assert check(quoted, "training").outcome == "accepted"


@pytest.mark.parametrize(("damage", "cells"), [(b",extra\n", 15), (b"", 27)], ids=["a cell more", "a line end less"])
def test_a_ragged_row_refuses_the_file_and_is_named(damage: bytes, cells: int) -> None:
    checked = check(HEADER + LINES[0] + LINES[1].replace(b"\n", damage) + LINES[2])
    problem = find(checked, "row_width")
    assert (checked.outcome, problem.row) == ("refused", 3)
    assert f"{cells} cells, the header 14" in problem.message


def test_every_ragged_row_is_named_at_once() -> None:
    checked = check(HEADER + b"".join(line.replace(b"white", b"whi,te") for line in LINES))
    assert [problem.row for problem in checked.problems] == [2, 3, 4]


def test_rows_swallowed_between_two_stray_quotation_marks_refuse_the_file() -> None:
    rows = [right("commentary", line=str(line), comment=f"Comment {line}") for line in (1, 2, 3)]
    content = as_csv(rows).replace(b",Comment 1,", b',"Comment 1,').replace(b",Comment 3,", b',Comment 3",')
    assert content.count(b"\n") == 4
    checked = check(content, "commentary")
    problem = find(checked, "row_can_be_split")
    assert (checked.outcome, problem.row) == ("refused", 2)
    assert "further rows" in problem.message


def test_a_line_break_within_quotation_marks_is_accepted_and_rows_keep_their_lines() -> None:
    rows = [right("commentary", comment="First.\nSecond."), right("commentary", line="2", due_on="31/02/2024")]
    checked = check(as_csv(rows), "commentary")
    assert (checked.outcome, checked.rows) == ("rows_refused", 2)
    assert find(checked, "is_a_date").row == 4
    assert checked.accepted is not None
    assert checked.accepted["comment"].to_list() == ["First.\nSecond."]


@pytest.mark.parametrize("length", [32_768, 200_000])
def test_a_cell_longer_than_a_spreadsheet_allows_refuses_the_file(length: int) -> None:
    checked = check(as_csv([right("commentary", comment="x" * length)]), "commentary")
    assert checked.outcome == "refused"
    assert set(rules(checked)) <= {"cell_length", "row_can_be_split"}
    assert checked.problems[0].row == 2


def test_a_long_cell_does_not_spoil_the_check_that_follows() -> None:
    check(as_csv([right("commentary", comment='"' * 40_000)]), "commentary")
    assert check(b'"' + b"x" * 60_000 + b'"\n' + HEADER + LINES[0]).outcome == "accepted_with_warnings"


@pytest.mark.parametrize("total", [b"Total,,,,,,,70,,,,,,\n", b"asc,2024-03,TOTALS,,,,,3,,,,,,\n"])
def test_a_total_below_cases_is_refused_as_a_row(total: bytes) -> None:
    checked = check(RIGHT + total)
    assert (checked.outcome, checked.rows, checked.refused) == ("rows_refused", 4, 1)
    problem = find(checked, "no_totals")
    assert (problem.row, "Leave it out" in problem.message) == (5, True)
    assert rules(checked) == ["no_totals"]


@pytest.mark.parametrize("total", [b"Total,,,400,360\n", b"bhft,2024-03,Total,400,360\n"])
def test_a_total_below_counts_refuses_the_file(total: bytes) -> None:
    checked = check(TRAINING + total, "training")
    assert (checked.outcome, checked.rows, checked.refused) == ("refused", 3, 3)
    assert find(checked, "no_totals").row == 4


@pytest.mark.parametrize("blank", [b"\n\n\n", b",,,,\n,,,,\n", b" , ,,,\n"])
def test_blank_rows_at_the_end_are_not_rows(blank: bytes) -> None:
    checked = check(TRAINING + blank, "training")
    assert (checked.outcome, checked.rows) == ("accepted", 2)


def test_blank_rows_between_rows_do_not_shift_the_lines_reported() -> None:
    checked = check(HEADER + LINES[0] + b"\n" + LINES[1].replace(b",70,", b",17,") + b",,,,,,,,,,,,,\n" + LINES[2])
    assert (checked.outcome, checked.rows, checked.refused) == ("rows_refused", 3, 1)
    assert {problem.row for problem in checked.problems} == {4}


@pytest.mark.parametrize("header", [HEADER, HEADER.upper()])
def test_a_header_repeated_between_rows_is_refused_as_a_row(header: bytes) -> None:
    checked = check(HEADER + LINES[0] + header + LINES[1])
    assert (checked.outcome, checked.rows, checked.refused) == ("rows_refused", 3, 1)
    assert (rules(checked), find(checked, "header_not_repeated").row) == (["header_not_repeated"], 3)


def test_another_agencys_rows_refuse_the_file() -> None:
    checked = check(RIGHT.replace(b"asc,2024-03,C2", b"elft,2024-03,C2"))
    problem = find(checked, "agency_as_declared")
    assert (checked.outcome, checked.refused, problem.row) == ("refused", 3, 3)
    assert "not those of asc" in problem.message


def test_the_case_of_the_agencys_code_does_not_count() -> None:
    assert check(RIGHT.replace(b"asc,", b"ASC,")).outcome == "accepted"


def test_last_months_file_under_this_month_is_refused_with_both_months() -> None:
    checked = check(RIGHT.replace(b"2024-03,", b"2024-02,"))
    assert checked.outcome == "refused"
    message = find(checked, "month_as_declared").message
    assert "for 2024-02" in message
    assert "declared for 2024-03" in message


def test_wrong_agency_and_wrong_month_are_told_at_once() -> None:
    checked = check(RIGHT.replace(b"asc,2024-03", b"elft,2024-02"))
    assert set(rules(checked)) >= {"agency_as_declared", "month_as_declared"}
