"""The contracts of the partnership's reference files: one class per file, its columns and what they may hold."""

from datetime import datetime

import dataframely as dy
from pydantic import BaseModel, ConfigDict

from scorecard.months import DUE_IN


class Agencies(dy.Schema):
    """One row per agency and name; a changed name is a new row with the same code."""

    code = dy.String(primary_key=True)
    name = dy.String()
    short_name = dy.String()
    order = dy.Int64()
    valid_from = dy.Date(nullable=True)
    valid_to = dy.Date(nullable=True)


class Themes(dy.Schema):
    """One row per theme of one of the board's lists."""

    code = dy.String(primary_key=True)
    name = dy.String()
    list = dy.String()
    order = dy.Int64()


class Courses(dy.Schema):
    """One row per course of the training returns."""

    code = dy.String(primary_key=True)
    name = dy.String()
    order = dy.Int64()


class Measures(dy.Schema):
    """One row per measure and agency that sends it."""

    measure = dy.String(primary_key=True)
    agency = dy.String(primary_key=True)
    frequency = dy.String(check=lambda value: value.is_in(list(DUE_IN)))
    valid_from = dy.Date(nullable=True)
    valid_to = dy.Date(nullable=True)
    numerator = dy.String()
    denominator = dy.String(nullable=True)


class Targets(dy.Schema):
    """One row per target with its dates; a blank agency or category means any."""

    indicator = dy.String()
    agency = dy.String(nullable=True)
    category = dy.String(nullable=True)
    target = dy.Float64()
    amber_tolerance = dy.Float64(nullable=True)
    valid_from = dy.Date(nullable=True)
    valid_to = dy.Date(nullable=True)
    set_by = dy.String()
    note = dy.String(nullable=True)


class Events(dy.Schema):
    """One row per event that is drawn on the charts of its themes."""

    date = dy.Date()
    title = dy.String()
    kind = dy.String(check=lambda value: value.is_in(["event", "rule_change"]))
    agency = dy.String(nullable=True)
    themes = dy.String(nullable=True)


class ExpectedReturns(dy.Schema):
    """One row per feed that an agency has agreed to send."""

    feed = dy.String(primary_key=True)
    agency = dy.String(primary_key=True)
    frequency = dy.String(check=lambda value: value.is_in(list(DUE_IN)))
    due_days = dy.Int64(min=0)
    valid_from = dy.Date(nullable=True)
    valid_to = dy.Date(nullable=True)


class Comparators(dy.Schema):
    """One row per published figure that may stand beside an indicator; values as printed."""

    indicator = dy.String()
    area = dy.String()
    year = dy.String()
    value = dy.String()
    unit = dy.String()
    numerator = dy.String(nullable=True)
    denominator = dy.String(nullable=True)
    use = dy.String()
    source = dy.String()
    licence = dy.String()
    note = dy.String(nullable=True)


class Partnership(BaseModel):
    """Who the partnership is, and whether its data are invented."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    area: str
    invented: bool
    notice: str
    data_as_at: datetime | None = None
    adults: int | None = None
    """Residents aged 18 and over, for rates; left out, none are given."""
