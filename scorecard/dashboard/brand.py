"""What the dashboard is known by: the icon of its tab, and the partnership's name as its logo."""

from base64 import b64encode
from functools import cache, lru_cache
from pathlib import Path

from markupsafe import escape

ASSETS = Path(__file__).with_name("assets")


@cache
def draw_icon() -> str:
    """Give the icon as an address that holds it."""
    return f"data:image/png;base64,{b64encode((ASSETS / 'icon.png').read_bytes()).decode()}"


@lru_cache(maxsize=8)
def draw_logo(partnership: str) -> str:
    """Draw the partnership's name in white on a solid tile, since a logo cannot follow the theme."""
    words = partnership.split()
    middle = (len(words) + 1) // 2
    lines = (escape(" ".join(words[:middle])), escape(" ".join(words[middle:])))
    tile = (ASSETS / "logo.svg").read_text(encoding="utf-8")
    return tile.format(name=escape(partnership), first=lines[0], second=lines[1])
