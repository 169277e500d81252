"""Views written ahead are the very ones that a reader is then shown."""

from pathlib import Path
from threading import Event

import pytest

from scorecard.dashboard import meeting_view, presence, warming
from scorecard.dashboard.agency_view import write_agency
from scorecard.dashboard.conversion_view import write_conversion
from scorecard.dashboard.definition_list import write_definitions
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.indicator_view import draw_chart, write_indicator
from scorecard.dashboard.learning_view import write_learning
from scorecard.dashboard.meeting_decisions import write_in_hand
from scorecard.dashboard.month_view import write_lower, write_top
from scorecard.dashboard.referral_view import write_referrals
from scorecard.dashboard.returns_view import write_returns_page
from scorecard.dashboard.theme_view import write_theme
from scorecard.dashboard.training_table import write_training
from scorecard.publication.reader import name_indicators
from tests.dashboard.opening import open_page

WRITERS = {
    "this_month": (write_top, write_lower),
    "agency": (write_agency,),
    "themes": (write_theme,),
    "conversion": (write_conversion,),
    "training": (write_training,),
    "referrals": (write_referrals,),
    "learning": (write_learning,),
    "returns": (write_returns_page,),
    "definitions": (write_definitions,),
    "indicator": (write_indicator, draw_chart),
    "meeting": (meeting_view.write_topic, meeting_view.write_caption, meeting_view.draw_chart, write_in_hand),
}
CHOICES = {"meeting": {"at": "1"}}
"""What is chosen on a page that opens with nothing to write ahead: the first screen after the opening."""


@pytest.fixture
def written_ahead(home: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written ahead for the newest month, and of indicators the first; then nothing more is."""
    month = opened.about.reporting_month
    for work in warming._list_views(opened, month, newest=True, with_indicators=False):
        work()
    first = next(iter(name_indicators(opened.generation)))
    warming._write_indicator(opened, first, month, with_chart=True)
    monkeypatch.setattr(warming, "_write_views", lambda opened, ends: None)


@pytest.mark.parametrize("page", WRITERS)
@pytest.mark.usefixtures("written_ahead")
def test_what_a_reader_opens_first_was_written_ahead(page: str) -> None:
    before = [writer.cache_info() for writer in WRITERS[page]]
    assert not open_page(page, **CHOICES.get(page, {})).exception
    for writer, was in zip(WRITERS[page], before, strict=True):
        now = writer.cache_info()
        assert now.misses == was.misses
        assert now.hits > was.hits


def test_every_indicator_of_the_newest_month_is_kept_with_its_chart(opened: Opened) -> None:
    """A chart that has to make room for the last ones written ahead would have been drawn for nobody."""
    kept = draw_chart.cache_info().maxsize
    assert kept is not None
    assert kept > len(name_indicators(opened.generation))


def test_writing_ahead_ends_when_it_is_told_to(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []
    ends = Event()

    def list_views(*_: object, newest: bool, with_indicators: bool) -> list[object]:
        return [lambda: written.append(1), ends.set, lambda: written.append(3)]

    monkeypatch.setattr(warming, "_list_views", list_views)
    warming._write_views(opened, ends)
    assert written == [1]


def test_writing_ahead_gives_way_to_whoever_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter of the time is used while somebody looks, and three quarters when nobody has for some seconds."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr(presence, "_looked", {"last": float("-inf")})
    rests = [warming.rest_after(0.3)]
    presence.note_reader()
    rests.append(warming.rest_after(0.3))
    now[0] += 2.9
    rests.append(warming.rest_after(0.3))
    now[0] += 0.2
    rests.append(warming.rest_after(0.3))
    assert rests == pytest.approx([0.1, 0.9, 0.9, 0.1])


@pytest.mark.usefixtures("home")
def test_a_page_that_is_shown_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "_write_views", lambda opened, ends: None)
    monkeypatch.setattr(presence, "_looked", {"last": float("-inf")})
    assert not presence.is_somebody_looking()
    assert not open_page("definitions").exception
    assert presence.is_somebody_looking()
