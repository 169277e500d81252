"""Writes the views that readers open first, in the background, so that nobody waits for them."""

import atexit
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache, partial
from threading import Event, Thread

from scorecard.dashboard import meeting_view
from scorecard.dashboard.agency_view import write_agency
from scorecard.dashboard.conversion_view import write_conversion
from scorecard.dashboard.definition_list import write_definitions
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.indicator_subjects import choose_subject, list_subjects
from scorecard.dashboard.indicator_view import draw_chart, write_indicator
from scorecard.dashboard.learning_view import show_actions, write_learning
from scorecard.dashboard.meeting_decisions import write_in_hand
from scorecard.dashboard.meeting_topics import Topic, describe_months, list_topics
from scorecard.dashboard.month_view import Choice, write_lower, write_top
from scorecard.dashboard.presence import is_somebody_looking
from scorecard.dashboard.referral_view import write_referrals
from scorecard.dashboard.returns_view import write_returns_page
from scorecard.dashboard.theme_view import ThemeChoice, name_every_theme, write_theme
from scorecard.dashboard.training_table import write_training
from scorecard.months import months_between, write_month
from scorecard.publication.reader import name_agencies, name_indicators

Work = Callable[[], object]
MONTHS = 24
MONTHS_OF_INDICATORS = 3
TOPICS_OF_EARLIER = 2
SHARE_WHILE_SOMEBODY_LOOKS, SHARE_OF_QUIET_TIME = 0.25, 0.75
SECONDS_TO_STOP = 5


@lru_cache(maxsize=3)
def warm_views(opened: Opened) -> None:
    """Begin once for each generation in force; every view is the same as one written when it is first asked for."""
    if opened.is_newest:
        ends = Event()
        thread = Thread(target=_write_views, args=(opened, ends), name="warm views", daemon=True)
        # A thread that is still in a library while the interpreter goes down can take it down hard.
        atexit.register(_stop, thread, ends)
        thread.start()


def _stop(thread: Thread, ends: Event) -> None:
    ends.set()
    thread.join(SECONDS_TO_STOP)


def _write_views(opened: Opened, ends: Event) -> None:
    """Write the newest month first, and rest after each view, so that readers come first."""
    months = months_between(opened.about.first_month, opened.about.reporting_month)[-MONTHS:]
    for back, month in enumerate(reversed(months)):
        for work in _list_views(opened, month, newest=back == 0, with_indicators=back < MONTHS_OF_INDICATORS):
            begun = time.perf_counter()
            work()
            if ends.wait(rest_after(time.perf_counter() - begun)):
                return


def rest_after(seconds: float) -> float:
    """Say how many seconds to rest after a view that took so many to write."""
    share = SHARE_WHILE_SOMEBODY_LOOKS if is_somebody_looking() else SHARE_OF_QUIET_TIME
    return seconds * (1 / share - 1)


def _list_views(opened: Opened, month: date, *, newest: bool, with_indicators: bool) -> Iterator[Work]:
    if newest:
        yield partial(write_definitions, opened.generation, "")
    everything = opened.about.all_agencies
    agencies = list(name_agencies(opened.generation))
    shown = None if newest else write_month(month)
    for view in (everything, *agencies):
        choice = Choice(month, "month", view, everything)
        following = {"agency": None if view == everything else view, "month": shown, "period": None, "theme": None}
        yield partial(write_top, opened, choice, tuple(following.items()))
        yield partial(write_lower, opened, choice, "", "core" if view == everything else "all")
    yield partial(write_training, opened, month, everything)
    yield partial(write_conversion, opened, month, "month")
    yield partial(write_referrals, opened, month, "month", everything)
    yield partial(_write_actions, opened, month)
    yield partial(write_returns_page, opened, month, None, month, None, None)
    for theme in list(name_every_theme(opened))[: None if newest else 1]:
        yield partial(write_theme, opened, ThemeChoice(theme, everything, month, "month"), "")
    for agency in agencies:
        yield partial(write_agency, opened, agency, month, "month")
    agenda = list_topics(opened, Choice(month, "month", everything, everything))
    for topic in agenda.topics[: None if newest else TOPICS_OF_EARLIER]:
        yield partial(_write_topic, opened, topic, month)
    for indicator in name_indicators(opened.generation) if with_indicators else ():
        yield partial(_write_indicator, opened, indicator, month, with_chart=newest)


def _write_actions(opened: Opened, month: date) -> None:
    everything = opened.about.all_agencies
    write_learning(opened, month, "month", show_actions(opened, month, *[everything] * 4))


def _write_topic(opened: Opened, topic: Topic, month: date) -> None:
    """Write a screen of the meeting, with its chart as a desk is shown it."""
    meeting_view.write_topic(opened, topic)
    meeting_view.write_caption(opened, topic)
    write_in_hand(opened, topic, month)
    chart = None if topic.chosen is None else describe_months(opened, topic.chosen)
    if chart is not None:
        meeting_view.draw_chart(chart, False, False)


def _write_indicator(opened: Opened, indicator: str, month: date, *, with_chart: bool) -> None:
    """Write an indicator as it is first shown, of its first subject; drawn charts are large, and only few are kept."""
    subjects = list_subjects(opened.generation, indicator)
    if not subjects:
        return
    agency, subject = next(iter(subjects.items()))
    chosen = choose_subject(indicator, agency, subject, next(iter(subject.categories)), month, "month")
    page = write_indicator(opened, chosen)
    if with_chart and page.chart is not None:
        draw_chart(page.chart, False, False)
