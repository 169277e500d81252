"""What every test may use: the sample partnership, loaded and published once for the whole run."""

import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from scorecard.commands.load import load_returns
from scorecard.feeds.catalogue import all_feeds
from scorecard.publication.publish import publish
from scorecard.settings import PROJECT, Settings
from scorecard.warehouse.intake import find_returns
from tests.helpers.built_once import build_once

# A shared machine may pause any example for longer than the default deadline; timings belong in the benchmarks.
settings.register_profile("without deadline", deadline=None)
settings.load_profile("without deadline")


@pytest.fixture(scope="session", autouse=True)
def _keep_own_settings_out() -> None:
    """A developer's own settings must not reach the tests."""
    for name in [name for name in os.environ if name.startswith("SCORECARD_") and name != "SCORECARD_CHROMIUM"]:
        del os.environ[name]


@pytest.fixture(scope="session")
def published_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A home folder with the committed sample loaded and published, shared by all workers; never write to it."""
    return build_once(tmp_path_factory, worker_id, "published-home", build_home, "published/CURRENT")


def build_home(home: Path) -> None:
    """Load and publish the committed sample into a new home folder."""
    shutil.copytree(PROJECT / "sample_data" / "reference", home / "reference")
    own = Settings(home=home)
    files = find_returns([PROJECT / "sample_data" / "returns"], all_feeds(), datetime(2024, 4, 18, 9))
    outcomes = load_returns(own, files, lambda words, done, total: None)
    assert set(outcomes) <= {"accepted", "accepted_with_warnings"}, outcomes
    publish(own, now=datetime(2024, 4, 18, 9, 14))
