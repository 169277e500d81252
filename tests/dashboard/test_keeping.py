"""A page put together from pieces that other views have written is the page that is written alone."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from scorecard.dashboard.agency_view import write_agency
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.keeping import keep_pieces
from scorecard.dashboard.month_view import Choice, write_lower
from scorecard.dashboard.returns_view import write_returns_page
from scorecard.dashboard.theme_choice import ThemeChoice, name_every_theme
from scorecard.dashboard.theme_view import write_theme
from scorecard.months import add_months
from scorecard.publication.reader import name_agencies

Work = Callable[[], Any]


@pytest.fixture(autouse=True)
def _keep_nothing_of_other_tests() -> Iterator[None]:
    keep_pieces.cache_clear()
    yield
    keep_pieces.cache_clear()


def list_views(opened: Opened) -> list[Work]:
    """List views that share pieces: of one month and period, by agency, theme, and rows that are kept."""
    month, everything = add_months(opened.about.reporting_month, -3), opened.about.all_agencies
    agencies, themes = list(name_agencies(opened.generation)), list(name_every_theme(opened))[:4]
    views: list[Work] = []
    for period in ("month", "quarter"):
        for view in (everything, *agencies):
            for which in ("all", "core", "exceptions"):
                choice = Choice(month, period, view, everything)
                views.append(partial(write_lower.__wrapped__, opened, choice, "", which))
        views += [partial(write_agency.__wrapped__, opened, agency, month, period) for agency in agencies]
        for theme in themes:
            choices = (ThemeChoice(theme, agency, month, period) for agency in (everything, *agencies[:2]))
            views += [partial(write_theme.__wrapped__, opened, chosen, "") for chosen in choices]
    for agency, only in ((None, None), (agencies[0], None), (agencies[1], agencies[1]), (agencies[0], agencies[0])):
        views.append(partial(write_returns_page.__wrapped__, opened, month, agency, month, only, None))
    return views


def write(work: Work) -> str:
    written = work()
    return str(written if isinstance(written, str) else written.markup)


@pytest.mark.parametrize("backwards", [False, True])
def test_a_page_is_the_same_whatever_was_written_before_it(opened: Opened, backwards: bool) -> None:
    views = list_views(opened)
    ordered = views[::-1] if backwards else views
    together = [write(view) for view in ordered]
    for view, written in zip(ordered, together, strict=True):
        keep_pieces.cache_clear()
        assert write(view) == written


def test_other_versions_and_months_have_pieces_of_their_own(opened: Opened) -> None:
    month = opened.about.reporting_month
    kept = keep_pieces("scorecard", opened.generation, month, "month")
    assert keep_pieces("scorecard", opened.generation, month, "month") is kept
    assert keep_pieces("scorecard", opened.generation, add_months(month, -1), "month") is not kept
    assert keep_pieces("scorecard", opened.generation, month, "quarter") is not kept
    assert keep_pieces("coverage", opened.generation, month, "month") is not kept
