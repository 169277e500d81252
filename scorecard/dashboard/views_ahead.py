"""Lists what is written ahead: the views that readers open first, and the pieces of which any other is put together."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import product

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
from scorecard.dashboard.month_view import Choice, write_lower, write_rows, write_top
from scorecard.dashboard.referral_view import write_referrals
from scorecard.dashboard.returns_view import write_found_in, write_returns_page
from scorecard.dashboard.theme_choice import ThemeChoice, name_every_theme
from scorecard.dashboard.theme_view import write_theme
from scorecard.dashboard.training_table import write_training
from scorecard.months import months_between, write_month
from scorecard.publication.periods import PERIODS
from scorecard.publication.reader import (
    name_agencies,
    name_indicators,
    read_actions,
    read_decisions,
    read_panels,
    read_referrals,
)
from scorecard.publication.returns_reader import list_with_problems

Work = Callable[[], object]
MONTHS = 24
MONTHS_OF_THEMES, MONTHS_OF_INDICATORS = 6, 3


def list_work(opened: Opened) -> Iterator[Work]:
    """List what is written ahead, what is most likely to be opened first.

    That is the newest month, then the other months as they open, their periods, and themes and indicators of the last.
    """
    newest, *others = reversed(months_between(opened.about.first_month, opened.about.reporting_month)[-MONTHS:])
    yield partial(write_definitions, opened.generation, "")
    yield from list_views(opened, newest)
    yield from list_themes(opened, newest)
    yield from list_indicators(opened, newest)
    for period in PERIODS:
        yield from list_pieces(opened, newest, period)
    for month in others:
        yield from list_pieces(opened, month, "month")
        yield from list_views(opened, month)
    for month, period in product(others, PERIODS):
        if period != "month":
            yield from list_pieces(opened, month, period)
    for submission in list_with_problems(opened.generation):
        yield partial(write_found_in, opened.generation, submission)
    for month in others[: MONTHS_OF_THEMES - 1]:
        yield from list_themes(opened, month)
    for month in others[: MONTHS_OF_INDICATORS - 1]:
        yield from list_indicators(opened, month)


def list_pieces(opened: Opened, month: date, period: str) -> Iterator[Work]:
    """List what the views of a month and period share, whichever agency, theme or rows the reader keeps."""
    everything = opened.about.all_agencies
    for view in (everything, *name_agencies(opened.generation)):
        yield partial(write_rows, opened, Choice(month, period, view, everything))
    theme = next(iter(name_every_theme(opened)))
    yield partial(write_theme, opened, ThemeChoice(theme, everything, month, period), "")
    for read in (read_referrals, read_panels):
        yield partial(read, opened.generation, month, period)
    for read_month in (read_actions, read_decisions) if period == "month" else ():
        yield partial(read_month, opened.generation, month)


def list_views(opened: Opened, month: date) -> Iterator[Work]:
    """List the pages of a month as they open, and the screens of its meeting."""
    newest = month == opened.about.reporting_month
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
    yield next(list_themes(opened, month))
    for agency in agencies:
        yield partial(write_agency, opened, agency, month, "month")
    agenda = list_topics(opened, Choice(month, "month", everything, everything))
    for topic in agenda.topics:
        yield partial(_write_topic, opened, topic, month, with_chart=newest)


def list_themes(opened: Opened, month: date) -> Iterator[Work]:
    """List the page of every theme."""
    for theme in name_every_theme(opened):
        yield partial(write_theme, opened, ThemeChoice(theme, opened.about.all_agencies, month, "month"), "")


def list_indicators(opened: Opened, month: date) -> Iterator[Work]:
    """List the page of every indicator; drawn charts are large, and only those of the newest month are kept."""
    newest = month == opened.about.reporting_month
    for indicator in name_indicators(opened.generation):
        yield partial(_write_indicator, opened, indicator, month, with_chart=newest)


def _write_actions(opened: Opened, month: date) -> None:
    everything = opened.about.all_agencies
    write_learning(opened, month, "month", show_actions(opened, month, *[everything] * 4))


def _write_topic(opened: Opened, topic: Topic, month: date, *, with_chart: bool) -> None:
    """Write a screen of the meeting, with its chart as a desk is shown it."""
    meeting_view.write_topic(opened, topic)
    meeting_view.write_caption(opened, topic)
    write_in_hand(opened, topic, month)
    chart = None if topic.chosen is None else describe_months(opened, topic.chosen)
    if with_chart and chart is not None:
        meeting_view.draw_chart(chart, False, False)


def _write_indicator(opened: Opened, indicator: str, month: date, *, with_chart: bool) -> None:
    """Write an indicator as it is first shown, of its first subject."""
    subjects = list_subjects(opened.generation, indicator)
    if not subjects:
        return
    agency, subject = next(iter(subjects.items()))
    chosen = choose_subject(indicator, agency, subject, next(iter(subject.categories)), month, "month")
    page = write_indicator(opened, chosen)
    if with_chart and page.chart is not None:
        draw_chart(page.chart.without_words(), False, False)
