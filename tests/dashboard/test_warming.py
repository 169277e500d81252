"""Views written ahead are the very ones that a reader is then shown."""

from pathlib import Path
from threading import Event

import pytest

from scorecard.dashboard import warming
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.month_view import Choice, write_lower, write_top
from scorecard.publication.reader import open_generation, read_about


@pytest.fixture
def opened(published_home: Path) -> Opened:
    generation = open_generation(published_home / "published")
    return Opened(generation, read_about(generation))


def test_the_overview_that_a_reader_opens_first_was_written_ahead(opened: Opened) -> None:
    month = opened.about.reporting_month
    for work in warming._list_views(opened, month, newest=True):
        work()
    before = write_top.cache_info().misses, write_lower.cache_info().misses
    choice = Choice(month, "month", "all", "all")
    write_top(opened, choice, (("agency", None), ("month", None), ("period", None), ("theme", None)))
    write_lower(opened, choice, "", "all")
    assert (write_top.cache_info().misses, write_lower.cache_info().misses) == before


def test_writing_ahead_ends_when_it_is_told_to(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []
    ends = Event()

    def list_views(*_: object, newest: bool) -> list[object]:
        return [lambda: written.append(1), ends.set, lambda: written.append(3)]

    monkeypatch.setattr(warming, "_list_views", list_views)
    warming._write_views(opened, ends)
    assert written == [1]
