"""The series chart: shapes, segments, labels and axes."""

import json
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from scorecard.dashboard.chart_axes import month_ticks
from scorecard.dashboard.chart_labels import end_labels, event_key, event_rows, place_on_axis, spread
from scorecard.dashboard.colours import DARK, LIGHT, Palette
from scorecard.dashboard.spc_chart import HEIGHT, draw_series_chart
from scorecard.months import add_months
from scorecard.publication.chart import ChartEvent, ChartPoint, PointType, SeriesChart

RULE_CHANGE = ChartEvent(date(2022, 10, 1), "Clock now starts at the decision", "rule_change")
PANEL = ChartEvent(date(2023, 10, 1), "Hoarding Panel live")


def series(values: Sequence[float | None], **fields: Any) -> SeriesChart:
    """Make a chart from April 2021, its second segment starting at October 2022, the last six months a concern."""
    points = []
    for number, value in enumerate(values):
        newest = number >= 18
        kind: PointType = "special_cause_concern" if number >= 30 else "common_cause"
        limits = (70.0, 58.0, 81.0) if newest else (62.0, 49.0, 74.0)
        points.append(ChartPoint(add_months(date(2021, 4, 1), number), value, kind, int(newest), *limits))
    settings: dict[str, Any] = {"unit": "percent", "target": 75.0, "events": (RULE_CHANGE, PANEL)} | fields
    return SeriesChart(title="Finding", subtitle="Share", points=tuple(points), **settings)


CHART = series([60.0] * 18 + [70.0] * 12 + [57.0] * 6)


def drawn(chart: SeriesChart = CHART, palette: Palette = LIGHT, **options: Any) -> dict[str, Any]:
    figure: dict[str, Any] = draw_series_chart(chart, palette, **options).to_dict()
    return figure


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize(
    "chart",
    [
        CHART,
        series([None] * 18 + [70.0] * 18, unit="days", target=None, events=()),
        series([3.0, None] * 18, unit="count", comparator=("England", 4.0)),
    ],
)
def test_every_part_of_a_chart_is_one_that_plotly_knows(chart: SeriesChart, palette: Palette, narrow: bool) -> None:
    """A chart is drawn without Plotly's checks: built again with them it must be the same, but for their template."""
    figure = draw_series_chart(chart, palette, narrow=narrow)
    drawn, checked = (json.loads(each.to_json()) for each in (figure, go.Figure(figure.to_dict())))
    assert drawn["layout"].pop("template") == {}
    assert checked["layout"].pop("template") == {"data": {"scatter": [{"type": "scatter"}]}}
    assert checked == drawn


def test_a_part_that_plotly_does_not_know_would_be_found() -> None:
    figure = drawn()
    figure["layout"]["shapes"][0]["opaque"] = True
    with pytest.raises(ValueError, match="opaque"):
        go.Figure(figure)


def notes(chart: SeriesChart = CHART) -> list[str]:
    return [note["text"] for note in drawn(chart)["layout"]["annotations"]]


def levels(figure: dict[str, Any], colour: str) -> list[tuple[float, float, float]]:
    return [
        (shape["x0"], shape["x1"], shape["y0"])
        for shape in figure["layout"]["shapes"]
        if shape["type"] == "line" and shape["line"]["color"] == colour and shape["y0"] == shape["y1"] > 1
    ]


def test_points_take_shape_and_colour_of_their_icon() -> None:
    marker = drawn()["data"][0]["marker"]
    assert list(marker["symbol"][-7:]) == ["circle"] + ["diamond"] * 6
    assert list(marker["color"][-7:]) == [LIGHT.no_change] + [LIGHT.worse] * 6
    assert marker["opacity"] == 1


def test_the_line_is_lifted_between_segments_and_over_a_missing_month() -> None:
    line = drawn(series([60.0] * 4 + [None] + [60.0] * 31))["data"][0]
    assert list(line["y"]).count(None) == 2
    assert (line["y"][4], line["y"][18]) == (None, None)
    assert list(line["x"][17:20]) == [17, None, 18]
    assert line["connectgaps"] is False


def test_average_and_limits_restart_with_each_segment() -> None:
    figure = drawn()
    assert levels(figure, LIGHT.text) == [(-0.5, 17.5, 62), (17.5, 35.5, 70)]
    assert levels(figure, LIGHT.no_change) == [(-0.5, 17.5, 49), (-0.5, 17.5, 74), (17.5, 35.5, 58), (17.5, 35.5, 81)]
    bands = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect"]
    assert [(band["y0"], band["y1"]) for band in bands] == [(49, 74), (58, 81)]


