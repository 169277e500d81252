"""The style sheet of the dashboard's own markup, on colours that follow the theme."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from scorecard.dashboard.colours import LIGHT
from scorecard.dashboard.layout import LAYOUT

_TEXT = f"var(--st-text-color, {LIGHT.text})"
_PAGE = f"var(--st-background-color, {LIGHT.page})"
_BRAND = f"var(--st-primary-color, {LIGHT.brand})"

FOLDER, STYLES = Path(__file__).with_name("styles"), "/styles/"
SHEETS = (
    "parts",
    "small_screens_and_paper",
    "page",
    "returns",
    "themes",
    "conversion",
    "meeting",
    "actions_and_files",
    "blocks",
)
"""The files of the style sheet, in the order in which later rules win."""
PROPERTIES = {
    "page": (_PAGE, LIGHT.page),
    "surface": (
        f"var(--st-secondary-background-color, {LIGHT.surface})",
        LIGHT.surface,
    ),
    "band": (f"color-mix(in srgb, {_TEXT} 9%, {_PAGE})", LIGHT.usual_range),
    "selected": (f"color-mix(in srgb, {_BRAND} 11%, {_PAGE})", LIGHT.selected),
    "hairline": (f"color-mix(in srgb, {_TEXT} 15%, {_PAGE})", LIGHT.hairline),
    "control": (
        f"var(--st-border-color, {LIGHT.control_border})",
        LIGHT.control_border,
    ),
    "text": (_TEXT, LIGHT.text),
    "second": (f"color-mix(in srgb, {_TEXT} 76%, {_PAGE})", LIGHT.second_text),
    "brand": (_BRAND, LIGHT.brand),
    "better": (f"var(--st-blue-color, {LIGHT.better})", LIGHT.better),
    "worse": (f"var(--st-orange-color, {LIGHT.worse})", LIGHT.worse),
    "changing": (f"var(--st-violet-color, {LIGHT.changing})", LIGHT.changing),
    "none": (f"var(--st-gray-color, {LIGHT.no_change})", LIGHT.no_change),
    "other-bar": (f"color-mix(in srgb, {_TEXT} 27%, {_PAGE})", LIGHT.other_bars),
}
"""The custom properties that icons, lines and tables are coloured by: on screen, and in print (always light)."""


@cache
def style_sheet() -> str:
    """Give the whole style sheet; it touches only what stands inside an element of class `board`."""
    on_screen = "".join(f"  --{name}: {value};\n" for name, (value, _) in PROPERTIES.items())
    in_print = "".join(f" --{name}: {value};" for name, (_, value) in PROPERTIES.items())
    rules = "\n".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS)
    return f".board {{\n{on_screen}}}\n@media print {{ .board {{{in_print} }} }}\n{rules}"


@cache
def write_layout(page: str) -> str:
    """Write the style of what Streamlit itself draws, with what a page of that name needs of its own."""
    path = FOLDER / f"{page}_page.css"
    return LAYOUT + (f"<style>{path.read_text(encoding='utf-8')}</style>" if path.exists() else "")


@cache
def address_of_styles() -> str:
    """Give the address of the style sheet, one of its own for every change, so that a browser keeps it for good."""
    return f"{STYLES}{sha256(style_sheet().encode()).hexdigest()[:16]}.css"
