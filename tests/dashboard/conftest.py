"""What the tests of pages share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scorecard.dashboard.frame import Opened
from scorecard.publication.reader import open_generation, read_about
from scorecard.settings import load_settings


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
