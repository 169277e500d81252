"""The partnership's reference files: agencies, themes, targets, events and the like, read together."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import dataframely as dy
import polars as pl
from pydantic import ValidationError

from scorecard.errors import ReferenceDataError
from scorecard.reference_contracts import (
    Agencies,
    Comparators,
    Courses,
    Events,
    ExpectedReturns,
    Measures,
    Partnership,
    Targets,
    Themes,
)


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
    faults += _find_unknown_agencies(folder, frames)
    if faults or partnership is None:
        raise ReferenceDataError(" ".join(faults))
    return Reference(partnership=partnership, **frames)


def _read_partnership(path: Path, faults: list[str]) -> Partnership | None:
    try:
        return Partnership(**tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError:
        faults.append(f"{path} is missing. It names the partnership and says whether its data are invented.")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(f"{path} cannot be read: {error}.")
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg'].lower()}" for each in error.errors())
        faults.append(f"{path} cannot be used: {wrong}. It has {', '.join(Partnership.model_fields)}.")
    return None


def _read_file(path: Path, contract: type[dy.Schema], faults: list[str]) -> pl.DataFrame:
    """Read one file by its contract; a file with faults gives no rows."""
    wanted = contract.columns()
    text = _read_text(path, list(wanted), faults)
    dates = [name for name, column in wanted.items() if isinstance(column, dy.Date)]
    read = text.with_columns(pl.col(dates).str.to_date("%Y-%m-%d", strict=False))
    lost = {name: text[name].filter(read[name].is_null() & text[name].is_not_null()) for name in dates}
    for name, values in lost.items():
        if values.len():
            faults.append(f"{path}: {name} must be a date such as 2024-03-31, not “{values[0]}”.")
    typed, failure = contract.filter(read, cast=True)
    for name, count in failure.counts().items():
        rows = failure.invalid().filter(failure.details()[name] == "invalid").head(3).rows()
        shown = "; ".join(", ".join("" if cell is None else str(cell) for cell in row) for row in rows)
        faults.append(f"{path}: {count} row(s) {_describe_fault(name)}: {shown}.")
    return pl.DataFrame(typed)


def _read_text(path: Path, wanted: list[str], faults: list[str]) -> pl.DataFrame:
    nothing = pl.DataFrame(schema=dict.fromkeys(wanted, pl.String))
    if not path.is_file():
        faults.append(f"{path} is missing. Its columns are {', '.join(wanted)}.")
        return nothing
    try:
        text = pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        faults.append(f"{path} cannot be read: {str(error).splitlines()[0]}. Its columns are {', '.join(wanted)}.")
        return nothing
    if sorted(text.columns) != sorted(wanted):
        faults.append(f"{path} has the columns {', '.join(text.columns)}; it needs {', '.join(wanted)}.")
        return nothing
    return text.select(pl.col(wanted).str.strip_chars().replace("", None))


def _describe_fault(rule: str) -> str:
    column, _, check = rule.partition("|")
    if column == "primary_key":
        return "stand more than once"
    return {
        "nullability": f"have no {column}",
        "dtype": f"have the wrong kind of {column}",
    }.get(check, f"have what is not allowed as {column}")


def _find_unknown_agencies(folder: Path, frames: dict[str, pl.DataFrame]) -> list[str]:
    """A rule for an agency that does not exist would never apply, and nobody would notice."""
    known = frames["agencies"]["code"].unique().sort().to_list()
    faults = []
    for name in ("measures", "targets", "events", "expected_returns") if known else ():
        named = frames[name]["agency"].drop_nulls().unique().sort()
        unknown = [code for code in named if code not in known]
        if unknown:
            shown = f"{', '.join(unknown)}; those that exist are {', '.join(known)}"
            faults.append(f"{folder / f'{name}.csv'} names agencies that do not exist: {shown}.")
    return faults
