"""Rows that join those in force: which number or reference they get, and what they change."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from scorecard.feeds.additions import Row, add_rows, put_addition, read_addition, write_cells, write_rows
from scorecard.feeds.catalogue import all_feeds, find_feed
from scorecard.tray import read_entry
from tests.feeds.valid_returns import RIGHT, as_csv, check, right


def comment(indicator: str, line: str, words: str) -> Row:
    return {"agency": "asc", "month": "2024-03", "indicator": indicator, "line": line, "comment": words}


def decision(reference: str, **cells: str) -> Row:
    return {"agency": "lsab", "month": "2024-03", "decision_id": reference, **cells}


def test_a_comment_gets_the_line_after_the_highest_of_its_own_indicator() -> None:
    in_force = [comment("a", "2", "x"), comment("a", "9", "x"), comment("b", "20", "x")]
    added = [comment("a", "", "new"), comment("c", "", "first"), comment("a", "", "newer")]
    rows = add_rows(find_feed("commentary"), in_force, added)
    assert [(row["indicator"], row["line"], row["comment"]) for row in rows] == [
        ("a", "2", "x"),
        ("a", "9", "x"),
        ("b", "20", "x"),
        ("a", "10", "new"),
        ("c", "1", "first"),
        ("a", "11", "newer"),
    ]


def test_a_decision_gets_a_reference_that_was_never_given() -> None:
    in_force = [decision("lsab-2024-03-1", decision="x")]
    rows = add_rows(find_feed("decisions"), in_force, [decision("", decision="y")], {"lsab-2024-03-2", "by hand"})
    assert [row["decision_id"] for row in rows] == ["lsab-2024-03-1", "lsab-2024-03-3"]


def test_a_row_with_the_key_of_another_changes_the_columns_that_it_has() -> None:
    in_force = [decision("A", decision="x", owner="Chair"), decision("B", decision="y", done_on="2024-05-01")]
    rows = add_rows(find_feed("decisions"), in_force, [decision("A", done_on="2024-06-30"), decision("B", done_on="")])
    assert [(row["decision_id"], row["decision"], row["owner"], row["done_on"]) for row in rows] == [
        ("A", "x", "Chair", "2024-06-30"),
        ("B", "y", "", ""),
    ]


def test_a_key_that_is_words_is_never_given_out() -> None:
    event = {"agency": "lsab", "month": "2024-03", "title": "", "date": "2024-03-11"}
    assert add_rows(find_feed("events"), [], [event])[0]["title"] == ""


@pytest.mark.parametrize("feed", list(all_feeds()))
def test_rows_of_every_feed_are_written_as_they_may_come_in(feed: str) -> None:
    """Read by the check, written as text, and read again: the same rows."""
    first = check(as_csv([right(feed)]), feed)
    assert first.accepted is not None
    written = write_rows(find_feed(feed), write_cells(first.accepted.drop("row")))
    again = check(written, feed)
    assert again.content_digest == first.content_digest
    assert again.outcome == "accepted"


def test_a_blank_cell_is_written_blank() -> None:
    rows = pl.DataFrame({"month": [date(2024, 3, 1)], "due_on": [None], "line": [3], "themes": [["a", "b"]]})
    written = write_cells(rows.cast({"due_on": pl.Date}))
    assert written == [{"month": "2024-03", "due_on": "", "line": "3", "themes": "a;b"}]


def test_what_is_laid_in_the_tray_is_read_again_as_it_was_written(tmp_path: Path) -> None:
    row = {"decision_id": "", "decision": 'Ask, then "tell".\nÄ', "owner": "Chair"}
    place = (tmp_path, "decisions", "lsab", date(2024, 3, 1))
    entry = read_entry(tmp_path, put_addition(*place, [row], "dashboard", sent_at=datetime(2024, 4, 8, 9)))
    assert (entry.sending.feed, entry.sending.agency, entry.sending.addition) == ("decisions", "lsab", True)
    assert read_addition(entry.content) == [{"agency": "lsab", "month": "2024-03", **row}]
    assert set(RIGHT["decisions"]) >= set(row)
