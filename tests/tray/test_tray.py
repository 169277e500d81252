"""An entry of the tray is there as a whole or not at all, and says how far it has come."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from threading import Event

import pytest

from scorecard.errors import ScorecardError
from scorecard.tray import (
    Sending,
    add_report,
    confirm,
    drop_content,
    list_entries,
    put_return,
    read_entry,
    remove,
    sweep,
    tell,
    withdraw,
)
from scorecard.tray.entries import Receipt

SENT = datetime(2024, 4, 5, 9, 30)
SENDING = Sending("training", "bhft", date(2024, 3, 1), "Analyst", "März & Co.csv", SENT)


def test_what_is_put_in_is_read_again_as_it_was(tmp_path: Path) -> None:
    name = put_return(tmp_path, b"a,b\r\n1,2\r\n", SENDING)
    entry = read_entry(tmp_path, name)
    assert (entry.sending, entry.content, entry.receipt) == (SENDING, b"a,b\r\n1,2\r\n", Receipt("sent"))
    assert (entry.confirmed, entry.withdrawn, entry.has_report) == (False, False, False)


def test_entries_are_listed_in_the_order_in_which_they_were_sent(tmp_path: Path) -> None:
    later = put_return(tmp_path, b"later", Sending(**{**vars(SENDING), "sent_at": datetime(2024, 4, 6)}))
    earlier = put_return(tmp_path, b"earlier", SENDING)
    assert [entry.name for entry in list_entries(tmp_path)] == [earlier, later]


def test_what_was_not_finished_is_not_an_entry(tmp_path: Path) -> None:
    unfinished = tmp_path / ".20240405-093000-0123abcd"
    unfinished.mkdir()
    (unfinished / "content").write_bytes(b"half")
    assert list_entries(tmp_path) == []
    assert list_entries(tmp_path / "not there yet") == []


def test_a_receipt_keeps_the_report_until_it_is_told_another(tmp_path: Path) -> None:
    put_return(tmp_path, b"a", SENDING)
    report = {"outcome": "rows_refused", "rows": 100, "accepted": 99, "refused": 1, "problems": []}
    tell(list_entries(tmp_path)[0], "checked", report=report, most_refused=2)
    told = list_entries(tmp_path)[0]
    assert told.receipt.may_be_confirmed
    tell(told, "publishing", message="Concerns received", done=3, total=47)
    publishing = list_entries(tmp_path)[0].receipt
    assert (publishing.report, publishing.done, publishing.total) == (report, 3, 47)
    assert not publishing.ended


@pytest.mark.parametrize(("refused", "may"), [(0, True), (2, True), (3, False)])
def test_more_refused_rows_than_agreed_cannot_be_left_out(refused: int, may: bool) -> None:
    report = {"refused": refused}
    assert Receipt("checked", report=report, most_refused=2).may_be_confirmed is may
    assert not Receipt("refused", report=report, most_refused=2).may_be_confirmed


def test_a_person_confirms_or_withdraws(tmp_path: Path) -> None:
    entry = read_entry(tmp_path, put_return(tmp_path, b"a", SENDING))
    confirm(entry)
    assert read_entry(tmp_path, entry.name).confirmed
    withdraw(entry)
    assert read_entry(tmp_path, entry.name).withdrawn
    drop_content(entry)
    assert not (entry.folder / "content").exists()
    remove(entry)
    assert list_entries(tmp_path) == []


@pytest.mark.parametrize("name", ["20240405-093000-0123abcd", "..", "../elsewhere", ""])
def test_a_name_that_is_not_an_entry_gives_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(ScorecardError, match="send it again"):
        read_entry(tmp_path, name)


def test_without_room_the_sentence_says_so_and_nothing_is_left(tmp_path: Path) -> None:
    blocked = tmp_path / "tray"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(ScorecardError, match="Nothing was changed"):
        put_return(blocked, b"a", SENDING)
    assert blocked.read_text() == "a file where the folder should be"


def test_whoever_looks_while_entries_are_taken_away_sees_whole_ones_only(tmp_path: Path) -> None:
    names = [put_return(tmp_path, b"content", SENDING) for _ in range(60)]
    for name in names:
        add_report(tell(read_entry(tmp_path, name), "checked"), b"report")
    seen: list[int] = []
    ended = Event()

    def look() -> None:
        while not ended.is_set():
            entries = list_entries(tmp_path)
            seen.append(len(entries))
            for entry in entries:
                with suppress(ScorecardError):  # that it has been withdrawn meanwhile
                    assert entry.read_report() == b"report"
                assert entry.days_since_told < 1

    with ThreadPoolExecutor(1) as looking:
        looked = looking.submit(look)
        for name in names:
            remove(read_entry(tmp_path, name))
        ended.set()
        looked.result()
    assert seen == sorted(seen, reverse=True)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_of_an_entry_whose_removal_was_cut_short(tmp_path: Path) -> None:
    name = put_return(tmp_path, b"NHS 943 476 5919", SENDING)
    (tmp_path / name).rename(tmp_path / f".gone-{name}")
    assert list_entries(tmp_path) == []
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_entry_that_is_gone_can_be_withdrawn_and_confirmed_without_harm(tmp_path: Path) -> None:
    entry = read_entry(tmp_path, put_return(tmp_path, b"content", SENDING))
    remove(entry)
    withdraw(entry)
    confirm(entry)
    assert list(tmp_path.iterdir()) == []
