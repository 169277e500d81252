"""Finds person-identifying values; a report names the place and never repeats the value."""

import re

import polars as pl

from scorecard.feeds.contract import Feed, Severity, kind_of
from scorecard.feeds.report import Problem, file_problem

WEIGHTS = range(10, 1, -1)
NHS_NUMBER = r"\d{3}[ .-]{0,2}\d{3}[ .-]{0,2}\d{4}"
SINGLE_NHS_NUMBER = re.compile(rf"(?<!\d)(?=({NHS_NUMBER})(?!\d))", re.ASCII)
PATTERNS = {
    "postcode": r"(?i)\b[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}\b|(?i)\b[a-z]{1,2}\d[a-z\d]?\d[abd-hjlnp-uw-z]{2}\b",
    "National Insurance number": r"(?i)\b[a-ceghj-pr-tw-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b",
    "e-mail address": r"[\w.+-]+@[\w-]+\.\w[\w.]+",
    "telephone number": r"(?:\+44|\b0)(?:[ -]?\d){9,10}\b",
    "date of birth": r"(?i)\b(?:dob|born|date of birth)\b.{0,12}\d",
}


def find_personal_data(frame: pl.DataFrame, feed: Feed) -> list[Problem]:
    """Search columns of words: identifying references refuse the file, a value in free text refuses its row."""
    problems: list[Problem] = []
    for name, column in feed.columns.items():
        kind = kind_of(column)
        if kind == "text":
            problems += _search_text(frame.select("row", value=pl.col(name)).drop_nulls(), name)
        if kind in ("identifier", "reference", "text"):
            values = frame[name].drop_nulls()
            if _share_of_nhs_numbers(values) > 0.5:
                message = "The column holds NHS numbers, which must not be sent. Use pseudonymous references."
                problems.append(file_problem("no_nhs_numbers", message, column=name))
            elif kind == "identifier" and values.str.contains("@", literal=True).any():
                message = "The column holds e-mail addresses, which must not be sent. Use pseudonymous references."
                problems.append(file_problem("no_personal_data", message, column=name))
    return problems


def may_identify(text: str) -> bool:
    """Say whether a short text could be a person's number or address, so that no report may repeat it."""
    return len(re.sub(r"\D", "", text)) > 5 or "@" in text


def _share_of_nhs_numbers(values: pl.Series) -> float:
    """Give the share of values that pass the check of an NHS number; 9 % of random ten-digit numbers do."""
    if (values.str.len_bytes() >= 10).sum() * 2 <= values.len():
        return 0.0
    candidates = values.filter(values.str.contains(f"^{NHS_NUMBER}$"))
    if candidates.len() * 2 <= values.len():
        return 0.0
    return float(passes_nhs_check(candidates).sum()) / values.len()


def passes_nhs_check(values: pl.Series) -> pl.Series:
    """Say for each ten-digit value whether its last digit is the modulus-11 check of the others."""
    digits = values.str.replace_all(r"[ .-]", "")
    frame = pl.DataFrame({"digits": digits})
    weighted = [pl.col("digits").str.slice(place, 1).cast(pl.Int64) * weight for place, weight in enumerate(WEIGHTS)]
    check = (11 - pl.sum_horizontal(weighted) % 11) % 11
    return frame.select(passes=check == pl.col("digits").str.slice(9, 1).cast(pl.Int64))["passes"]


def _search_text(values: pl.DataFrame, column: str) -> list[Problem]:
    numbers = values.filter(pl.col("value").str.contains(NHS_NUMBER))
    found = [(row, "NHS number") for row, value in numbers.iter_rows() if _holds_nhs_number(value)]
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


def _holds_nhs_number(text: str) -> bool:
    candidates = SINGLE_NHS_NUMBER.findall(text)
    return bool(candidates) and bool(passes_nhs_check(pl.Series(candidates)).any())
