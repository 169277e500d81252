"""The marks of the Analysis Function: what stands in a cell where no number can be given, and notes beside one that is.

A table holds them in columns of their own beside the numbers, so that numbers stay numbers; what writes a file puts
each into the empty cell of its number.
"""

import polars as pl

RECEIVED = ("reported", "partial")

MARKS = {
    "[c]": "Withheld, so that no person can be recognised.",
    "[low]": "Rounds to zero, or too few for a percentage: none, or very few.",
    "[x]": "No figure: the State column says why, such as a late return.",
    "[z]": "Does not apply, such as a share of nothing, or a target where there is none.",
    "[r]": "Revised: changed since it was first published.",
    "[p]": "Provisional: some of the months are missing.",
}
"""Every mark and what it means, in the order in which they are explained."""

_BY_STATE = {"withheld": "[c]", "low": "[low]"}


def name_mark(column: str) -> str:
    """Name the column that holds the marks of a column of numbers or dates."""
    return f"mark of {column}"


def mark_figure(value: str, state: str, numerator: str) -> pl.Expr:
    """Give the mark of a figure that is not there, by its state; a share of nothing does not apply."""
    return _mark(value, state, pl.col(state).is_in(RECEIVED) & pl.col(numerator).is_not_null())


def mark_part(value: str, state: str) -> pl.Expr:
    """Give the mark of a numerator or denominator that is not there: a plain count has none."""
    return _mark(value, state, pl.col(state).is_in(RECEIVED))


def _mark(value: str, state: str, does_not_apply: pl.Expr) -> pl.Expr:
    held_back = pl.col(state).replace_strict(_BY_STATE, default="[x]", return_dtype=pl.String)
    absent = pl.when(does_not_apply).then(pl.lit("[z]")).otherwise(held_back.fill_null("[x]"))
    return pl.when(pl.col(value).is_null()).then(absent)


def mark_absent(value: str, mark: str = "[z]") -> pl.Expr:
    """Give one mark wherever there is no value."""
    return pl.when(pl.col(value).is_null()).then(pl.lit(mark))


def note(is_revised: pl.Expr, is_provisional: pl.Expr) -> pl.Expr:
    """Give the notes beside a figure that is there: [r], [p], both or none."""
    revised = pl.when(is_revised.fill_null(False)).then(pl.lit("[r]"))
    provisional = pl.when(is_provisional.fill_null(False)).then(pl.lit("[p]"))
    return pl.concat_str(revised, provisional, separator=" ", ignore_nulls=True)
