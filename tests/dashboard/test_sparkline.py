"""The small line: what is drawn, what is left out, and what it says."""

import re
from xml.etree import ElementTree

import pytest

from scorecard.dashboard.sparkline import describe_sparkline, sparkline

FLAT = [10.0, 12.0] * 12
COMMON = "common_cause"
CONCERN = "special_cause_concern"
BETTER = "special_cause_improvement"


def line_of(drawing: str) -> str:
    return next(
        path.attrib["d"]
        for path in ElementTree.fromstring(drawing)
        if path.attrib.get("stroke") == "var(--none)" and path.attrib.get("fill") == "none"
    )


def marks_of(drawing: str, colour: str, attribute: str) -> list[str]:
    return [p.attrib["d"] for p in ElementTree.fromstring(drawing) if p.attrib.get(attribute) == f"var(--{colour})"]


def test_a_full_series_is_one_line_from_edge_to_edge() -> None:
    line = line_of(sparkline(FLAT, label="x"))
    assert line.count("M") == 1
    assert line.count("L") == 23
    assert line.startswith("M5 31L")
    assert line.endswith("L151 5")


def test_a_missing_value_breaks_the_line() -> None:
    line = line_of(sparkline([*FLAT[:10], None, *FLAT[11:]], label="x"))
    assert line.count("M") == 2
    assert line.count("L") == 21


def test_a_late_last_value_stops_the_line_at_the_last_real_month() -> None:
    # 24 places from 5 to 151: the 23rd stands at 5 + 22 x 146 / 23 = 144.65.
    line = line_of(sparkline([*FLAT[:23], None], label="x"))
    assert line.endswith("L144.7 31")


def test_a_late_series_is_marked_in_grey_whatever_its_last_signal() -> None:
    for last in (COMMON, CONCERN):
        assert "--worse" not in sparkline([*FLAT[:23], None], point_types=[CONCERN] * 23 + [last], label="x")


def test_a_changed_counting_rule_breaks_the_line_and_starts_the_range() -> None:
    drawing = sparkline(FLAT, lower=9, upper=13, mean=11, breaks=(6,), label="x")
    assert line_of(drawing).count("M") == 2
    # Between the 6th and the 7th of 24 places: 5 + 5.5 x 146 / 23 = 39.9.
    assert marks_of(drawing, "band", "fill")[0].startswith("M39.9 ")
    assert marks_of(drawing, "text", "stroke") == ["M39.9 1V35"]


def test_only_the_run_up_to_the_last_point_is_marked() -> None:
    types = [COMMON] * 6 + [BETTER] * 4 + [COMMON] * 8 + [BETTER] * 6
    earlier, last = marks_of(sparkline(FLAT, point_types=types, label="x"), "better", "stroke")
    assert (earlier.count("M"), last.count("M")) == (5, 1)


def test_a_missing_value_ends_the_run_that_is_marked() -> None:
    values = [*FLAT[:20], None, *FLAT[21:]]
    earlier, last = marks_of(sparkline(values, point_types=[BETTER] * 24, label="x"), "better", "stroke")
    assert (earlier.count("M"), last.count("M")) == (2, 1)


def test_a_changed_counting_rule_ends_the_run_that_is_marked() -> None:
    earlier, last = marks_of(sparkline(FLAT, point_types=[BETTER] * 24, breaks=(20,), label="x"), "better", "stroke")
    assert (earlier.count("M"), last.count("M")) == (3, 1)


def test_an_old_signal_leaves_no_mark() -> None:
    assert "--worse" not in sparkline(FLAT, point_types=[CONCERN] * 23 + [COMMON], label="x")


@pytest.mark.parametrize(
    ("point_type", "attribute", "colour", "cap"),
    [
        ("common_cause", "stroke", "none", "round"),
        ("special_cause_improvement", "stroke", "better", "round"),
        ("special_cause_concern", "fill", "worse", None),
        ("special_cause_neutral_high", "stroke", "changing", "square"),
        ("special_cause_neutral_low", "stroke", "changing", "square"),
    ],
)
def test_the_last_point_takes_its_icon_s_shape(point_type: str, attribute: str, colour: str, cap: str | None) -> None:
    drawing = ElementTree.fromstring(sparkline(FLAT, point_types=[COMMON] * 23 + [point_type], label="x"))
    assert drawing[-1].attrib[attribute] == f"var(--{colour})"
    assert drawing[-1].attrib.get("stroke-linecap") == cap


