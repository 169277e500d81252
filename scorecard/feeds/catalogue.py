"""The feeds, found by looking: every module of this package that holds a FEED."""

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

import scorecard.feeds
from scorecard.errors import UnknownName
from scorecard.feeds.contract import Feed


@lru_cache(maxsize=1)
def all_feeds() -> dict[str, Feed]:
    """Give every feed by name, in alphabetical order."""
    names = (module.name for module in iter_modules(scorecard.feeds.__path__))
    modules = (import_module(f"scorecard.feeds.{name}") for name in names)
    return {module.FEED.name: module.FEED for module in modules if hasattr(module, "FEED")}


def find_feed(name: str) -> Feed:
    """Give one feed; an unknown name lists those that exist."""
    feeds = all_feeds()
    if name not in feeds:
        raise UnknownName("feed", name, feeds)
    return feeds[name]
