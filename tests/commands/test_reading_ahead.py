"""The next return is read and checked while the one before it is being kept, and nothing changes its turn."""

from datetime import date, datetime
from pathlib import Path
from threading import Event

import pytest

from scorecard.commands import reading_ahead
from scorecard.commands.reading_ahead import read_ahead
from scorecard.errors import ScorecardError
from scorecard.feeds.checking import Declaration, digest_of
from scorecard.warehouse.intake import ReturnFile
from tests.feeds.valid_returns import as_csv, concerns, declaration

RECEIVED = datetime(2024, 4, 5, 9, 30)
Place = tuple[ReturnFile, Declaration]


def place(path: Path, content: bytes | None, received_at: datetime = RECEIVED) -> Place:
    if content is not None:
        path.write_bytes(content)
    file = ReturnFile(path, "concerns", "asc", date(2024, 3, 1), "Analyst", received_at)
    return file, declaration("concerns")


def ignore(file: ReturnFile, content: bytes) -> None:
    """Record nothing."""


def test_the_second_file_is_read_before_the_first_is_done_with(tmp_path: Path) -> None:
    second = Event()

    def record(file: ReturnFile, content: bytes) -> None:
        if file.path.name == "b.csv":
            second.set()

    places = [place(tmp_path / f"{name}.csv", as_csv(concerns(count))) for name, count in (("a", 1), ("b", 2))]
    returns = read_ahead(places, [], record)
    first = next(returns)
    assert second.wait(30)
    assert [(each.file.path.name, each.checked and each.checked.accepted_rows) for each in (first, *returns)] == [
        ("a.csv", 1),
        ("b.csv", 2),
    ]


def test_a_file_that_cannot_be_read_is_told_at_its_turn(tmp_path: Path) -> None:
    places = [place(tmp_path / "a.csv", as_csv(concerns(1))), place(tmp_path / "gone.csv", None)]
    returns = read_ahead(places, [], ignore)
    assert next(returns).file.path.name == "a.csv"
    with pytest.raises(ScorecardError, match=r"gone\.csv cannot be read"):
        next(returns)


def test_bytes_that_are_known_and_large_files_are_not_checked_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, known, large = (as_csv(concerns(count)) for count in (1, 2, 3))
    monkeypatch.setattr(reading_ahead, "LARGEST_AHEAD", len(large) - 1)
    places = [place(tmp_path / f"{len(content)}.csv", content) for content in (small, known, large)]
    returns = list(read_ahead(places, [digest_of(known)], ignore))
    assert [each.content for each in returns] == [small, known, large]
    assert [each.checked is None for each in returns] == [False, True, True]


def test_nothing_can_have_happened_after_the_day_of_receipt(tmp_path: Path) -> None:
    content = as_csv(concerns(1, received_on="2024-03-20"))
    days = (datetime(2024, 3, 19, 9), datetime(2024, 3, 20, 9))
    places = [place(tmp_path / f"{day:%d}.csv", content, day) for day in days]
    rules = [
        [each.rule for each in given.checked.problems] for given in read_ahead(places, [], ignore) if given.checked
    ]
    assert ["future" in " ".join(each) for each in rules] == [True, False]
