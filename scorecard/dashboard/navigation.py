"""The pages, found by looking: every script in `screens/`, with the title and place it states."""

import ast
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from scorecard.access.viewer import Viewer
from scorecard.errors import ScorecardError

# Not “pages”: Streamlit would run the scripts of such a folder by themselves, past the entry script and its guard.
FOLDER = Path(__file__).with_name("screens")


@dataclass(frozen=True)
class PageScript:
    """One page: its script, its title in the navigation, its place, and the section of the menu it stands in."""

    path: Path
    title: str
    place: int
    section: str

    @property
    def name(self) -> str:
        """The page's address."""
        return self.path.stem


@lru_cache(maxsize=1)
def list_pages() -> tuple[PageScript, ...]:
    """List the pages in order; a script that does not state TITLE and PLACE stops the start."""
    pages = [_read(path) for path in sorted(FOLDER.glob("*.py")) if path.name != "__init__.py"]
    return tuple(sorted(pages, key=lambda page: page.place))


def list_pages_for(viewer: Viewer) -> list[PageScript]:
    """List the pages that a viewer may open; every other one does not exist for them."""
    return [page for page in list_pages() if viewer.may_open(page.name)]


def _read(path: Path) -> PageScript:
    stated: dict[str, Any] = {}
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)):
                stated[name] = value
    missing = [name for name in ("TITLE", "PLACE") if name not in stated]
    if missing:
        raise ScorecardError(f"The page {path.name} does not state {' and '.join(missing)}. Add them at its top.")
    return PageScript(path, stated["TITLE"], stated["PLACE"], stated.get("SECTION", ""))
