"""What the charts of the conversion page show: the rules month by month on one scale, and the steps between them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from scorecard.dashboard.chart_axes import Scale, choose_scale
from scorecard.dashboard.chart_lines import Line, LineChart
from scorecard.dashboard.waterfall import Step
from scorecard.publication.formats import MINUS, SMALLEST_DENOMINATOR_FOR_PERCENT, format_number, format_value
from scorecard.publication.reader import Conversion, Counted, Official, Parts

MOST_STEPS = 5


def name_official(official: Official) -> str:
    """Name an area's published rate as it stands in a chart: “England 31%, 2023/24”."""
    return f"{official.area} {format_value(official.value, 'percent')}, {official.year}"


def drawn_value(month: Mapping[str, Any]) -> float | None:
    """Give a month's percentage where there is one to draw: of a whole month, and out of ten or more."""
    few = month["denominator"] is None or month["denominator"] < SMALLEST_DENOMINATOR_FOR_PERCENT
    value: float | None = None if few or month["state"] != "reported" else month["value"]
    return value


def line_of(counted: Counted) -> tuple[float | None, ...]:
    """Give the values of a line, oldest first."""
    return tuple(drawn_value(month) for month in counted.months.iter_rows(named=True))


def common_scale(conversion: Conversion) -> Scale:
    """Take one scale from zero for everything on the page, so that every rule stands on the same one."""
    counted: list[Counted] = [*conversion.rules.values()]
    if conversion.undecided is not None:
        counted.append(conversion.undecided)
    values = [value for each in counted for value in line_of(each) if value is not None]
    values += [official.value for official in conversion.official]
    parts = conversion.parts
    if parts is not None and is_shareable(parts):
        values.append(share(parts.section_42 + parts.mash + parts.other, parts))
    return choose_scale([0, *values], "percent", MOST_STEPS)


def months_chart(
    conversion: Conversion, counted: Counted, lines: Iterable[Line], scale: Scale, *, national: bool, named: bool
) -> LineChart:
    """Describe lines over the months of a figure; official rates stand only on a chart of the national rule."""
    months = tuple(counted.months["report_month"])
    levels = tuple((name_official(official), official.value) for official in conversion.official) if national else ()
    return LineChart(months, tuple(lines), scale, "percent", levels, _breaks(conversion, months), named)


def _breaks(conversion: Conversion, months: tuple[date, ...]) -> frozenset[int]:
    changed = {change.date.replace(day=1) for change in conversion.changes}
    return frozenset(place for place, month in enumerate(months) if place and month in changed)


def is_shareable(parts: Parts) -> bool:
    """Say whether there are enough concerns to give percentages."""
    return parts.concerns >= SMALLEST_DENOMINATOR_FOR_PERCENT


def share(enquiries: float, parts: Parts) -> float:
    """Give enquiries as a percentage of the concerns."""
    return 100 * enquiries / parts.concerns


def write_points(points: float) -> str:
    """Write a step in percentage points with its sign and one decimal: “+17.2”."""
    return f"{MINUS if points < 0 else '+'}{format_number(abs(points), 1)}"


def waterfall_steps(parts: Parts, official: Iterable[Official], area: str) -> tuple[Step, ...]:
    """Lead from the local rule over the national rule to the rule with MASH enquiries.

    Official rates stand beside the national rule alone.
    """
    local = share(parts.section_42, parts)
    national = share(parts.section_42 + parts.other, parts)
    every = share(parts.section_42 + parts.other + parts.mash, parts)
    with_mash = share(parts.section_42 + parts.mash, parts)
    marks = tuple((f"{each.area} {format_value(each.value, 'percent')}", each.value) for each in official)
    return (
        _total("Section 42 only", f"as {area} reports", local),
        _step("+ other enquiries", parts.other, local, national),
        Step("National rule", "section 42 and other", "total", 0, national, _whole(national), marks),
        _step("+ MASH enquiries", parts.mash, national, every),
        Step("All three kinds", "what if they all counted", "what_if", 0, every, _whole(every)),
        _step(f"{MINUS} other enquiries", parts.other, every, with_mash),
        _total("With MASH enquiries", "section 42 and MASH", with_mash),
    )


def _total(label: str, note: str, value: float) -> Step:
    return Step(label, note, "total", 0, value, _whole(value))


def _step(label: str, enquiries: float, first: float, last: float) -> Step:
    return Step(label, f"{format_number(enquiries)} enquiries", "step", first, last, write_points(last - first))


def _whole(value: float) -> str:
    return format_value(value, "percent")
