"""Returns are held against one another: what no single file shows, and never before the other file has come."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from scorecard.feeds.contract import Severity
from scorecard.feeds.report import Checked
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.cross_checks import FOLDER, all_cross_checks
from scorecard.warehouse.submissions import check_against_warehouse
from tests.feeds.valid_returns import Row, as_csv, concerns, declaration, right
from tests.warehouse.keeping import Warehouse, open_folder

FEBRUARY = date(2024, 2, 1)
EARLIER = {
    "month": "2024-02",
    "received_on": "2024-02-20",
    "decision": "",
    "decided_on": "",
    "referrer_told_on": "",
}
OPEN = dict.fromkeys(
    ("ended_on", "risk_assessment_outcome", "risk_outcome", "mental_capacity", "supported", "msp_asked", "msp_outcome"),
    "",
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with open_folder(tmp_path) as opened:
        yield opened
        opened.hold_what_is_promised()


def enquiry(place: int, **changes: str) -> Row:
    """An enquiry about the concern and the person of that number, started in the month."""
    about = {"enquiry_id": f"E{place}", "concern_id": f"C{place}", "person_id": f"P{place}", "started_on": "2024-03-06"}
    return right("enquiries", **{**about, **changes})


def told(checked: Checked) -> list[tuple[str, int | None, str]]:
    return [(problem.rule, problem.row, problem.severity.value) for problem in checked.problems]


def test_every_check_has_a_name_a_sentence_with_a_remedy_and_says_when_it_applies() -> None:
    checks = all_cross_checks()
    assert len(checks) == len(list(FOLDER.glob("*.sql"))) >= 16
    for check in checks:
        assert check.sentence.endswith(".")
        assert check.sentence.count(". ") or check.sentence.count(": "), check.name
        assert check.applies.endswith("."), check.name
        assert isinstance(check.severity, Severity)


def test_every_check_is_described_with_when_it_applies() -> None:
    page = (Path(__file__).parents[2] / "docs" / "checks_across_returns.md").read_text(encoding="utf-8")
    for check in all_cross_checks():
        assert f"`{check.name}`" in page
        assert check.applies in page, check.name


def test_a_risk_needs_its_concluded_enquiry_where_the_months_enquiries_have_come(warehouse: Warehouse) -> None:
    risks = as_csv([right("enquiry_risks", enquiry_id=f"E{place}") for place in (1, 2, 3)])
    assert warehouse.keep(risks, "enquiry_risks").checked.outcome == "accepted"
    warehouse.keep(as_csv([enquiry(1), enquiry(2, **OPEN), enquiry(4)]), "enquiries")
    more = [
        right("enquiry_risks", enquiry_id=f"E{place}", type_of_risk="neglect_and_acts_of_omission")
        for place in (1, 2, 3)
    ]
    checked = warehouse.keep(as_csv(more), "enquiry_risks").checked
    assert told(checked) == [
        ("concluded_enquiry_has_risks", None, "warn"),
        ("risk_has_enquiry", 3, "refuse_row"),
        ("risk_has_enquiry", 4, "refuse_row"),
    ]
    assert checked.problems[0].message.startswith("1 enquiries concluded in the month have no type")


def test_an_enquiry_cannot_start_before_its_concern_was_received(warehouse: Warehouse) -> None:
    warehouse.keep(as_csv(concerns(2, decision="section_42_enquiry")))
    early = as_csv([enquiry(1, started_on="2024-03-03"), enquiry(2)])
    assert told(warehouse.keep(early, "enquiries").checked) == [("enquiry_starts_after_concern", 2, "refuse_row")]


def test_a_concern_cannot_be_received_after_its_enquiry_started(warehouse: Warehouse) -> None:
    warehouse.keep(as_csv([enquiry(1), enquiry(2, started_on="2024-03-03")]), "enquiries")
    late = warehouse.keep(as_csv(concerns(2, decision="section_42_enquiry"))).checked
    assert told(late) == [("concern_received_before_enquiry", 3, "refuse_row")]


def test_an_enquiry_about_another_person_than_its_concern_is_warned_of(warehouse: Warehouse) -> None:
    warehouse.keep(as_csv(concerns(1, decision="section_42_enquiry")))
    checked = warehouse.keep(as_csv([enquiry(1, person_id="P9")]), "enquiries").checked
    assert told(checked) == [("enquiry_is_about_the_same_person", 2, "warn")]


def test_concerns_decided_as_enquiries_that_no_enquiry_names_are_counted(warehouse: Warehouse) -> None:
    warehouse.keep(as_csv(concerns(3, decision="other_enquiry")))
    checked = warehouse.keep(as_csv([enquiry(1)]), "enquiries").checked
    assert told(checked) == [("section_42_awaits_enquiry", None, "warn")]
    assert checked.problems[0].message.startswith("2 concern(s) of the month were decided as an enquiry")


def test_a_missing_pair_can_be_added_to_returns_that_are_both_in_force(warehouse: Warehouse) -> None:
    warehouse.keep(as_csv(concerns(1, decision="section_42_enquiry")))
    warehouse.keep(as_csv([enquiry(1)]), "enquiries")
    corrected = warehouse.keep(as_csv(concerns(2, decision="section_42_enquiry")))
    assert told(corrected.checked) == [("section_42_has_enquiry", 3, "warn")]
    assert warehouse.keep(as_csv([enquiry(1), enquiry(2)]), "enquiries").checked.outcome == "accepted"


def test_the_same_concern_under_another_reference_is_warned_of_within_and_across_months(warehouse: Warehouse) -> None:
    warehouse.keep(as_csv([right("concerns", **EARLIER)]), month=FEBRUARY)
    now = {**EARLIER, "month": "2024-03", "types_of_risk": "domestic_abuse;self_neglect"}
    rows = [
        right("concerns", concern_id="C2", **now),
        right("concerns", concern_id="C3", **{**now, "types_of_risk": "self_neglect"}),
    ]
    assert told(warehouse.keep(as_csv(rows)).checked) == [("concern_sent_once", 2, "warn")]
    twins = [right("concerns", concern_id=name) for name in ("D1", "D2")]
    assert told(warehouse.keep(as_csv(twins)).checked) == [("concern_sent_once", row, "warn") for row in (2, 3)]


def test_a_concern_that_waits_is_the_same_in_each_month(warehouse: Warehouse) -> None:
    """It is there twice, as two concerns of one person and day would be, but under one reference."""
    rows = [EARLIER, {**EARLIER, "concern_id": "C2", "types_of_risk": "self_neglect"}]
    warehouse.keep(as_csv([right("concerns", **row) for row in rows]), month=FEBRUARY)
    now = [right("concerns", **{**row, "month": "2024-03"}) for row in rows]
    assert told(warehouse.keep(as_csv(now)).checked) == []
    third = right("concerns", **{**EARLIER, "month": "2024-03", "concern_id": "C3", "types_of_risk": "self_neglect"})
    assert told(warehouse.keep(as_csv([*now, third])).checked) == [("concern_sent_once", row, "warn") for row in (3, 4)]


def test_a_reference_used_for_another_case_in_another_month_is_warned_of(warehouse: Warehouse) -> None:
    warehouse.keep(as_csv([right("concerns", **EARLIER)]), month=FEBRUARY)
    checked = warehouse.keep(as_csv(concerns(1))).checked
    assert told(checked) == [("case_keeps_its_facts_concerns", 2, "warn")]
    assert "was sent for 2024-02 with another person or day" in checked.problems[0].message


def test_a_reference_used_for_another_enquiry_in_another_month_is_warned_of(warehouse: Warehouse) -> None:
    open_since = {**OPEN, "started_on": "2024-02-01"}
    warehouse.keep(as_csv([enquiry(1, month="2024-02", **open_since)]), "enquiries", month=FEBRUARY)
    checked = warehouse.keep(as_csv([enquiry(1, **{**open_since, "person_id": "P7"})]), "enquiries").checked
    assert told(checked) == [("case_keeps_its_facts_enquiries", 2, "warn")]


def test_more_enquiries_than_concerns_are_warned_of(warehouse: Warehouse) -> None:
    warehouse.keep(as_csv(concerns(1, decision="section_42_enquiry")))
    rows = [enquiry(1), enquiry(2, concern_id="C1", person_id="P1")]
    checked = warehouse.keep(as_csv(rows), "enquiries").checked
    assert told(checked) == [("enquiries_within_concerns", None, "warn")]
    assert checked.problems[0].message.startswith("2 enquiries started in the month, out of 1 concerns")


def test_cases_that_are_all_as_last_month_are_warned_of_and_two_may_be(warehouse: Warehouse) -> None:
    rows = [enquiry(place, **OPEN, month="2024-02", started_on="2024-02-01") for place in (1, 2, 3)]
    for feed_rows, outcome in ((rows, "accepted_with_warnings"), (rows[:2], "accepted")):
        warehouse.keep(as_csv(feed_rows), "enquiries", month=FEBRUARY)
        checked = warehouse.keep(as_csv([{**row, "month": "2024-03"} for row in feed_rows]), "enquiries").checked
        assert checked.outcome == outcome
        assert [rule for rule, _, _ in told(checked)] == (["cases_have_moved"] if outcome != "accepted" else [])


def test_cases_of_which_one_ended_are_not_all_as_last_month(warehouse: Warehouse) -> None:
    """The references are the same, so that the other columns decide."""
    rows = [enquiry(place, **OPEN, month="2024-02", started_on="2024-02-01") for place in (1, 2, 3)]
    warehouse.keep(as_csv(rows), "enquiries", month=FEBRUARY)
    now = [{**row, "month": "2024-03"} for row in rows]
    now[2] = enquiry(3, started_on="2024-02-01")
    assert told(warehouse.keep(as_csv(now), "enquiries").checked) == []


def test_another_agencys_returns_do_not_count(warehouse: Warehouse) -> None:
    warehouse.keep(as_csv(concerns(1)))
    other = as_csv([enquiry(9, agency="elft")])
    assert warehouse.keep(other, "enquiries", agency="elft").checked.outcome == "accepted"


def test_a_repeat_of_a_row_that_another_return_refuses_is_refused_with_it(warehouse: Warehouse) -> None:
    warehouse.keep(as_csv(concerns(3)))
    rows = [enquiry(1), enquiry(9), enquiry(9)]
    checked = warehouse.keep(as_csv(rows), "enquiries").checked
    assert (checked.rows, checked.accepted_rows, checked.refused) == (3, 1, 2)
    assert told(checked) == [("enquiry_has_concern", 3, "refuse_row"), ("row_once", 4, "refuse_row")]


def test_the_check_alone_says_what_the_load_says(tmp_path: Path) -> None:
    content = as_csv([enquiry(1), enquiry(9)])
    with open_folder(tmp_path) as opened:
        opened.keep(as_csv(concerns(3)))
    with open_warehouse(tmp_path / "warehouse.duckdb", read_only=True) as connection:
        alone = check_against_warehouse(connection, content, declaration("enquiries"))
    with open_folder(tmp_path) as opened:
        kept = opened.keep(content, "enquiries").checked
    assert told(alone) == [("enquiry_has_concern", 3, "refuse_row")]
    assert alone.fields() == kept.fields()
