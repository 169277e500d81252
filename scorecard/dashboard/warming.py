"""Writes views ahead in the background for as long as the server runs, so that nobody waits for them."""

import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from threading import Event, Thread

from starlette.concurrency import run_in_threadpool

from scorecard.access.roles import POLICIES
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.presence import is_somebody_looking
from scorecard.dashboard.views_ahead import Work, list_work
from scorecard.errors import ScorecardError
from scorecard.publication.reader import open_generation, read_about
from scorecard.settings import Settings, load_settings

SHARE_WHILE_SOMEBODY_LOOKS, SHARE_OF_QUIET_TIME = 0.25, 0.9
SECONDS_BETWEEN_LOOKS = 2.0
SECONDS_TO_STOP = 5.0
LOG = logging.getLogger(__name__)


@asynccontextmanager
async def write_ahead(app: object) -> AsyncIterator[None]:
    """Write ahead until the server ends; every view is the one that is written when it is first asked for."""
    ends = Event()
    thread = Thread(target=keep_ahead, args=(load_settings(), ends), name="write ahead", daemon=True)
    thread.start()
    try:
        yield
    finally:
        # A thread that is still in a library while the interpreter goes down can take it down hard.
        ends.set()
        await run_in_threadpool(thread.join, SECONDS_TO_STOP)


def keep_ahead(settings: Settings, ends: Event, list_work: Callable[[Opened], Iterator[Work]] = list_work) -> None:
    """Write ahead of each audience in turn, and begin anew with every generation that is published meanwhile."""
    begun: dict[str, Opened] = {}
    turns: dict[str, Iterator[Work]] = {}
    while not ends.is_set():
        for opened in _open_newest(settings):
            if begun.get(opened.about.audience) != opened:
                begun[opened.about.audience] = opened
                turns[opened.about.audience] = list_work(opened)
        look_again_at = time.monotonic() + SECONDS_BETWEEN_LOOKS
        while turns and time.monotonic() < look_again_at and not ends.is_set():
            for audience in list(turns):
                seconds = _take_turn(turns[audience])
                if seconds is None:
                    del turns[audience]
                elif ends.wait(rest_after(seconds)):
                    return
        if not turns:
            ends.wait(SECONDS_BETWEEN_LOOKS)


def _open_newest(settings: Settings) -> Iterator[Opened]:
    """Open the newest generation of every audience that may look; whoever looks is told why one cannot be opened."""
    may_look = {policy.audience for policy in POLICIES.values()} if settings.has_sign_in else {settings.audience}
    for audience in sorted(audience for audience in may_look if audience is not None):
        with suppress(ScorecardError):
            generation = open_generation(settings.published, audience)
            yield Opened(generation, read_about(generation))


def _take_turn(turn: Iterator[Work]) -> float | None:
    """Write the next view and say how many seconds it took; None at the end, or where one cannot be written."""
    begun = time.perf_counter()
    try:
        work = next(turn, None)
        if work is None:
            return None
        work()
    except ScorecardError:
        return None  # its reader is told why
    except Exception:
        LOG.exception("A view could not be written ahead.")
        return None
    return time.perf_counter() - begun


def rest_after(seconds: float) -> float:
    """Say how many seconds to rest after a view that took so many to write."""
    share = SHARE_WHILE_SOMEBODY_LOOKS if is_somebody_looking() else SHARE_OF_QUIET_TIME
    return seconds * (1 / share - 1)
