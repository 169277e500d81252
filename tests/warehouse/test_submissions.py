"""The catalogue of bad returns: submissions. What is kept is whole, newest in force, and never kept twice."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from scorecard.errors import WarehouseError
from scorecard.feeds.checking import digest_of
from scorecard.warehouse.originals import read_note
from scorecard.warehouse.submissions import list_months
from tests.feeds.valid_returns import as_csv, as_workbook, concerns, right
from tests.warehouse.keeping import RECEIVED, Warehouse, open_folder

FIRST = as_csv(concerns(3))
CORRECTED = as_csv(concerns(2, referral_source="fire"))
FEBRUARY = date(2024, 2, 1)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with open_folder(tmp_path) as opened:
        yield opened
        opened.hold_what_is_promised()


def test_an_accepted_return_is_kept_with_its_rows_sender_moment_and_digests(warehouse: Warehouse) -> None:
    receipt = warehouse.keep(FIRST)
    assert (receipt.submission, receipt.checked.outcome) == (1, "accepted")
    told = warehouse.ask(
        "select feed, agency_code, report_month, received_at, sender, file_name, rows_received, rows_accepted,"
        " rows_refused, digest, content_digest from store.submission"
    )
    digests = (receipt.checked.digest, receipt.checked.content_digest)
    assert told == [("concerns", "asc", date(2024, 3, 1), RECEIVED, "Analyst", "a_return.csv", 3, 3, 0, *digests)]
    rows = warehouse.ask(
        "select row_number, agency, month, concern_id, types_of_risk, age, decided_on from store.concerns"
    )
    risks = ["self_neglect", "domestic_abuse"]
    assert sorted(rows)[1] == (3, "asc", date(2024, 3, 1), "C2", risks, 70, date(2024, 3, 6))
    assert (warehouse.originals / receipt.checked.digest).read_bytes() == FIRST


def test_a_workbook_and_a_text_file_are_kept_alike(warehouse: Warehouse) -> None:
    warehouse.keep(as_workbook(concerns(3)))
    assert warehouse.ask("select count(*), min(received_on) from feed.concerns") == [(3, date(2024, 3, 4))]


def test_the_same_bytes_again_change_nothing_and_are_told_by_their_number(warehouse: Warehouse) -> None:
    warehouse.keep(FIRST)
    again = warehouse.keep(FIRST, received_at=datetime(2024, 5, 1))
    assert (again.submission, again.checked.outcome) == (None, "already_received")
    assert (again.checked.rows, again.checked.accepted_rows, again.checked.refused) == (3, 3, 0)
    assert "as submission 1 (asc concerns 2024-03). Nothing changed." in again.checked.problems[0].message
    assert warehouse.hold_what_is_promised() == 1


def test_known_bytes_are_told_without_a_check_whatever_is_declared_of_them(warehouse: Warehouse) -> None:
    warehouse.keep(FIRST)
    # Checked under this declaration the file would be refused for its agency and its month.
    again = warehouse.keep(FIRST, agency="elft", month=FEBRUARY)
    assert again.checked.outcome == "already_received"
    assert [problem.rule for problem in again.checked.problems] == ["already_received"]


@pytest.mark.parametrize(
    "same",
    [as_csv(concerns(3), delimiter="\t"), as_workbook(concerns(3)), FIRST.replace(b"2024-03-04", b"04/03/2024")],
    ids=["tabs", "workbook", "other dates"],
)
def test_the_same_rows_in_other_bytes_change_nothing(warehouse: Warehouse, same: bytes) -> None:
    warehouse.keep(FIRST)
    assert warehouse.keep(same).checked.outcome == "already_received"
    assert warehouse.hold_what_is_promised() == 1


def test_the_same_figures_for_another_month_are_another_return(warehouse: Warehouse) -> None:
    march, february = as_csv([right("training")]), as_csv([right("training", month="2024-02")])
    assert warehouse.keep(march, "training").submission == 1
    assert warehouse.keep(february, "training", month=FEBRUARY).submission == 2
    assert list_months(warehouse.connection) == (FEBRUARY, date(2024, 3, 1))


def test_a_corrected_return_supersedes_as_a_whole_and_the_older_one_stays(warehouse: Warehouse) -> None:
    warehouse.keep(FIRST)
    corrected = warehouse.keep(CORRECTED, received_at=datetime(2024, 4, 9, 12))
    assert (corrected.submission, corrected.checked.outcome) == (2, "accepted")
    assert warehouse.ask("select concern_id, referral_source from feed.concerns order by all") == [
        ("C1", "fire"),
        ("C2", "fire"),
    ]
    assert warehouse.ask("select submission, count(*) from store.concerns group by all order by all") == [
        (1, 3),
        (2, 2),
    ]
    assert warehouse.ask("select sequence from store.current_submission") == [(2,)]


@pytest.mark.parametrize(
    ("moment", "sources"),
    [
        ("2024-04-05 09:29:59", []),
        ("2024-04-05 09:30:00", [("police", 3)]),
        ("2024-04-09 11:59:59", [("police", 3)]),
        ("2024-04-09 12:00:00", [("fire", 2)]),
    ],
)
def test_as_at_shows_what_was_known_at_a_moment(
    warehouse: Warehouse, moment: str, sources: list[tuple[str, int]]
) -> None:
    warehouse.keep(FIRST)
    warehouse.keep(CORRECTED, received_at=datetime(2024, 4, 9, 12))
    warehouse.connection.execute(f"set variable as_at = timestamp '{moment}'")
    assert warehouse.ask("select referral_source, count(*) from feed.concerns group by all") == sources


def test_an_earlier_return_sent_again_after_its_correction_is_known_and_changes_nothing(warehouse: Warehouse) -> None:
    warehouse.keep(FIRST)
    warehouse.keep(CORRECTED)
    assert warehouse.keep(FIRST).checked.outcome == "already_received"
    assert warehouse.ask("select count(*) from feed.concerns") == [(2,)]


def test_a_case_sent_in_two_months_is_shown_as_last_sent(warehouse: Warehouse) -> None:
    waiting = right(
        "concerns", month="2024-02", received_on="2024-02-20", decision="", decided_on="", referrer_told_on=""
    )
    warehouse.keep(as_csv([right("concerns", received_on="2024-02-20")]))
    warehouse.keep(as_csv([waiting]), month=FEBRUARY)
    assert warehouse.ask("select report_month, decision from feed.concerns") == [
        (date(2024, 3, 1), "no_further_action")
    ]


def test_a_refused_return_leaves_nothing_behind(warehouse: Warehouse) -> None:
    receipt = warehouse.keep(FIRST.replace(b"asc", b"elft"))
    assert (receipt.submission, receipt.checked.outcome) == (None, "refused")
    assert warehouse.hold_what_is_promised() == 0
    assert not warehouse.originals.exists()
    assert warehouse.keep(FIRST).submission == 1


def with_wrong(count: int, wrong: int) -> bytes:
    return as_csv([{**row, "age": "17" if place < wrong else "70"} for place, row in enumerate(concerns(count))])


def test_a_return_with_refused_rows_waits(warehouse: Warehouse) -> None:
    receipt = warehouse.keep(with_wrong(100, 2))
    assert (receipt.submission, receipt.checked.outcome, receipt.checked.refused) == (None, "rows_refused", 2)
    assert warehouse.hold_what_is_promised() == 0


@pytest.mark.parametrize(("wrong", "kept"), [(2, True), (3, False)])
def test_refused_rows_may_be_left_out_up_to_two_in_a_hundred(warehouse: Warehouse, wrong: int, kept: bool) -> None:
    receipt = warehouse.keep(with_wrong(100, wrong), without_refused=True)
    assert (receipt.submission is not None) is kept
    if kept:
        assert warehouse.ask("select rows_received, rows_accepted, rows_refused from store.submission") == [
            (100, 98, 2)
        ]
        problems = "select row_number, column_name, severity, rule from store.problem where rule = 'min' order by all"
        assert warehouse.ask(problems) == [(2, "age", "refuse_row", "min"), (3, "age", "refuse_row", "min")]


def test_a_mended_return_supersedes_one_kept_without_its_refused_rows(warehouse: Warehouse) -> None:
    warehouse.keep(with_wrong(100, 2), without_refused=True)
    assert warehouse.keep(with_wrong(100, 0)).submission == 2
    assert warehouse.ask("select count(*) from feed.concerns") == [(100,)]


def test_repeated_rows_are_kept_once_and_many_warnings_are_kept_all(warehouse: Warehouse) -> None:
    rows = [{**row, "person_id": "P1"} for row in concerns(500)]
    receipt = warehouse.keep(as_csv([*rows, rows[0]]))
    assert receipt.submission == 1
    assert warehouse.ask("select count(*) from feed.concerns") == [(500,)]
    told = warehouse.ask("select rule, severity, count(*) from store.problem group by all order by all")
    assert told == [
        ("concern_sent_once", "warn", 500),
        ("few_concerns_for_one_person", "warn", 500),
        ("row_once", "warn", 1),
    ]


def test_a_nil_return_is_kept_and_a_return_of_wrong_rows_only_is_not_taken_for_it(warehouse: Warehouse) -> None:
    header = FIRST.splitlines(keepends=True)[0]
    assert warehouse.keep(header, nil=True).submission == 1
    assert warehouse.ask("select rows_received from store.current_submission") == [(0,)]
    assert warehouse.keep(with_wrong(3, 3)).checked.outcome == "rows_refused"


def test_a_return_that_cannot_be_written_changes_nothing_and_says_so(warehouse: Warehouse) -> None:
    warehouse.keep(FIRST)
    warehouse.connection.execute("alter table store.concerns rename to mislaid")
    with pytest.raises(WarehouseError, match="could not be kept, and nothing was changed"):
        warehouse.keep(CORRECTED)
    warehouse.connection.execute("alter table store.mislaid rename to concerns")
    assert warehouse.hold_what_is_promised() == 1
    assert warehouse.keep(CORRECTED).submission is not None
    assert warehouse.ask("select count(*) from feed.concerns") == [(2,)]


def test_a_return_whose_original_cannot_be_kept_is_not_kept(warehouse: Warehouse) -> None:
    warehouse.originals.write_text("a file where the folder should be")
    with pytest.raises(WarehouseError, match="nothing was changed"):
        warehouse.keep(FIRST)
    assert warehouse.ask("select count(*) from store.submission") == [(0,)]
    warehouse.originals.unlink()
    assert warehouse.keep(FIRST).submission is not None


def test_every_row_of_a_large_return_is_kept_in_its_place(warehouse: Warehouse) -> None:
    warehouse.keep(as_csv(concerns(20_000)))
    question = "select count(*), count(*) filter (where concern_id = 'C' || (row_number - 1)) from store.concerns"
    assert warehouse.ask(question) == [(20_000, 20_000)]


def test_a_note_that_cannot_be_given_its_place_is_never_written_over(warehouse: Warehouse) -> None:
    place = warehouse.originals / f"{digest_of(FIRST)}.json"
    place.mkdir(parents=True)
    assert warehouse.keep(FIRST).submission == 1
    with pytest.raises(WarehouseError, match="could not be given its place"):
        warehouse.keep(CORRECTED)
    place.rmdir()
    assert warehouse.keep(CORRECTED).checked.outcome == "accepted"
    notes = {path.name for path in warehouse.originals.glob("*.json")}
    assert notes == {f"{digest_of(content)}.json" for content in (FIRST, CORRECTED)}


def test_a_note_says_what_was_declared_and_what_came_of_it(warehouse: Warehouse) -> None:
    receipt = warehouse.keep(with_wrong(100, 2), without_refused=True)
    note = read_note(warehouse.originals / f"{receipt.checked.digest}.json")
    assert note is not None
    assert (note.sequence, note.feed, note.agency, note.month) == (1, "concerns", "asc", date(2024, 3, 1))
    assert (note.sender, note.received_at, note.file_name) == ("Analyst", RECEIVED, "a_return.csv")
    assert (note.digest, note.content_digest) == (receipt.checked.digest, receipt.checked.content_digest)
    assert (note.rows_received, note.rows_refused, note.without_refused, note.nil) == (100, 2, True, False)
