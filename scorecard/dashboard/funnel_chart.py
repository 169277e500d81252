"""A funnel as inline SVG: a dot for each provider, and limits that widen for small ones; real text, no fixed width."""

from collections.abc import Callable, Sequence
from statistics import median

from markupsafe import Markup, escape

from scorecard.dashboard.chart_axes import Scale, choose_scale, tick_text
from scorecard.dashboard.chart_labels import spread
from scorecard.dashboard.markup import element
from scorecard.publication.formats import format_number, format_value
from scorecard.publication.funnel import Funnel, Limits, Provider, describe_funnel

HEIGHT, AXIS_HEIGHT, LABEL_ROW = 230, 40, 16
NEAR_THE_EDGE = 0.75
_TOP = 10
_SIDE = 1000
_DIAMOND = '<path d="M0-8 8 0 0 8-8 0z" fill="var(--worse)"/>'
Value = Callable[[Limits], float]


def draw_funnel(funnel: Funnel) -> Markup:
    """Draw one kind of care; who is outside the limits of 99.8% is a diamond with its code beside it."""
    across, up = _scale_of_places(funnel), _scale_of_rates(funnel)
    marks = [_gridlines(up), _curves(funnel, across, up), _rate_line(funnel.rate, up)]
    marks += [_dot(provider, across, up) for provider in funnel.providers if provider.outside is None]
    marks += [_diamond(provider, across, up) for provider in funnel.outside]
    marks += _codes(funnel.outside, across, up)
    marks.append(_axis_of_places(across))
    total = HEIGHT + _TOP + AXIS_HEIGHT
    return element(
        "div",
        element("svg", _axis_of_rates(up), height=total, aria_hidden="true"),
        element("svg", Markup("".join(marks)), height=total, aria_hidden="true"),
        element("svg", _end_labels(funnel, up), height=total, aria_hidden="true"),
        class_="funnel-plot",
        role="img",
        aria_label=describe_funnel(funnel),
    )


def _scale_of_places(funnel: Funnel) -> Scale:
    largest = max(provider.places for provider in funnel.providers)
    return Scale(0, largest * 1.1, choose_scale([0, largest], "count", 5).step)


def _scale_of_rates(funnel: Funnel) -> Scale:
    """Show every provider, and the upper limit of the larger half; for the smallest it may run out of the picture."""
    middle = median(provider.places for provider in funnel.providers)
    upper = [each.limits.upper_998 for each in funnel.providers if each.limits is not None and each.places >= middle]
    return choose_scale([0, funnel.rate, *upper, *(provider.rate for provider in funnel.providers)], "rate", 6)


def _x(places: float, across: Scale) -> str:
    return f"{across.share(places) * 100:.1f}%"


def _y(rate: float, up: Scale) -> float:
    return round(_TOP + HEIGHT * (1 - up.share(rate)), 1)


def _gridlines(up: Scale) -> str:
    return "".join(
        f'<line x1="0" x2="100%" y1="{_y(tick, up)}" y2="{_y(tick, up)}" stroke="var(--hairline)"/>'
        for tick in up.ticks()
    )


def _curves(funnel: Funnel, across: Scale, up: Scale) -> str:
    """Draw the limits in a drawing of their own, which is stretched to the width and cut off at its edges."""
    if not funnel.curves:
        return ""

    def path(value: Value, curves: Sequence[Limits] = funnel.curves) -> str:
        return " ".join(
            f"{across.share(limits.places) * _SIDE:.1f} {(1 - up.share(value(limits))) * _SIDE:.1f}"
            for limits in curves
        )

    outer: tuple[Value, Value] = (lambda each: each.lower_998, lambda each: each.upper_998)
    inner: tuple[Value, Value] = (lambda each: each.lower_95, lambda each: each.upper_95)
    band = f'<path d="M{path(outer[1])} L{path(outer[0], funnel.curves[::-1])}z" fill="var(--surface)"/>'
    lines = [
        f'<path d="M{path(value)}" fill="none" stroke="var(--none)" stroke-width="{width}" stroke-dasharray="{dashes}" '
        'vector-effect="non-scaling-stroke"/>'
        for values, width, dashes in ((outer, 1.4, "7 4"), (inner, 1.2, "2 3"))
        for value in values
    ]
    return (
        f'<svg y="{_TOP}" width="100%" height="{HEIGHT}" viewBox="0 0 {_SIDE} {_SIDE}" preserveAspectRatio="none" '
        f'class="curves">{band}{"".join(lines)}</svg>'
    )


def _rate_line(rate: float, up: Scale) -> str:
    return f'<line x1="0" x2="100%" y1="{_y(rate, up)}" y2="{_y(rate, up)}" stroke="var(--text)" stroke-width="1.2"/>'


def _dot(provider: Provider, across: Scale, up: Scale) -> str:
    place = f'cx="{_x(provider.places, across)}" cy="{_y(provider.rate, up)}"'
    return f'<circle {place} r="4.5" fill="var(--none)" stroke="var(--page)"/>'


def _diamond(provider: Provider, across: Scale, up: Scale) -> str:
    return f'<svg x="{_x(provider.places, across)}" y="{_y(provider.rate, up)}" overflow="visible">{_DIAMOND}</svg>'


def _codes(outside: Sequence[Provider], across: Scale, up: Scale) -> list[str]:
    """Name who is outside, at the right of each mark or at its left near the edge, so that no two names overlap."""
    heights = spread([_y(provider.rate, up) for provider in outside], LABEL_ROW)
    return [
        f'<text class="plot-value" x="{_x(provider.places, across)}" {_beside(provider, across)} y="{height + 5:.1f}">'
        f"{escape(provider.code)}</text>"
        for provider, height in zip(outside, heights, strict=True)
    ]


def _beside(provider: Provider, across: Scale) -> str:
    return 'dx="-12" text-anchor="end"' if across.share(provider.places) > NEAR_THE_EDGE else 'dx="12"'


def _axis_of_places(across: Scale) -> str:
    bottom = HEIGHT + _TOP
    line = f'<line x1="0" x2="100%" y1="{bottom}" y2="{bottom}" stroke="var(--control)"/>'
    ticks = [
        f'<text x="{_x(tick, across)}" y="{bottom + 17}" text-anchor="middle">{format_number(tick)}</text>'
        for tick in across.ticks()
    ]
    return "".join([line, *ticks, f'<text x="50%" y="{bottom + 35}" text-anchor="middle">Places</text>'])


def _axis_of_rates(up: Scale) -> Markup:
    return Markup(
        "".join(
            f'<text x="100%" dx="-8" y="{_y(tick, up) + 4}" text-anchor="end">{tick_text(tick, "rate")}</text>'
            for tick in up.ticks()
        )
    )


def _end_labels(funnel: Funnel, up: Scale) -> Markup:
    """Name the lines where they end at the right."""
    labels = [("level", f"Rate {format_value(funnel.rate, 'rate')}", funnel.rate)]
    if funnel.curves:
        last = funnel.curves[-1]
        labels += [("", "99.8%", last.upper_998), ("", "95%", last.upper_95)]
        labels += [("", "95%", last.lower_95), ("", "99.8%", last.lower_998)]
    heights = spread([_y(rate, up) for _, _, rate in labels], LABEL_ROW)
    return Markup(
        "".join(
            f'<text class="{name}" x="6" y="{height + 4:.1f}">{words}</text>'
            for (name, words, _), height in zip(labels, heights, strict=True)
        )
    )
