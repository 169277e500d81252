"""The exports, found by looking: every module of this package that has an `export`."""

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import scorecard.exports
from scorecard.errors import UnknownName
from scorecard.exports.contract import Export


@lru_cache(maxsize=1)
def all_exports() -> MappingProxyType[str, Export]:
    """Give every export by its name, which is that of its module."""
    modules = {each.name: import_module(f"scorecard.exports.{each.name}") for each in iter_modules(_path())}
    return MappingProxyType(
        {name: module.export for name, module in sorted(modules.items()) if hasattr(module, "export")}
    )


def find_export(name: str) -> Export:
    """Give one export; raises UnknownName that lists those there are."""
    if name not in all_exports():
        raise UnknownName("export", name[:80], all_exports())
    return all_exports()[name]


def _path() -> list[str]:
    return list(scorecard.exports.__path__)
