"""Views written ahead are the very ones that a reader is then shown."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import polars as pl
import pytest

from scorecard.dashboard import meeting_view, presence, views_ahead, warming
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
from scorecard.months import add_months
from scorecard.publication.reader import Generation, name_indicators
from scorecard.settings import Settings
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
def written_ahead(home: Path, opened: Opened) -> None:
    """What is written ahead for the newest month, and of indicators the first."""
    month = opened.about.reporting_month
    first_indicator = next(views_ahead.list_indicators(opened, month))
    write_definitions(opened.generation, "")
    for work in (*views_ahead.list_views(opened, month), first_indicator):
        work()


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


VIEWS_OF_PIECES = {
    "this_month": {"agency": "police", "show": "exceptions"},
    "agency": {"agency": "elft"},
    "themes": {"theme": "self_neglect_hoarding", "agency": "asc"},
    "learning": {"state": "done"},
    "referrals": {"agency": "police"},
}


@pytest.mark.parametrize("period", ["month", "quarter", "rolling12"])
@pytest.mark.usefixtures("home")
def test_any_view_of_a_month_is_put_together_without_asking_for_the_month(
    period: str, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    month = add_months(opened.about.reporting_month, -4)
    for each in dict.fromkeys(("month", period)):
        for work in views_ahead.list_pieces(opened, month, each):
            work()
    asked: list[str] = []
    ask = Generation.ask

    def note(generation: Generation, query: str, **parameters: object) -> pl.DataFrame:
        if parameters.get("month") == month:
            asked.append(query)
        return ask(generation, query, **parameters)

    monkeypatch.setattr(Generation, "ask", note)
    for page, choices in VIEWS_OF_PIECES.items():
        shown = open_page(page, month=f"{month:%Y-%m}", period=period, **choices)
        assert not shown.exception
        assert asked == [], page


class _Tried:
    """Work of two audiences that notes what is done, and ends the writing after the last."""

    def __init__(self, last: str) -> None:
        self.done: list[str] = []
        self.ends = Event()
        self._last = last

    def list_work(self, opened: Opened) -> Iterator[Callable[[], object]]:
        for number in range(3):
            yield partial(self._do, f"{opened.about.audience} {number}")

    def _do(self, name: str) -> None:
        self.done.append(name)
        if name == self._last:
            self.ends.set()


@pytest.fixture
def signed_in(opened: Opened, published_home: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a partnership whose council and board both look."""
    monkeypatch.setattr(warming, "rest_after", lambda seconds: 0.0)
    given = {"sign_in_issuer": "https://issuer.example.org", "sign_in_client_id": "scorecard"}
    given |= {"sign_in_redirect": "https://scorecard.example.org"}
    given |= {"sign_in_client_secret": "s" * 40, "cookie_secret": "c" * 40}
    return Settings.model_validate({"home": published_home, **given})


def test_writing_ahead_serves_each_audience_in_turn(signed_in: Settings) -> None:
    tried = _Tried(last="council 2")
    warming.keep_ahead(signed_in, tried.ends, tried.list_work)
    assert tried.done == ["board 0", "council 0", "board 1", "council 1", "board 2", "council 2"]


def test_writing_ahead_ends_when_it_is_told_to(signed_in: Settings) -> None:
    tried = _Tried(last="board 1")
    warming.keep_ahead(signed_in, tried.ends, tried.list_work)
    assert tried.done == ["board 0", "council 0", "board 1"]


def test_a_view_that_cannot_be_written_ahead_stops_only_its_own_audience(
    signed_in: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    tried = _Tried(last="council 2")

    def list_work(opened: Opened) -> Iterator[Callable[[], object]]:
        if opened.about.audience == "board":
            yield lambda: 1 / 0
        yield from tried.list_work(opened)

    warming.keep_ahead(signed_in, tried.ends, list_work)
    assert tried.done == ["council 0", "council 1", "council 2"]
    assert "ZeroDivisionError" in caplog.text


def test_a_new_generation_is_written_ahead_before_anybody_asks(
    signed_in: Settings, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = replace(opened, about=replace(opened.about, number=opened.about.number + 1))
    published = iter([[opened], [opened], [newer]])
    monkeypatch.setattr(warming, "SECONDS_BETWEEN_LOOKS", 0.001)
    ends, begun = Event(), list[int]()

    def open_newest(settings: Settings) -> list[Opened]:
        shown = next(published, None)
        if shown is None:
            ends.set()
        return shown or []

    def list_work(opened: Opened) -> Iterator[Callable[[], object]]:
        begun.append(opened.about.number)
        return iter([])

    monkeypatch.setattr(warming, "_open_newest", open_newest)
    warming.keep_ahead(signed_in, ends, list_work)
    assert begun == [opened.about.number, newer.about.number]


def test_writing_ahead_gives_way_to_whoever_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter of the time is used while somebody looks, and nine tenths when nobody has for some seconds."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr(presence, "_looked", {"last": float("-inf")})
    rests = [warming.rest_after(0.9)]
    presence.note_reader()
    rests.append(warming.rest_after(0.9))
    now[0] += 2.9
    rests.append(warming.rest_after(0.9))
    now[0] += 0.2
    rests.append(warming.rest_after(0.9))
    assert rests == pytest.approx([0.1, 2.7, 2.7, 0.1])


@pytest.mark.usefixtures("home")
def test_a_page_that_is_shown_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "_looked", {"last": float("-inf")})
    assert not presence.is_somebody_looking()
    assert not open_page("definitions").exception
    assert presence.is_somebody_looking()
