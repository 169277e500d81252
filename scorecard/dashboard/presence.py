"""Knows whether somebody looks at a page just now, so that work done ahead gives way."""

import time

SECONDS_OF_LOOKING = 3.0
_looked = {"last": float("-inf")}


def note_reader() -> None:
    """Note that a page is being shown now."""
    _looked["last"] = time.monotonic()


def is_somebody_looking() -> bool:
    """Say whether a page was shown in the last seconds, by this server, to anybody."""
    return time.monotonic() - _looked["last"] < SECONDS_OF_LOOKING
