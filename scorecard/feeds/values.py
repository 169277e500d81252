"""Turns the text of a return into typed values; what cannot be read is a problem, never a guess."""

import re
from difflib import get_close_matches

import dataframely as dy
import polars as pl

from scorecard.feeds.code_lists import labels
from scorecard.feeds.contract import SEPARATOR, Feed, Severity, code_list_of, kind_of
from scorecard.feeds.report import Problem, file_problem, warning

INVISIBLE = "[\u200b\u200c\u200d\u2060\ufeff]"
SPACES = "[\u00a0\u202f\u2007]"
NOTHING = ("n/a", "na", "-", "nil", "none", "null", "not known", "unknown")
SUPPRESSED = r"^(?:<\s*\d+|\*|\[c\]|c)$"
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d-%b-%Y")
MONTH_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%B/%Y", "%d/%b/%Y", "%d/%B-%Y", "%d/%b-%y")


def clean_text(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """Trim every cell and turn blank ones into null; invisible characters are removed with a warning."""
    text = pl.col(pl.String)
    has_invisible = frame.select(
        pl.any_horizontal(text.str.contains(f"{INVISIBLE}|{SPACES}").any()).fill_null(False)
    ).item()
    problems = []
    if has_invisible:
        frame = frame.with_columns(text.str.replace_all(INVISIBLE, "").str.replace_all(SPACES, " "))
        problems.append(warning("no_invisible_characters", "Invisible characters or fixed spaces were removed."))
    return frame.with_columns(text.str.strip_chars().replace("", None)), problems


def read_values(frame: pl.DataFrame, feed: Feed) -> tuple[pl.DataFrame, list[Problem]]:
    """Give the columns their types; also the problems of the cells that cannot be read."""
    problems: list[Problem] = []
    typed = [frame["row"]]
    for name, column in feed.columns.items():
        text = frame[name]
        read = _READERS[kind_of(column)](text, column)
        lost = read.is_null() & text.is_not_null()
        if lost.any():
            read, lost = _empty_words(text, read, lost, column)
            problems += _describe(frame.select("row", value=text).filter(lost), name, column)
        typed.append(read.alias(name))
    return pl.DataFrame(typed), problems


def _read_text(text: pl.Series, column: dy.Column) -> pl.Series:
    return text


def _read_date(text: pl.Series, column: dy.Column) -> pl.Series:
    return _try_formats(text, DATE_FORMATS)


def _read_month(text: pl.Series, column: dy.Column) -> pl.Series:
    unique = text.unique()
    dates = unique.str.replace(" 00:00:00", "", literal=True)
    dates = dates.str.replace(r"^(\d{4}-\d{2})$", "$1-01").str.replace(r"^([A-Za-z]+[ -]\d{2,4})$", "01/$1")
    read = _try_formats(dates.str.replace(" ", "/", literal=True), MONTH_FORMATS).dt.month_start()
    return text.replace_strict(unique, read, return_dtype=pl.Date)


def _try_formats(text: pl.Series, formats: tuple[str, ...]) -> pl.Series:
    """Read dates by the first format that fits; the common case costs one pass."""
    read = text.str.to_date(formats[0], strict=False)
    for style in formats[1:]:
        if (read.is_null() & text.is_not_null()).any():
            read = read.fill_null(text.str.to_date(style, strict=False))
    return read


def _read_whole_number(text: pl.Series, column: dy.Column) -> pl.Series:
    read = text.cast(pl.Int64, strict=False)
    if (read.is_null() & text.is_not_null()).any():
        grouped = text.str.contains(r"^\d{1,3}(,\d{3})+$")
        plain = pl.select(pl.when(grouped).then(text.str.replace_all(",", "")).otherwise(text)).to_series()
        read = read.fill_null(plain.str.replace(r"\.0+$", "").cast(pl.Int64, strict=False))
    return read


def _fold(value: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", value.lower().replace("'", "").replace("’", "")).strip("_")


def _aliases(code_list: str) -> dict[str, str]:
    known = labels(code_list)
    return {_fold(label): code for code, label in known.items()} | {_fold(code): code for code in known}


def _read_code(text: pl.Series, column: dy.Column) -> pl.Series:
    code_list = code_list_of(column) or ""
    if text.drop_nulls().is_in(list(labels(code_list))).all():
        return text
    aliases = _aliases(code_list)
    found = {value: aliases.get(_fold(value)) for value in text.drop_nulls().unique()}
    return text.replace_strict(found, default=None, return_dtype=pl.String)


def _read_codes(text: pl.Series, column: dy.Column) -> pl.Series:
    aliases = _aliases(code_list_of(column) or "")
    found: dict[str, str | None] = {}
    for value in text.drop_nulls().unique():
        parts = [aliases.get(_fold(part), "") for part in value.split(SEPARATOR) if part.strip()]
        found[value] = SEPARATOR.join(dict.fromkeys(parts)) if all(parts) and parts else None
    return text.replace_strict(found, default=None, return_dtype=pl.String).str.split(SEPARATOR)


_READERS = {
    "agency": _read_text,
    "month": _read_month,
    "identifier": _read_text,
    "reference": _read_text,
    "text": _read_text,
    "code": _read_code,
    "codes": _read_codes,
    "date": _read_date,
    "whole_number": _read_whole_number,
}


def _empty_words(text: pl.Series, read: pl.Series, lost: pl.Series, column: dy.Column) -> tuple[pl.Series, pl.Series]:
    """Words for nothing count as blank where a blank is allowed; they are never 0."""
    if not column.nullable:
        return read, lost
    return read, lost & ~text.str.to_lowercase().is_in(NOTHING).fill_null(False)


def _describe(cells: pl.DataFrame, name: str, column: dy.Column) -> list[Problem]:
    kind = kind_of(column)
    if kind == "whole_number":
        suppressed = cells.filter(pl.col("value").str.to_lowercase().str.contains(SUPPRESSED))
        if not suppressed.is_empty():
            message = "A count is suppressed. Send the true value; the scorecard protects small numbers itself."
            row = int(suppressed["row"][0])
            return [file_problem("true_count_sent", message, row=row, column=name)]
    return [
        Problem(row, name, Severity.REFUSE_ROW, *_sentence(kind, value, column)) for row, value in cells.iter_rows()
    ]


def _sentence(kind: str, value: str, column: dy.Column) -> tuple[str, str]:
    if kind == "date":
        return "is_a_date", f"{_show(value)} is not a date. Write it as dd/mm/yyyy or yyyy-mm-dd."
    if kind == "month":
        return "is_a_month", f"{_show(value)} is not a month. Write it as yyyy-mm."
    if kind == "whole_number":
        return "is_a_whole_number", f"{_show(value)} is not a whole number. Enter a count, such as 12."
    known = list(labels(code_list_of(column) or ""))
    near = get_close_matches(_fold(value), known, n=1, cutoff=0.75)
    hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(known)}."
    return "in_code_list", f"The value is not in the list {code_list_of(column)}. {hint}"


def _show(value: str) -> str:
    """Repeat a value only where it cannot be more than a number or a date; anything else stays unsaid."""
    digits = re.sub(r"\D", "", value)
    harmless = re.fullmatch(r"[\d/.\-: ,%<+]{1,19}", value) is not None and len(digits) < 10
    return f"“{value}”" if harmless else "The value"
