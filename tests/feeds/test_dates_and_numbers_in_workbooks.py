"""Dates and numbers as spreadsheets keep them: read where they can only mean one thing, and refused otherwise."""

from datetime import date
from typing import Any

import pytest

from tests.feeds.valid_returns import as_csv, as_workbook, check, concerns, find, right

TRAINING = [right("training"), right("training", course="level_2")]
ELIGIBLE, COMPLIANT = 3, 4


def _write_dates(value: Any, style: str | None) -> Any:
    def write(book: Any, sheet: Any) -> None:
        if style is None:
            sheet.write_number(1, 4, value)
        else:
            sheet.write_datetime(1, 4, value, book.add_format({"num_format": style}))

    return write


@pytest.mark.parametrize("style", ["dd/mm/yyyy", "mmm d, yyyy", "yyyy-mm-dd hh:mm"])
@pytest.mark.parametrize("epoch", [{}, {"date_1904": True}])
def test_formatted_dates_are_accepted_in_either_date_system(style: str, epoch: dict[str, bool]) -> None:
    checked = check(as_workbook(concerns(2), _write_dates(date(2024, 3, 5), style), epoch))
    assert checked.outcome == "accepted"
    assert checked.accepted is not None
    assert checked.accepted["received_on"].to_list() == [date(2024, 3, 5), date(2024, 3, 4)]


def test_a_month_that_a_spreadsheet_made_a_date_is_accepted() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_datetime(1, 1, date(2024, 3, 1), book.add_format({"num_format": "mmm-yy"}))

    assert check(as_workbook(TRAINING, write), "training").outcome == "accepted"


def test_an_unformatted_date_within_the_month_is_accepted_with_a_warning() -> None:
    checked = check(as_workbook(concerns(2), _write_dates(45356, None)))
    assert checked.outcome == "accepted_with_warnings"
    problem = find(checked, "date_kept_as_number")
    assert (problem.row, problem.column) == (2, "received_on")
    assert "read as 05/03/2024" in problem.message
    assert checked.accepted is not None
    assert checked.accepted["received_on"].to_list() == [date(2024, 3, 5), date(2024, 3, 4)]


@pytest.mark.parametrize("number", [45351, 45383, 43894])
def test_an_unformatted_date_outside_the_month_refuses_its_row(number: int) -> None:
    checked = check(as_workbook(concerns(2), _write_dates(number, None)))
    assert (checked.outcome, checked.refused) == ("rows_refused", 1)
    assert find(checked, "is_a_date").row == 2


def test_a_date_read_from_a_number_must_still_keep_the_rules() -> None:
    checked = check(as_workbook(concerns(2), _write_dates(45360, None)))
    assert (checked.outcome, checked.refused) == ("rows_refused", 1)
    assert find(checked, "decided_on_or_after_received").row == 2


def test_numbers_may_be_written_as_numbers_or_as_text() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_number(1, ELIGIBLE, 200)
        sheet.write_number(1, COMPLIANT, 180.0)

    written = check(as_workbook(TRAINING, write), "training")
    assert written.outcome == "accepted"
    assert written.content_digest == check(as_csv(TRAINING), "training").content_digest


def test_a_share_where_a_count_belongs_refuses_its_row() -> None:
    checked = check(as_workbook(TRAINING, lambda book, sheet: sheet.write_number(1, COMPLIANT, 0.9)), "training")
    assert (checked.outcome, checked.refused) == ("rows_refused", 1)
    assert "“0.9” is not a whole number" in find(checked, "is_a_whole_number").message
