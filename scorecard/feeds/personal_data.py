"""Finds person-identifying values; a report names the place and never repeats the value."""

import polars as pl

from scorecard.feeds.contract import Feed, Severity, kind_of
from scorecard.feeds.report import Problem, file_problem

WEIGHTS = range(10, 1, -1)
NHS_NUMBER_SHAPE = r"^\d{3}[ -]?\d{3}[ -]?\d{4}$"
NHS_NUMBER_IN_TEXT = r"(?:^|[^0-9])(\d{3}[ -]?\d{3}[ -]?\d{4})(?:$|[^0-9])"
PATTERNS = {
    "postcode": r"(?i)\b[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}\b|(?i)\b[a-z]{1,2}\d[a-z\d]?\d[abd-hjlnp-uw-z]{2}\b",
    "National Insurance number": r"(?i)\b[a-ceghj-pr-tw-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b",
    "e-mail address": r"[\w.+-]+@[\w-]+\.\w[\w.]+",
    "telephone number": r"(?:\+44|\b0)(?:[ -]?\d){9,10}\b",
    "date of birth": r"(?i)\b(?:dob|born|date of birth)\b.{0,12}\d",
}


def find_personal_data(frame: pl.DataFrame, feed: Feed) -> list[Problem]:
    """Search text columns: a column of NHS numbers refuses the file, a value in free text its row."""
    problems: list[Problem] = []
    for name, column in feed.columns.items():
        if kind_of(column) not in ("identifier", "reference", "text"):
            continue
        values = frame.select("row", value=pl.col(name)).drop_nulls()
        if values.is_empty():
            continue
        if _share_of_nhs_numbers(values["value"]) > 0.5:
            message = "The column holds NHS numbers, which must not be sent. Use pseudonymous references."
            problems.append(file_problem("no_nhs_numbers", message, column=name))
        elif kind_of(column) == "text":
            problems += _search_text(values, name)
    return problems


def _share_of_nhs_numbers(values: pl.Series) -> float:
    """Give the share of values that pass the check of an NHS number; 9 % of random ten-digit numbers do."""
    candidates = values.filter(values.str.contains(NHS_NUMBER_SHAPE))
    if candidates.len() * 2 <= values.len():
        return 0.0
    return float(passes_nhs_check(candidates).sum()) / values.len()


def passes_nhs_check(values: pl.Series) -> pl.Series:
    """Say for each ten-digit value whether its last digit is the modulus-11 check of the others."""
    digits = values.str.replace_all(r"[ -]", "")
    frame = pl.DataFrame({"digits": digits})
    weighted = [pl.col("digits").str.slice(place, 1).cast(pl.Int64) * weight for place, weight in enumerate(WEIGHTS)]
    check = (11 - pl.sum_horizontal(weighted) % 11) % 11
    return frame.select(passes=check == pl.col("digits").str.slice(9, 1).cast(pl.Int64))["passes"]


def _search_text(values: pl.DataFrame, column: str) -> list[Problem]:
    found = []
    numbers = values.with_columns(number=pl.col("value").str.extract(NHS_NUMBER_IN_TEXT)).drop_nulls("number")
    if not numbers.is_empty():
        hits = numbers.filter(passes_nhs_check(numbers["number"]))
        found += [(row, "NHS number") for row in hits["row"]]
    for kind, pattern in PATTERNS.items():
        found += [(row, kind) for row in values.filter(pl.col("value").str.contains(pattern))["row"]]
    return [
        Problem(
            row,
            column,
            Severity.REFUSE_ROW,
            "no_personal_data",
            f"The text holds what looks like a {kind}. Take it out.",
        )
        for row, kind in found
    ]
