"""Errors that say what happened, where, and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches


class ScorecardError(Exception):
    """A fault that a person can mend; its text is the sentence they read."""


class ReferenceDataError(ScorecardError):
    """A reference file is missing, or a row of it cannot be used."""


class IndicatorError(ScorecardError):
    """An indicator's SQL file cannot be read, or does not give what its head promises."""


class WarehouseError(ScorecardError):
    """The warehouse cannot be opened, or is in use."""


class WarehouseBusy(WarehouseError):
    """Another process has the warehouse open; the same may work a little later."""


class GenerationError(ScorecardError):
    """No published generation can be opened."""


class AccessLogError(ScorecardError):
    """The access log cannot be read, or what was to be recorded in it could not be."""


class PeopleError(ScorecardError):
    """Who may sign in cannot be read or changed."""


class UnknownName(ScorecardError):
    """A name was given that does not exist."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = get_close_matches(name, names, n=1, cutoff=0.6)
        hint = f" Did you mean {near[0]}?" if near else ""
        super().__init__(f"There is no {kind} called “{name}”.{hint} Those that exist: {', '.join(names) or 'none'}.")
