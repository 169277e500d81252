"""Charts as descriptions, and the words made from them."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from scorecard.publication.chart import ChartEvent, ChartPoint, clip_to_unit, describe_series_chart

POINTS = (
    ChartPoint(date(2024, 1, 1), 71.0, mean=70.0, lower=58.0, upper=104.0),
    ChartPoint(date(2024, 2, 1), None, mean=70.0, lower=58.0, upper=104.0),
    ChartPoint(date(2024, 3, 1), 57.0, "special_cause_concern", mean=70.0, lower=58.0, upper=104.0),
)


def test_the_description_tells_all_that_the_chart_shows() -> None:
    events = (
        ChartEvent(date(2024, 1, 1), "Clock starts at the decision", "rule_change"),
        ChartEvent(date(2024, 2, 10), "Hoarding Panel live"),
    )
    assert describe_series_chart("Fewer enquiries finish in time.", "percent", POINTS, 75, events) == (
        "Fewer enquiries finish in time. 3 months from January 2024 to March 2024. "
        "The latest figure is 57% in March 2024. The usual range is 58% to 100%. The usual average is 70%. "
        "The latest figure is part of a real change for the worse. 1 month has no figure. The target is 75%. "
        "The counting rule changed in January 2024: Clock starts at the decision. "
        "Event in February 2024: Hoarding Panel live."
    )


def test_a_late_last_month_is_not_called_a_change() -> None:
    late = (POINTS[0], POINTS[2], ChartPoint(date(2024, 4, 1), None))
    assert "real change" not in describe_series_chart("Finding", "percent", late)


def test_a_hidden_series_gives_no_figure_away() -> None:
    hidden = (ChartPoint(date(2024, 3, 1), None, mean=70.0, lower=58.0, upper=81.0),)
    event = ChartEvent(date(2024, 3, 1), "Panel live")
    assert describe_series_chart("Felt safer", "percent", hidden, 80, (event,)) == "Felt safer. No figures are shown."


def test_limits_are_clipped_to_what_the_unit_can_be() -> None:
    assert (clip_to_unit(104, "percent"), clip_to_unit(104, "count")) == (100, 104)
    assert clip_to_unit(-3, "count") == 0


def test_descriptions_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        POINTS[0].value = 1.0  # type: ignore[misc]
