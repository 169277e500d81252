"""What the variation engine refuses to judge, and why."""

from collections.abc import Sequence

import polars as pl

from scorecard.indicators.variation_signals import DIRECTIONS

NAMED_FAULTS = 5


def require_columns(points: pl.DataFrame, columns: Sequence[str]) -> None:
    """Raise ValueError where columns are missing or of the wrong type."""
    missing = [name for name in columns if name not in points.columns]
    faults = []
    if missing:
        faults.append(f"The points have no column {', '.join(missing)}; they have {', '.join(points.columns)}.")
    if "date" in points.columns and points.schema["date"] != pl.Date:
        faults.append(f"Column date holds {points.schema['date']}; it must hold Date.")
    for name in ("value", "target"):
        if name in columns and name not in missing and not holds_numbers(points.schema[name]):
            faults.append(f"Column {name} holds {points.schema[name]}; it must hold numbers.")
    if faults:
        raise ValueError(" ".join(faults))


def holds_numbers(column_type: pl.DataType) -> bool:
    """Say whether a column can be read as numbers; one that holds only nulls can."""
    return column_type.is_numeric() or column_type == pl.Null


def check_points(points: pl.DataFrame, *, by: Sequence[str]) -> None:
    """Raise one ValueError that names every fault of the points of many series."""
    require_columns(points, [*by, "date", "value", "direction", "target", "segment_start"])
    faults = [
        *name_rows(points, pl.col("date").is_null(), by, "A point has no date"),
        *name_rows(points, not_finite("value"), by, "A value is not finite (a missing value is null)"),
        *name_rows(points, not_finite("target"), by, "A target is not finite (no target is null)"),
        *name_duplicates(points, by),
        *name_unknown_directions(points),
    ]
    if faults:
        raise ValueError(" ".join(faults))


def not_finite(column: str) -> pl.Expr:
    """Find NaN and infinity."""
    return ~pl.col(column).cast(pl.Float64).is_finite()


def name_duplicates(points: pl.DataFrame, by: Sequence[str]) -> list[str]:
    """Name the dates that a series has more than once."""
    keys = [*by, "date"]
    if points.select(keys).n_unique() == points.height:
        return []
    repeated = points.select(keys).filter(points.select(keys).is_duplicated()).unique(maintain_order=True)
    return name_rows(repeated, pl.lit(True), by, "A series has more than one point for a date")


def name_unknown_directions(points: pl.DataFrame) -> list[str]:
    """Name directions other than the three that exist."""
    unknown = set(points["direction"].unique().to_list()) - set(DIRECTIONS)
    return [
        f"There is no direction {direction!r}; the directions are {', '.join(DIRECTIONS)}."
        for direction in sorted(unknown, key=str)
    ]


def name_rows(points: pl.DataFrame, faulty: pl.Expr, by: Sequence[str], fault: str) -> list[str]:
    """Put the rows with a fault into one sentence: the date and the key of the first few, and how many more."""
    rows = points.filter(faulty).select("date", *by).sort("date", *by)
    if rows.is_empty():
        return []
    named = [", ".join(str(part) for part in row) for row in rows.head(NAMED_FAULTS).iter_rows()]
    more = f"; and {rows.height - NAMED_FAULTS} more" if rows.height > NAMED_FAULTS else ""
    return [f"{fault}: {'; '.join(named)}{more}."]