def test_limits_are_clipped_in_drawing_and_the_axis_ends_at_100() -> None:
    point = ChartPoint(date(2024, 3, 1), 95.0, mean=93.0, lower=80.0, upper=106.0)
    figure = drawn(SeriesChart("t", "s", "percent", (point,)))
    assert figure["layout"]["yaxis"]["range"][1] == 100
    band = next(shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect")
    assert band["y1"] == 100


def test_counts_never_go_below_zero_on_the_axis() -> None:
    point = ChartPoint(date(2024, 3, 1), 3.0, mean=4.0, lower=-5.0, upper=13.0)
    assert drawn(SeriesChart("t", "s", "count", (point,)))["layout"]["yaxis"]["range"][0] == 0


def test_the_right_end_names_what_is_drawn() -> None:
    assert [label.text for label in end_labels(CHART)] == [
        "Upper limit 81%",
        "Target 75%",
        "Average 70%",
        "Lower limit 58%",
        "Mar 2024: 57%",
    ]


def test_labels_keep_apart_and_in_order() -> None:
    assert spread([10, 12, 100], 18) == pytest.approx([2, 20, 100])
    assert spread([12, 10], 18) == pytest.approx([20, 2])
    # A third label joins the stack: three around the mean of 10, 12 and 26 is 16.
    assert spread([10, 12, 26], 18) == pytest.approx([-2, 16, 34])


def test_drawn_end_labels_never_overlap() -> None:
    points = tuple(ChartPoint(date(2024, 3, 1), 57.0, mean=57.2, lower=56.8, upper=57.4) for _ in range(1))
    layout = drawn(SeriesChart("t", "s", "percent", points, target=57.0, comparator=("England", 57.1)))["layout"]
    plot = HEIGHT - layout["margin"]["t"] - layout["margin"]["b"]
    heights = sorted(note["y"] * plot for note in layout["annotations"])
    assert len(heights) == 6
    assert all(upper - lower >= 17.99 for lower, upper in pairwise(heights))


def test_events_stand_at_their_day_and_rule_changes_are_dashed() -> None:
    # April 2021 is 0, so October 2023 is 30 and its first day lies half a month before its middle.
    assert place_on_axis(CHART, date(2023, 10, 1)) == 29.5
    assert place_on_axis(CHART, date(2024, 2, 15)) == pytest.approx(33.5 + 14 / 29)
    uprights = [s for s in drawn()["layout"]["shapes"] if s["type"] == "line" and s["x0"] == s["x1"]]
    assert {(line["x0"], line["line"].get("dash")) for line in uprights} == {(17.5, "5px,4px"), (29.5, None)}


def test_event_labels_say_what_and_when() -> None:
    assert any("<b>Counting rule changed</b>" in text and "decision, Oct 2022" in text for text in notes())
    assert any("<b>Hoarding Panel live</b>" in text and "October 2023" in text for text in notes())


def test_an_event_outside_the_months_shown_is_left_out() -> None:
    chart = series(
        [60.0] * 36, events=(ChartEvent(date(2020, 1, 1), "Long ago"), ChartEvent(date(2025, 1, 1), "Later"))
    )
    assert event_rows(chart) == []


def test_labels_of_close_events_stand_in_different_rows() -> None:
    events = (ChartEvent(date(2022, 3, 1), "First of two events"), ChartEvent(date(2022, 4, 1), "Second of two events"))
    assert sorted(row for _, row in event_rows(series([60.0] * 36, events=events))) == [0, 1]


def test_months_are_marked_every_three_with_the_year_when_it_changes() -> None:
    places, words = month_ticks(CHART)
    assert places == [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 35]
    assert words[:5] == ["Apr<br>2021", "Jul", "Oct", "Jan<br>2022", "Apr"]
    assert words[-2:] == ["Jan<br>2024", "Mar"]


def test_a_narrow_chart_numbers_its_events_and_marks_fewer_months() -> None:
    layout = drawn(narrow=True)["layout"]
    assert [note["text"] for note in layout["annotations"]][-2:] == ["1", "2"]
    assert list(layout["xaxis"]["ticktext"]) == ["Apr<br>2021", "Apr<br>2022", "Apr<br>2023", "Mar<br>2024"]
    assert event_key(CHART) == [
        "Counting rule changed: Clock now starts at the decision, Oct 2022",
        "Hoarding Panel live: October 2023",
    ]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_tick_and_title_fonts_follow_the_palette(palette: Palette) -> None:
    layout = drawn(palette=palette)["layout"]
    for axis in ("xaxis", "yaxis"):
        assert layout[axis]["tickfont"]["color"] == palette.second_text
        assert layout[axis]["title"]["font"]["color"] == palette.second_text
    assert layout["paper_bgcolor"] == palette.page
    assert layout["showlegend"] is False


def test_hover_text_is_plain() -> None:
    hover = drawn()["data"][0]["text"]
    assert hover[0] == "April 2021: 60%"
    assert hover[-1] == "March 2024: 57%. Real change, worse"


def test_a_hostile_event_title_is_escaped() -> None:
    event = ChartEvent(date(2023, 5, 1), "<script>alert(\"1\")</script> & <a href='//x'>")
    figure = drawn(series([60.0] * 36, events=(event,)))
    written = str(figure["layout"]["annotations"]) + str(figure["data"])
    assert "<script" not in written
    assert "<a " not in written
    assert "&lt;script&gt;" in written


@pytest.mark.parametrize("values", [[], [None] * 36])
def test_a_chart_without_figures_is_drawn_empty(values: list[float | None]) -> None:
    assert len(drawn(series(values, target=None, events=()))["data"]) == 1
