"""Finds person-identifying values; a report names the place and never repeats the value."""

import re
from collections.abc import Sequence

import polars as pl

from scorecard.feeds.contract import Feed, Severity, kind_of
from scorecard.feeds.report import Problem, file_problem

WEIGHTS = range(10, 1, -1)
NHS_NUMBER = r"\d{3}[\s.-]{0,2}\d{3}[\s.-]{0,2}\d{4}"
IN_BOXES = r"\b\d(?: \d){9}\b"
HELD_NHS_NUMBER = rf"(?:^|\D)({NHS_NUMBER})(?:\D|$)"
SINGLE_NHS_NUMBER = re.compile(rf"(?<!\d)(?=({NHS_NUMBER})(?!\d))", re.ASCII)
PATTERNS = {
    "postcode": r"(?i)\b[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}\b|(?i)\b[a-z]{1,2}\d[a-z\d]?\d[abd-hjlnp-uw-z]{2}\b",
    "National Insurance number": r"(?i)\b[a-ceghj-pr-tw-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b",
    "e-mail address": r"[\w.+-]+@[\w-]+\.\w[\w.]+",
    "telephone number": r"(?:(?:\+|\b00)44 ?(?:\(0\))?|\b0)(?:[ )-]{0,2}\d){9,10}\b",
    "date of birth": r"(?i)\b(?:dob|d\.o\.b|born|date of birth)\b.{0,12}\d",
    "name": r"\b(?:Mr|Mrs|Ms|Miss|Dr|Mx)\.? [A-Z][a-z]+",
}
# What a reference would be if it were not one; without blanks a single value may look so by chance.
IDENTIFYING = {
    "postcode": r"(?i)^[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}$",
    "National Insurance number": PATTERNS["National Insurance number"].replace(r"\b", "^", 1),
    "telephone number": r"^(?:\+44|0)[127](?:[ -]?\d){8,9}$",
    "date of birth": r"^(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:19|20)\d\d-\d\d-\d\d)$|" + PATTERNS["date of birth"],
    "name": r"^(?:\p{Lu}[\p{L}'’-]+,? ){1,3}\p{Lu}[\p{L}'’-]+$",
    "NHS number": rf"^{NHS_NUMBER}$",
}
ANY_IDENTIFYING = "|".join(f"(?:{pattern})" for pattern in IDENTIFYING.values())
DIVIDED = r"[ /+.,-]"
SAMPLE = 1000
SHORTEST_NHS_NUMBER = 10


def find_personal_data(frame: pl.DataFrame, feed: Feed) -> list[Problem]:
    """Search columns of words: identifying references refuse the file, a value in free text refuses its row."""
    problems: list[Problem] = []
    kinds = {name: kind_of(column) for name, column in feed.columns.items()}
    kinds = {name: kind for name, kind in kinds.items() if kind in ("identifier", "reference", "text")}
    frame = _fold_widths(frame, list(kinds))
    deserve_a_look = frame.select(_deserves_a_look(name, kind) for name, kind in kinds.items()).row(0, named=True)
    for name, kind in kinds.items():
        if not deserve_a_look[name]:
            continue
        rows = frame.select("row", value=pl.col(name)).drop_nulls()
        if kind == "text":
            problems += _search_text(rows, name)
        numbers = rows["value"] if kind == "text" else rows["value"].str.extract(HELD_NHS_NUMBER).fill_null("")
        if _share_of_nhs_numbers(numbers) > 0.5:
            message = "The column holds NHS numbers, which must not be sent. Use pseudonymous references."
            problems.append(file_problem("no_nhs_numbers", message, column=name))
        elif kind == "identifier" and rows["value"].str.contains("@", literal=True).any():
            message = "The column holds e-mail addresses, which must not be sent. Use pseudonymous references."
            problems.append(file_problem("no_personal_data", message, column=name))
        elif kind == "identifier":
            problems += _search_references(rows, name)
    return problems


