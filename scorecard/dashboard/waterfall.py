"""A waterfall of horizontal bars: totals from zero, and the steps from one to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

from scorecard.dashboard.chart_axes import Scale, tick_text
from scorecard.dashboard.markup import element
from scorecard.publication.formats import Unit

_ROW, _MARK_ROW, _AXIS_ROW, _BAR = 40, 58, 22, 24


@dataclass(frozen=True)
class Step:
    """One bar from `first` to `last`, the words and the text beside it, and marks that belong to its rule alone."""

    label: str
    note: str
    kind: Literal["total", "step", "what_if"]
    first: float
    last: float
    text: str
    marks: tuple[tuple[str, float], ...] = ()


def draw_waterfall(steps: Sequence[Step], scale: Scale, unit: Unit, *, alt: str) -> Markup:
    """Draw the steps in their order on one scale from zero."""
    rows = [_draw_step(step, scale, is_first=step is steps[0], is_last=step is steps[-1]) for step in steps]
    ticks = "".join(
        f'<text x="{_place(scale, tick)}" y="15" text-anchor="middle">{tick_text(tick, unit)}</text>'
        for tick in scale.ticks()
    )
    rows.append(_row("", "", Markup(ticks), "", _AXIS_ROW))
    return element("div", *rows, class_="small-chart waterfall", role="img", aria_label=alt)


def _draw_step(step: Step, scale: Scale, *, is_first: bool, is_last: bool) -> Markup:
    height = _MARK_ROW if step.marks else _ROW
    top = height - _BAR - 8
    marks = [
        f'<line x1="{_place(scale, tick)}" x2="{_place(scale, tick)}" y1="0" y2="100%" stroke="var(--hairline)"/>'
        for tick in scale.ticks()
    ]
    left, right = sorted((step.first, step.last))
    look = {
        "total": 'fill="var(--brand)"',
        "step": 'fill="var(--other-bar)" stroke="var(--control)"',
        "what_if": 'fill="var(--selected)" stroke="var(--brand)" stroke-width="2" stroke-dasharray="5 4"',
    }[step.kind]
    width = f"{(scale.share(right) - scale.share(left)) * 100:.2f}%"
    marks.append(f'<rect x="{_place(scale, left)}" y="{top}" width="{width}" height="{_BAR}" {look}/>')
    if not is_first:
        marks.append(_join(step.first if step.kind == "step" else step.last, "0", f"{top}", scale))
    if not is_last:
        marks.append(_join(step.last, f"{top + _BAR}", "100%", scale))
    for name, value in step.marks:
        place = _place(scale, value)
        marks.append(
            f'<line x1="{place}" x2="{place}" y1="20" y2="{height - 3}" stroke="var(--text)" stroke-width="2" '
            'stroke-dasharray="5 4"/>'
            f'<text class="level" x="{place}" y="14" text-anchor="middle">{escape(name)}</text>'
        )
    return _row(step.label, step.note, Markup("".join(marks)), step.text, height, kind=step.kind)


def _join(value: float, top: str, bottom: str, scale: Scale) -> str:
    """Draw the dotted line that leads from one bar to the next."""
    place = _place(scale, value)
    return f'<line x1="{place}" x2="{place}" y1="{top}" y2="{bottom}" stroke="var(--control)" stroke-dasharray="2 3"/>'


def _row(label: str, note: str, marks: Markup, text: str, height: int, *, kind: str = "") -> Markup:
    return element(
        "div",
        element(
            "span", element("span", label, class_="step-name"), element("span", note, class_="note"), class_="label"
        ),
        element("svg", marks, height=height, aria_hidden="true"),
        element("span", text, class_="value"),
        class_=f"plot-row {kind}",
    )


def _place(scale: Scale, value: float) -> str:
    return f"{scale.share(value) * 100:.2f}%"
