"""What the tests of pages share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scorecard.dashboard.frame import Opened
from scorecard.publication.reader import open_generation, read_about
from scorecard.settings import load_settings


@pytest.fixture(autouse=True)
def _write_no_views_ahead(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Views written ahead would take the time of the tests; the tests of that itself leave it on."""
    if request.path.name != "test_warming.py":
        monkeypatch.setattr("scorecard.dashboard.warming._write_views", lambda opened, ends: None)


@pytest.fixture
def home(published_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The published sample, as the home that the dashboard serves."""
    monkeypatch.setenv("SCORECARD_HOME", str(published_home))
    load_settings.cache_clear()
    yield published_home
    load_settings.cache_clear()


@pytest.fixture(scope="session")
def opened(published_home: Path) -> Opened:
    """The published sample as a page opens it."""
    generation = open_generation(published_home / "published")
    return Opened(generation, read_about(generation))
