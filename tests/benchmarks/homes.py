"""Makes a partnership some times the sample's size: its returns, its warehouse, and a published generation."""

import math
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from scorecard.commands.load import load_returns
from scorecard.commands.options import now
from scorecard.feeds.catalogue import all_feeds
from scorecard.publication.publish import publish
from scorecard.settings import PROJECT, Settings
from scorecard.warehouse.intake import ReturnFile, find_returns

PEOPLE = 4


@dataclass(frozen=True)
class Home:
    """A loaded and published partnership, with the last concerns return and the warehouse as it was before it."""

    times: int
    settings: Settings
    last_concerns: ReturnFile
    warehouse_before: Path


def make_home(folder: Path, times: int) -> Home:
    """Make the returns, load and publish them, the last concerns return last of all; one made before is used again.

    The figures have two versions, before the last return and after it, and several people stand in the access log.
    """
    returns, settings, before = folder / "returns", Settings(home=folder), folder / "before.duckdb"
    made_before = settings.published.exists()
    if not made_before:
        _make_returns(folder, returns, times)
    files = find_returns([returns], all_feeds(), now())
    last = max((file for file in files if file.feed == "concerns"), key=lambda file: (file.month, file.received_at))
    if not made_before:
        others = [file for file in files if file is not last]
        most = math.ceil(len(others) / PEOPLE)
        for number in range(PEOPLE):
            _load(settings, others[number * most : (number + 1) * most], f"person_{number}")
        shutil.copyfile(settings.warehouse, before)
        publish(settings)
        _load(settings, [last], "person_0")
        publish(settings)
    return Home(times, settings, last, before)


def _make_returns(folder: Path, returns: Path, times: int) -> None:
    command = [sys.executable, "-m", "sample_data.generator", "--times", str(times), "--into", str(returns)]
    subprocess.run(command, cwd=PROJECT, check=True)
    shutil.copytree(PROJECT / "sample_data" / "reference", folder / "reference")


def _load(settings: Settings, files: list[ReturnFile], person: str) -> None:
    outcomes = load_returns(settings, files, lambda what, done, total: None, person)
    refused = {outcome: count for outcome, count in outcomes.items() if not outcome.startswith("accepted")}
    if refused:
        raise RuntimeError(f"The sample's returns did not all load: {refused}.")