def _fold_widths(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Write full-width figures and marks as plain ones, so that a person's number is found in either."""
    wide = frame.select(pl.col(names).str.contains(r"[^\x00-\x7f]").any().fill_null(False)).row(0, named=True)
    return frame.with_columns(pl.col([name for name in names if wide[name]]).str.normalize("NFKC"))


def _deserves_a_look(name: str, kind: str) -> pl.Expr:
    """Say whether anything of a column could identify a person; all columns are looked over in one pass."""
    values = pl.col(name)
    looks = [(values.str.len_bytes() >= SHORTEST_NHS_NUMBER).sum() * 2 > values.count()]
    if kind == "text":
        looks += [values.str.contains(pattern).any() for pattern in (NHS_NUMBER, IN_BOXES, *PATTERNS.values())]
    if kind == "identifier":
        sample = values.drop_nulls().head(SAMPLE)
        looks += [sample.str.contains(pattern).mean() > 0.5 for pattern in IDENTIFYING.values()]
        looks.append(values.str.contains(f"@|{DIVIDED}").any())
    return pl.any_horizontal(looks).fill_null(False).alias(name)


def _search_references(values: pl.DataFrame, column: str) -> list[Problem]:
    """More than half of a column refuses the file; one value refuses its row where blanks or marks give it away."""
    sample = values.head(SAMPLE)
    looks_so = {kind: pl.col("value").str.contains(pattern).sum() for kind, pattern in IDENTIFYING.items()}
    for kind, many in sample.select(**looks_so).row(0, named=True).items():
        if kind != "NHS number" and many * 2 > sample.height:
            message = f"Most values look like a {kind}, which must not be sent. Use pseudonymous references."
            return [file_problem("no_personal_data", message, column=column)]
    divided = values.filter(pl.col("value").str.contains(DIVIDED) & pl.col("value").str.contains(ANY_IDENTIFYING))
    found: dict[int, str] = {}
    for kind, pattern in IDENTIFYING.items() if divided.height else ():
        for row, value in divided.filter(pl.col("value").str.contains(pattern)).iter_rows():
            if kind != "NHS number" or _holds_nhs_number(value):
                found.setdefault(row, kind)
    return [
        _refuse_row(row, column, f"The reference looks like {_with_article(kind)}. Use a pseudonymous one.")
        for row, kind in found.items()
    ]


def may_identify(text: str) -> bool:
    """Say whether a short text could be a person's number or address, so that no report may repeat it."""
    spoken = text.replace("_", " ")
    looks_so = any(re.search(each.replace("(?i)", ""), spoken, re.IGNORECASE) for each in PATTERNS.values())
    return looks_so or len(re.sub(r"\D", "", text)) > 5 or "@" in text


def belongs_to_a_person(text: str) -> bool:
    """Say whether a text holds what only a person has: an NHS or National Insurance number, or a date of birth."""
    patterns = (PATTERNS[kind].replace("(?i)", "") for kind in ("National Insurance number", "date of birth"))
    return _holds_nhs_number(text) or any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def _share_of_nhs_numbers(values: pl.Series) -> float:
    """Give the share of values that pass the check of an NHS number; 9 % of random ten-digit numbers do."""
    if (values.str.len_bytes() >= SHORTEST_NHS_NUMBER).sum() * 2 <= values.len():
        return 0.0
    candidates = values.filter(values.str.contains(f"^{NHS_NUMBER}$"))
    if candidates.len() * 2 <= values.len():
        return 0.0
    return float(passes_nhs_check(candidates).sum()) / values.len()


def passes_nhs_check(values: pl.Series) -> pl.Series:
    """Say for each ten-digit value whether its last digit is the modulus-11 check of the others."""
    digits = values.str.replace_all(r"[\s.-]", "")
    frame = pl.DataFrame({"digits": digits})
    weighted = [pl.col("digits").str.slice(place, 1).cast(pl.Int64) * weight for place, weight in enumerate(WEIGHTS)]
    check = (11 - pl.sum_horizontal(weighted) % 11) % 11
    return frame.select(passes=check == pl.col("digits").str.slice(9, 1).cast(pl.Int64))["passes"]


def _refuse_row(row: int, column: str, message: str) -> Problem:
    return Problem(row, column, Severity.REFUSE_ROW, "no_personal_data", message)


def _search_text(values: pl.DataFrame, column: str) -> list[Problem]:
    numbers = values.filter(pl.col("value").str.contains(f"{NHS_NUMBER}|{IN_BOXES}"))
    found = [(row, "NHS number") for row, value in numbers.iter_rows() if _holds_nhs_number(value)]
    for kind, pattern in PATTERNS.items():
        found += [(row, kind) for row in values.filter(pl.col("value").str.contains(pattern))["row"]]
    return [
        _refuse_row(row, column, f"The text holds what looks like {_with_article(kind)}. Take it out.")
        for row, kind in found
    ]


def _holds_nhs_number(text: str) -> bool:
    candidates = SINGLE_NHS_NUMBER.findall(text) + re.findall(IN_BOXES, text, re.ASCII)
    return bool(candidates) and bool(passes_nhs_check(pl.Series(candidates)).any())


def _with_article(kind: str) -> str:
    return f"{'an' if kind.startswith(('e', 'NHS')) else 'a'} {kind}"
