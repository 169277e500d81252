"""Writes the views that readers open first, in the background, so that nobody waits for them."""

from functools import lru_cache
from threading import Thread

from scorecard.dashboard.agency_view import write_agency
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.month_view import Choice, write_lower, write_top
from scorecard.dashboard.training_table import write_training
from scorecard.publication.reader import read_agencies


@lru_cache(maxsize=3)
def warm_views(opened: Opened) -> None:
    """Begin once for each generation; every view is the same as one written when it is first asked for."""
    Thread(target=_write_views, args=(opened,), name="warm views", daemon=True).start()


def _write_views(opened: Opened) -> None:
    month, everything = opened.about.reporting_month, opened.about.all_agencies
    agencies = read_agencies(opened.generation)["code"].to_list()
    for view in (everything, *agencies):
        choice = Choice(month, "month", view, everything)
        following = {"agency": None if view == everything else view, "month": None, "period": None, "theme": None}
        write_top(opened, choice, tuple(following.items()))
        write_lower(opened, choice, "", everything)
    for agency in agencies:
        write_agency(opened, agency, month, "month")
    write_training(opened, month)
