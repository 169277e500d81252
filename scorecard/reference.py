"""The partnership's reference files: agencies, themes, targets, events and the like, each with its contract."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import dataframely as dy
import polars as pl
from pydantic import BaseModel, ConfigDict, ValidationError

from scorecard.errors import ReferenceDataError


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
    frequency = dy.String(check=lambda value: value.is_in(["monthly", "quarterly"]))
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
    frequency = dy.String(check=lambda value: value.is_in(["monthly", "quarterly"]))
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


@dataclass(frozen=True)
class Reference:
    """All reference files of one partnership."""

    partnership: Partnership
    agencies: pl.DataFrame
    themes: pl.DataFrame
    courses: pl.DataFrame
    measures: pl.DataFrame
    targets: pl.DataFrame
    events: pl.DataFrame
    expected_returns: pl.DataFrame
    comparators: pl.DataFrame

    CONTRACTS: ClassVar[dict[str, type[dy.Schema]]] = {
        "agencies": Agencies,
        "themes": Themes,
        "courses": Courses,
        "measures": Measures,
        "targets": Targets,
        "events": Events,
        "expected_returns": ExpectedReturns,
        "comparators": Comparators,
    }

    def known_codes(self) -> dict[str, frozenset[str]]:
        """Give the codes that returns may use, by the kind of reference."""
        return {
            "agency": frozenset(self.agencies["code"]),
            "course": frozenset(self.courses["code"]),
            "measure": frozenset(self.measures["measure"]),
        }


@lru_cache(maxsize=4)
def load_reference(folder: Path) -> Reference:
    """Read every reference file; raises ReferenceDataError with all faults of all files."""
    faults: list[str] = []
    frames = {
        name: _read_file(folder / f"{name}.csv", contract, faults) for name, contract in Reference.CONTRACTS.items()
    }
    partnership = _read_partnership(folder / "partnership.toml", faults)
    if faults or partnership is None:
        raise ReferenceDataError(" ".join(faults))
    return Reference(partnership=partnership, **frames)


def _read_partnership(path: Path, faults: list[str]) -> Partnership | None:
    try:
        return Partnership(**tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        faults.append(
            f"{path} cannot be used: {error}. It names the partnership and says whether its data are invented."
        )
        return None


def _read_file(path: Path, contract: type[dy.Schema], faults: list[str]) -> pl.DataFrame:
    if not path.is_file():
        faults.append(f"{path} is missing. Its columns are {', '.join(contract.columns())}.")
        return contract.create_empty()
    text = pl.read_csv(path, infer_schema=False)
    wanted = list(contract.columns())
    if sorted(text.columns) != sorted(wanted):
        faults.append(f"{path} has the columns {', '.join(text.columns)}; it needs {', '.join(wanted)}.")
        return contract.create_empty()
    dates = [name for name, column in contract.columns().items() if isinstance(column, dy.Date)]
    read = text.select(wanted).with_columns(pl.col(dates).str.to_date("%Y-%m-%d", strict=False))
    for name in dates:
        lost = text[name].filter(read[name].is_null() & text[name].is_not_null())
        if lost.len():
            faults.append(f"{path}: {name} must be a date such as 2024-03-31, not “{lost[0]}”.")
    typed, failure = contract.filter(read, cast=True)
    for name, count in failure.counts().items():
        rows: Any = failure.invalid().head(3).rows()
        faults.append(f"{path}: {count} row(s) break {name}, such as {'; '.join(str(row) for row in rows)}.")
    return pl.DataFrame(typed)