def test_a_quarterly_series_holds_each_value_until_the_next() -> None:
    values: list[float | None] = [None] * 24
    values[2], values[5], values[8], values[14] = 80, 81, 83, 82
    line = line_of(sparkline(values, stepped=True, label="x"))
    assert re.sub(r"[\d. ]", "", line) == "MHVHVM"


def test_a_new_series_is_dots_without_a_line() -> None:
    drawing = sparkline([*[None] * 18, *FLAT[:6]], label="x")
    assert 'stroke-linejoin="round"' not in drawing
    assert [path.count("M") for path in marks_of(drawing, "none", "stroke")] == [5, 1]


def test_a_series_without_a_figure_is_its_label_and_nothing_else() -> None:
    assert sparkline([None] * 24, lower=4, upper=9, target=5, label="Hidden to protect people") == (
        '<span class="no-line">Hidden to protect people</span>'
    )


def test_limits_are_clipped_in_the_drawing() -> None:
    drawing = sparkline([90.0, 95.0] * 12, lower=80, upper=120, unit="percent", label="x")
    # From 80 at the foot to 100 at the top: the band fills the height and no more.
    assert marks_of(drawing, "band", "fill") == ["M3 5H153V31H3z"]


def test_a_series_without_variation_has_a_line_and_no_range() -> None:
    drawing = sparkline([40.0] * 24, lower=40, upper=40, mean=40, label="x")
    assert "--band" not in drawing
    assert line_of(drawing).startswith("M5 18L")


def test_a_typical_line_is_small() -> None:
    values: list[float | None] = [52.5 + (number * 7) % 13 for number in range(24)]
    drawing = sparkline(
        values,
        point_types=[COMMON] * 18 + [CONCERN] * 6,
        lower=42,
        upper=65,
        mean=53,
        target=90,
        unit="percent",
        label=describe_sparkline(values, 42, 65, "percent"),
    )
    assert len(drawing.encode()) < 1200


def test_a_hostile_label_is_escaped_in_line_and_text() -> None:
    label = """"><script>alert('1')</script>&"""
    drawing = sparkline(FLAT, label=label)
    assert ElementTree.fromstring(drawing).attrib["aria-label"] == label
    assert "<script" not in drawing
    assert "<script" not in sparkline([None], label=label)


@pytest.mark.parametrize(
    ("values", "lower", "upper", "unit", "words"),
    [
        ([50.0] * 23 + [71.0], 42, 65, "percent", "24 months, usual range 42% to 65%, now 71%, above it"),
        ([50.0] * 23 + [41.0], 42, 65, "percent", "24 months, usual range 42% to 65%, now 41%, below it"),
        ([50.0] * 24, 42, 65, "percent", "24 months, usual range 42% to 65%, now 50%, inside it"),
        ([90.0] * 24, 85, 104, "percent", "24 months, usual range 85% to 100%, now 90%, inside it"),
        ([None] * 16 + [30.0] * 8, None, None, "count", "8 months, no usual range, now 30"),
        ([30.0], None, None, "days", "1 month, no usual range, now 30 days"),
        (
            [50.0] * 23 + [None],
            40,
            60,
            "count",
            "24 months, usual range 40 to 60, last figure 50, inside it, then 1 month without a figure",
        ),
        ([None, None], None, None, "count", "No figures"),
    ],
)
def test_the_description_tells_range_and_latest(
    values: list[float | None], lower: float | None, upper: float | None, unit: str, words: str
) -> None:
    assert describe_sparkline(values, lower, upper, unit) == words  # type: ignore[arg-type]


def test_a_point_type_is_wanted_for_each_value() -> None:
    with pytest.raises(ValueError, match="24 values and 2 point types"):
        sparkline(FLAT, point_types=[COMMON, COMMON], label="x")
