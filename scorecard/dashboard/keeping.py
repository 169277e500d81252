"""Keeps pieces of pages that many views share, so that a view nobody has asked for yet is mostly put together."""

from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from scorecard.publication.reader import Generation

Kept = dict[Any, Markup]
"""The pieces written so far, by what else they depend on."""


@lru_cache(maxsize=512)
def keep_pieces(kind: str, generation: Generation, month: date, period: str) -> Kept:
    """Give where the pieces of a kind are kept for a month and period; whoever writes one puts it there."""
    return {}
