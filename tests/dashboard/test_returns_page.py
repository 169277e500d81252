"""The returns page says who has sent what, whom to chase, and what was found."""

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from scorecard.dashboard.returns_grid import join_names, last_months, worst, write_chasing, write_grid, write_title
from scorecard.dashboard.returns_report import write_check, write_found, write_problems, write_submissions

MARCH, FEBRUARY = date(2024, 3, 1), date(2024, 2, 1)
DUE = date(2024, 4, 14)


def returned(name: str, feed: str = "training", received: str = "", *, again: int = 1, month: date = MARCH) -> Any:
    """A return that is due on 14 April, received on a day if one is given."""
    moment = datetime.fromisoformat(received) if received else None
    return {
        "agency_code": name.lower(),
        "short_name": name,
        "feed": feed,
        "report_month": month,
        "frequency": "monthly",
        "due_on": DUE,
        "first_received_at": moment,
        "received_at": moment,
        "submissions": again if moment else 0,
        "submission": 1 if moment else None,
        "state": "reported" if moment else "late",
    }


def test_the_title_counts_what_is_in_and_names_who_is_late() -> None:
    rows = [returned("Police", received="2024-04-10"), returned("Housing"), returned("Housing", "measures")]
    assert write_title(rows, MARCH) == "1 of 3 returns are in for March 2024: Housing is late"
    rows.append(returned("VCSE"))
    assert write_title(rows, MARCH) == "1 of 4 returns are in for March 2024: Housing and VCSE are late"
    assert write_title(rows[:1], MARCH) == "The only return is in for March 2024"
    assert write_title(rows, FEBRUARY) == "No return is due for February 2024 yet"


def test_names_are_joined_as_in_a_sentence() -> None:
    assert join_names(["A"]) == "A"
    assert join_names(["A", "B", "C"]) == "A, B and C"


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([returned("A", received="2024-04-14"), returned("A", "measures", received="2024-04-15")], "late"),
        ([returned("A", received="2024-04-15"), returned("A", "measures")], "missing"),
        ([returned("A", received="2024-04-01", again=2)], "sent_again"),
        ([returned("A", received="2024-04-14")], "on_time"),
        ([], "not_due"),
    ],
)
def test_a_cell_shows_the_worst_of_the_returns_of_its_month(rows: list[Any], state: str) -> None:
    assert worst(rows) == state


def test_a_cell_says_in_words_what_its_shape_shows_and_leads_to_the_returns() -> None:
    rows = [returned("Police", received="2024-04-10"), returned("Police", "measures", received="2024-04-20")]
    grid = write_grid(rows, [FEBRUARY, MARCH], {"police": "Bedfordshire Police"}, "police", None)
    assert 'aria-label="Bedfordshire Police, Mar 2024: training on time, measures received late"' in grid
    assert 'href="/returns?agency=police&amp;of=2024-03"' in grid
    assert 'aria-label="Bedfordshire Police, Feb 2024: nothing due"' in grid
    assert "1 of 2" in grid


def test_the_grid_stays_a_table_where_its_rows_are_shown_as_blocks_and_each_cell_says_its_month() -> None:
    grid = write_grid([returned("Police", received="2024-04-10")], [FEBRUARY, MARCH], {"police": "Police"}, "", None)
    roles = {"table": 1, "rowgroup": 2, "row": 2, "columnheader": 5, "rowheader": 1, "cell": 4}
    assert {role: grid.count(f'role="{role}"') for role in roles} == roles
    for month in ("Feb 2024", "Mar 2024"):
        assert f'role="cell" data-label="{month}"' in grid
    assert 'data-label="On time, of due">1 of 1<' in grid


def test_whom_to_chase_is_named_with_the_days_since_the_return_was_due() -> None:
    rows = [returned("Police", received="2024-04-10"), returned("Housing")]
    written = write_chasing(rows, MARCH, date(2024, 4, 18))
    assert "4 days" in written
    assert "Housing" in written
    assert "Police" not in written
    assert "Nobody" in write_chasing(rows[:1], MARCH, date(2024, 4, 18))


def test_the_grid_has_the_last_twelve_months_up_to_the_one_shown() -> None:
    months = [date(2023 + k // 12, k % 12 + 1, 1) for k in range(24)]
    assert last_months(months, date(2024, 3, 1)) == months[3:15]
    assert last_months(months, date(2023, 2, 1)) == months[:2]


def test_a_check_is_written_with_its_counts_and_every_problem() -> None:
    problem = {"severity": "refuse_row", "row": 4, "column": "age", "rule": "adult", "message": "Under 18."}
    whole = {"severity": "refuse_file", "row": None, "column": None, "rule": "has_rows", "message": "No rows."}
    report = {"outcome": "rows_refused", "rows": 100, "accepted": 99, "refused": 1, "problems": [problem, whole]}
    written = write_check(report)
    assert "100 rows read: 99 accepted, 1 refused." in written
    assert "row 4" in written
    assert "whole file" in written
    assert "Under 18." in written


def test_a_value_of_a_report_never_becomes_markup() -> None:
    hostile = {"severity": "warn", "row": 1, "column": "<b>", "rule": "r", "message": "<script>alert(1)</script>"}
    written = write_problems([hostile])
    assert "<script>" not in written
    assert "&lt;script&gt;" in written


def test_every_submission_of_a_month_is_listed_the_newest_first() -> None:
    columns = {"file_name": "police.csv", "sender": "Analyst", "rows_received": 5, "rows_accepted": 5}
    submissions = pl.DataFrame(
        [
            {
                "sequence": number,
                "feed": "training",
                "received_at": datetime(2024, 4, number, 9, 30),
                "rows_refused": 0,
                "is_in_force": number == 9,
                **columns,
            }
            for number in (8, 9)
        ]
    )
    schema = {"row_number": pl.Int64, "column_name": pl.String, "severity": pl.String, "message": pl.String}
    problem = (14, "in_date", "refuse_row", "212 staff in date is more than 198 staff in scope. Check both figures.")
    assert write_found(pl.DataFrame(schema=schema)) is None
    one, two = (write_found(pl.DataFrame([problem] * many, schema=schema, orient="row")) for many in (1, 2))
    assert two is not None
    assert "2 things found" in two
    written = write_submissions(submissions, [one, None], "Police, March 2024")
    assert (
        written.index("replaced")
        < written.index("1 thing found")
        < written.index("row 14")
        < written.index("212 staff")
    )
    newer, older = written.index("9 April 2024, 09:30: in force"), written.index("8 April 2024, 09:30: replaced")
    assert newer < older
    assert "Nothing has been received" in write_submissions(submissions.clear(), [], "Police")
