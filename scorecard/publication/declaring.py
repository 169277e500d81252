"""Says what a return is declared to be, with all that the partnership knows and has published."""

from datetime import date, datetime
from typing import Any

from scorecard.errors import GenerationError, ScorecardError
from scorecard.feeds.catalogue import find_feed
from scorecard.feeds.checking import Declaration
from scorecard.indicators.catalogue import list_names
from scorecard.publication.reader import open_generation, read_about
from scorecard.reference import load_reference
from scorecard.settings import Settings


class UnknownAgency(ScorecardError):
    """The partnership has no agency of that code."""


def declare_return(
    settings: Settings, feed: str, agency: str, month: date, *, received_on: date, nil: bool = False
) -> Declaration:
    """Make a declaration, the same for every door; raises UnknownAgency with the codes that exist."""
    known: dict[str, Any] = dict(load_reference(settings.reference).known_codes())
    if agency not in known["agency"]:
        raise UnknownAgency(f"there is no agency {agency}; those that exist: {', '.join(sorted(known['agency']))}")
    known["indicator"] = frozenset(list_names(settings.queries))
    return Declaration(
        find_feed(feed),
        agency,
        month,
        known,
        settings.largest_return,
        nil,
        received_on=received_on,
        published_as_at=_published_as_at(settings),
    )


def _published_as_at(settings: Settings) -> datetime | None:
    """The moment as at which figures were last published, if they were."""
    try:
        return read_about(open_generation(settings.published)).data_as_at
    except GenerationError:
        return None
