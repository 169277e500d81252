"""The catalogue of bad returns, 7.4: values that only the agency's other returns show to be wrong."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.feeds.corpus.expecting import MARKS, expect
from tests.feeds.valid_returns import KNOWN, as_csv, concerns, right
from tests.warehouse.keeping import Warehouse, open_folder

FEBRUARY = date(2024, 2, 1)
TO_ENQUIRY = {"decision": "section_42_enquiry"}


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with open_folder(tmp_path) as opened:
        yield opened
        opened.hold_what_is_promised()


def enquiries(*concern_ids: str) -> bytes:
    """An enquiry that starts in the month for each of the concerns C1, C2 …"""
    return as_csv(
        [
            right(
                "enquiries", enquiry_id=f"E{place}", concern_id=each, person_id=f"P{each[1:]}", started_on="2024-03-06"
            )
            for place, each in enumerate(concern_ids, start=1)
        ]
    )


def test_orphan_enquiry(warehouse: Warehouse) -> None:
    warehouse.keep(as_csv(concerns(2, **TO_ENQUIRY)))
    checked = warehouse.keep(enquiries("C1", "C2", "C9"), "enquiries").checked
    problem = expect("orphan_enquiry", "Q", checked, "enquiry_has_concern", "No concern with this reference")
    assert (problem.row, problem.column) == (4, "concern_id")
    assert "the concerns of 2024-03 have" in problem.message


def test_orphan_enquiry_waits_for_nothing_where_the_concerns_have_not_come(warehouse: Warehouse) -> None:
    assert warehouse.keep(enquiries("C1", "C9"), "enquiries").checked.outcome == "accepted"


def test_s42_yes_no_enquiry(warehouse: Warehouse) -> None:
    warehouse.keep(enquiries("C1", "C2"), "enquiries")
    checked = warehouse.keep(as_csv(concerns(3, **TO_ENQUIRY))).checked
    problem = expect("s42_yes_no_enquiry", "Q", checked, "section_42_has_enquiry", "have none for this concern")
    assert (problem.row, problem.column) == (4, "decision")


def test_s42_yes_no_enquiry_is_accepted_where_the_enquiries_have_not_come(warehouse: Warehouse) -> None:
    assert warehouse.keep(as_csv(concerns(3, **TO_ENQUIRY))).checked.outcome == "accepted"


@pytest.mark.parametrize("feed", ["measures", "training"])
def test_parts_not_equal_total(warehouse: Warehouse, feed: str) -> None:
    if feed == "measures":
        warehouse.keep(as_csv(concerns(3)))
        total = as_csv([right("measures", agency="asc", measure="concerns_received", numerator="4", denominator="")])
        known = {**KNOWN, "measure": ["concerns_received"]}
        checked = warehouse.keep(total, feed, agency="asc", known=known).checked
        expect("parts_not_equal_total", "F", checked, "measure_agrees_with_cases", "The total is 4; the cases")
        return
    part = {"agency": "bhft", "month": "2024-03", "course": "level_1", "team": "Ward"}
    dates = [("2024-01-01", "2025-01-01"), ("2022-01-01", "2023-01-01"), ("", "")]
    parts = [
        {**part, "staff_id": f"S{place}", "completed_on": done, "expires_on": until}
        for place, (done, until) in enumerate(dates)
    ]
    assert warehouse.keep(as_csv(parts), "training_records", agency="bhft").submission == 1
    wrong = warehouse.keep(as_csv([right("training", eligible="3", compliant="2")]), feed).checked
    expect("parts_not_equal_total", "F", wrong, "training_agrees_with_records", "2 in date out of 3; the training")
    agreed = warehouse.keep(as_csv([right("training", eligible="3", compliant="1")]), feed)
    assert agreed.checked.outcome == "accepted"


@pytest.mark.parametrize(("now", "mark"), [(8, "W"), (9, "A")])
def test_row_count_down_60(warehouse: Warehouse, now: int, mark: str) -> None:
    earlier = concerns(20, month="2024-02", received_on="2024-02-04", decided_on="2024-02-06", referrer_told_on="")
    warehouse.keep(as_csv(earlier), month=FEBRUARY)
    later = [{**row, "concern_id": f"D{place}"} for place, row in enumerate(concerns(now))]
    checked = warehouse.keep(as_csv(later)).checked
    assert MARKS[checked.outcome] == mark
    if mark == "W":
        words = "The return has 8 rows; that of 2024-02 had 20. Confirm that none is missing"
        expect("row_count_down_60", "W", checked, "rows_have_not_fallen", words)


def test_last_month_resent_counts(warehouse: Warehouse) -> None:
    rows = [right("training", course=course, month="2024-02") for course in ("level_1", "level_2", "level_3")]
    known = {**KNOWN, "course": ["level_1", "level_2", "level_3"]}
    warehouse.keep(as_csv(rows), "training", month=FEBRUARY, known=known)
    again = as_csv([{**row, "month": "2024-03"} for row in rows])
    checked = warehouse.keep(again, "training", known=known).checked
    expect("last_month_resent", "F", checked, "not_the_rows_of_last_month", "All 3 rows are those sent for 2024-02")
    moved = as_csv([{**row, "month": "2024-03", "compliant": "170"} for row in rows])
    assert warehouse.keep(moved, "training", known=known).checked.outcome == "accepted"


def test_last_month_resent_cases(warehouse: Warehouse) -> None:
    rows = concerns(3, month="2024-02", received_on="2024-02-04", decided_on="2024-02-06", referrer_told_on="")
    warehouse.keep(as_csv(rows), month=FEBRUARY)
    checked = warehouse.keep(as_csv([{**row, "month": "2024-03"} for row in rows])).checked
    expect("last_month_resent", "F", checked, "not_the_rows_of_last_month", "Send the rows of this month")


def test_last_month_resent_the_same_bytes(warehouse: Warehouse) -> None:
    rows = as_csv(concerns(3, month="2024-02", received_on="2024-02-04", decided_on="2024-02-06", referrer_told_on=""))
    warehouse.keep(rows, month=FEBRUARY)
    expect("last_month_resent", "N", warehouse.keep(rows).checked, "already_received", "received before")
