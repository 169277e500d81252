"""The icons that stand beside fixed words: shape first, then the word, then the colour."""

from functools import lru_cache

from markupsafe import Markup, escape

from scorecard.errors import UnknownName

_CIRCLE = '<circle cx="12" cy="12" r="10.8" fill="var(--{})"/>'
_DIAMOND = '<path d="M12 .8 23.2 12 12 23.2.8 12z" fill="var(--{})"/>'
_SQUARE = '<rect x="1.4" y="1.4" width="21.2" height="21.2" rx="2.5" fill="var(--{})"/>'
_RING = '<circle cx="12" cy="12" r="9.9" fill="none" stroke="{}" stroke-width="1.8"/>'
_UP = '<path d="M12 5.2 17.3 11h-3.4v7.2h-3.8V11H6.7z" fill="var(--page)"/>'
_DOWN = '<path d="M12 18.8 6.7 13h3.4V5.8h3.8V13h3.4z" fill="var(--page)"/>'
_SMALL_UP = '<path d="M12 6.4l4.2 4.7h-2.7v6h-3v-6H7.8z" fill="var(--page)"/>'
_SMALL_DOWN = '<path d="M12 17.6l-4.2-4.7h2.7v-6h3v6h2.7z" fill="var(--page)"/>'


def _stroke(path: str, colour: str = "currentColor", width: float = 1.8) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


_ICONS = {
    "better_rising": _CIRCLE.format("better") + _UP,
    "better_falling": _CIRCLE.format("better") + _DOWN,
    "worse_rising": _DIAMOND.format("worse") + _SMALL_UP,
    "worse_falling": _DIAMOND.format("worse") + _SMALL_DOWN,
    "changing_higher": _SQUARE.format("changing") + _UP,
    "changing_lower": _SQUARE.format("changing") + _DOWN,
    "no_change": _RING.format("currentColor")
    + _stroke("M5.6 13.2c1.3-3.4 3.2-4.3 4.8-2.4l3.2 3.6c1.6 1.6 3.5.8 4.8-2.4"),
    "too_few": '<circle cx="12" cy="12" r="9.9" fill="none" stroke="currentColor" stroke-width="1.8" '
    'stroke-dasharray="3.2 2"/>' + _stroke("M7.6 12h0M12 12h0M16.4 12h0", width=2.5),
    "always_met": _CIRCLE.format("better") + _stroke("M6.9 12.4l3.5 3.5 6.8-7.3", "var(--page)", 2.5),
    "sometimes_met": _RING.format("currentColor") + '<path d="M12 2.1a9.9 9.9 0 0 0 0 19.8z" fill="currentColor"/>',
    "always_missed": _DIAMOND.format("worse") + _stroke("M9.1 9.1l5.8 5.8M14.9 9.1l-5.8 5.8", "var(--page)", 2.5),
    "no_target": _stroke("M6.4 12h11.2", width=2),
    "on_time": _RING.format("var(--better)") + _stroke("M7.4 12.4l3.2 3.1 6-6.6", "var(--better)", 2.1),
    "late": _RING.format("var(--worse)") + _stroke("M12 6.3V12l3.6 2.3", "var(--worse)", 2.1),
    "missing": _SQUARE.format("worse") + _stroke("M7.6 7.6l8.8 8.8M16.4 7.6l-8.8 8.8", "var(--page)", 2.5),
    "sent_again": _RING.format("var(--better)")
    + _stroke("M16 14.6A4.8 4.8 0 1 1 15.9 9.2M16.4 6.4v3.2h-3.2", "var(--better)", 2.1),
    "not_due": _stroke("M4 6h16v14.6H4zM4 10.4h16M8.2 3v5M15.8 3v5"),
    "hidden": _stroke("M5.2 10.6h13.6v10.2H5.2zM8 10.6V7.4a4 4 0 0 1 8 0v3.2"),
    "no_figure": '<rect x="2" y="2" width="20" height="20" rx="2.5" fill="none" stroke="currentColor" '
    'stroke-width="1.8" stroke-dasharray="3.6 2.4"/>' + _stroke("M7 17 17 7"),
    "rule_changed": _stroke("M10 3.2l4.2 4.4-5 4.4 5 4.4-3.6 4.4", "var(--text)", 2.3),
    "event": '<path d="M12 4.2 19 20H5z" fill="var(--text)"/>',
    "must_fix": _stroke("M12 2.8 22 20.8H2z", "var(--worse)", 2) + _stroke("M12 9.6v5M12 17.6h0", "var(--worse)", 2.2),
    "check": _RING.format("currentColor")
    + _stroke("M9.2 9.4a2.8 2.8 0 1 1 4.3 2.4c-1 .7-1.5 1.2-1.5 2.4M12 17.2h0", width=2),
    "about": _RING.format("var(--text)") + _stroke("M12 11v5.8M12 7.4h0", "var(--text)", 2.3),
    "onward": _stroke("M9 5.4l6.6 6.6L9 18.6", "var(--second)", 2),
}

ICON_NAMES = tuple(_ICONS)


def icon(name: str, *, label: str | None = None, size: int = 20) -> Markup:
    """Draw one icon as inline SVG, `size` pixels square.

    Without a label it is hidden from screen readers, for use beside its word; with one it carries the word itself.
    """
    if label is None:
        return _draw_hidden(name, size)
    said = escape(label)
    return _draw(name, size, f'role="img" aria-label="{said}"', f"<title>{said}</title>")


@lru_cache(maxsize=512)
def _draw_hidden(name: str, size: int) -> Markup:
    return _draw(name, size, 'aria-hidden="true"', "")


def _draw(name: str, size: int, says: str, title: str) -> Markup:
    if name not in _ICONS:
        raise UnknownName("icon", name, _ICONS)
    return Markup(
        f'<svg class="icon" width="{size}" height="{size}" viewBox="0 0 24 24" {says}>{title}{_ICONS[name]}</svg>'
    )
