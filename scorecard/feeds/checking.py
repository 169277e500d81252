"""The one check of a return, the same for the command line, the loader and the dashboard."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import dataframely as dy
import polars as pl

from scorecard.feeds.contract import Feed, Rule, Severity, kind_of
from scorecard.feeds.delimited import TextTable, read_delimited
from scorecard.feeds.personal_data import find_personal_data
from scorecard.feeds.report import Checked, Outcome, Problem, ReturnRefused, file_problem, in_file_order, warning
from scorecard.feeds.values import clean_text, read_values
from scorecard.feeds.workbook import read_workbook
from scorecard.months import write_month

ZIP, OLD_OFFICE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


@dataclass(frozen=True)
class Declaration:
    """What the sender says the file is, and the codes that the partnership's reference files know."""

    feed: Feed
    agency: str
    month: date
    known: Mapping[str, Collection[str]]
    largest_megabytes: int = 200
    nil: bool = False


def check_return(content: bytes, declared: Declaration, *, file_name: str = "") -> Checked:
    """Check the bytes of one return; never raises for what a sender can get wrong."""
    digest = hashlib.sha256(content).hexdigest()
    try:
        table = _read(content, declared, file_name)
        return _check_rows(table, declared, digest)
    except ReturnRefused as refusal:
        return Checked("refused", 0, None, 0, in_file_order(refusal.problems), digest)


def _read(content: bytes, declared: Declaration, file_name: str) -> TextTable:
    if len(content) > declared.largest_megabytes * 1024 * 1024:
        message = f"The file is larger than {declared.largest_megabytes} MB. Send one month of one feed."
        raise ReturnRefused([file_problem("file_size", message)])
    if content.startswith(ZIP):
        return read_workbook(content, declared.feed)
    if content.startswith(OLD_OFFICE):
        message = "The file is an old or password-protected Excel workbook. Save it as .xlsx without a password."
        raise ReturnRefused([file_problem("file_kind", message)])
    if content.startswith(PDF) or content.lstrip()[:15].lower().startswith(
        (b"<!doctype", b"<html", b"<?xml", b"<table")
    ):
        message = "The file is a document or a web page, not a table. Save it as .xlsx or as “CSV UTF-8”."
        raise ReturnRefused([file_problem("file_kind", message)])
    table = read_delimited(content, declared.feed)
    if file_name.lower().endswith((".xlsx", ".xls", ".xlsm")):
        note = warning("file_name", "The file is called a workbook but holds delimited text; it was read as text.")
        return TextTable(table.frame, (*table.problems, note))
    return table


def _check_rows(table: TextTable, declared: Declaration, digest: str) -> Checked:
    feed = declared.feed
    frame, notes = clean_text(table.frame)
    problems = [*table.problems, *notes]
    if frame.is_empty() and not declared.nil:
        message = "The file has a header and no rows. If nothing happened in the month, declare a nil return."
        raise ReturnRefused([*problems, file_problem("has_rows", message)])
    problems += find_personal_data(frame, feed)
    frame, unread = read_values(frame, feed)
    problems += unread
    problems += _check_declaration(frame, declared)
    problems += _check_references(frame, declared)
    if any(problem.severity is Severity.REFUSE_FILE for problem in problems):
        return Checked("refused", frame.height, None, frame.height, in_file_order(problems), digest)
    total = frame.height
    frame, doubled = _drop_identical_rows(frame, feed)
    problems += doubled
    accepted, broken = _apply_rules(frame, feed, problems)
    problems += broken
    problems += _apply_warnings(accepted, feed)
    refused_rows = {problem.row for problem in problems if problem.severity is Severity.REFUSE_ROW}
    accepted = accepted.filter(~pl.col("row").is_in(list(refused_rows)))
    content_digest = hashlib.sha256(accepted.drop("row").write_ipc(None, compression="uncompressed").getvalue())
    outcome: Outcome = "accepted"
    if refused_rows:
        outcome = "rows_refused"
    elif problems:
        outcome = "accepted_with_warnings"
    refused = len(refused_rows)
    ordered = in_file_order(problems)
    return Checked(outcome, total, accepted, refused, ordered, digest, content_digest.hexdigest())


def _check_declaration(frame: pl.DataFrame, declared: Declaration) -> list[Problem]:
    """The file's own agency and month must be those declared: a wrong file is refused as a whole."""
    problems = []
    other = frame.filter(pl.col("agency") != declared.agency)
    if not other.is_empty():
        message = f"The rows are not those of {declared.agency}, for which the return was declared. Check the file."
        problems.append(file_problem("agency_as_declared", message, row=int(other["row"][0]), column="agency"))
    other = frame.filter(pl.col("month") != declared.month)
    if not other.is_empty():
        found = ", ".join(write_month(month) for month in other["month"].unique().sort().head(3))
        message = f"The rows are for {found}, the return is declared for {write_month(declared.month)}. Check the file."
        problems.append(file_problem("month_as_declared", message, row=int(other["row"][0]), column="month"))
    return problems


def _check_references(frame: pl.DataFrame, declared: Declaration) -> list[Problem]:
    """Codes kept in reference files must exist there."""
    problems = []
    for name, column in declared.feed.columns.items():
        kept_in = str((column.metadata or {}).get("reference"))
        if kept_in not in declared.known:
            continue
        known = sorted(declared.known[kept_in])
        for row in frame.filter(~pl.col(name).is_in(known))["row"]:
            message = f"The partnership has no such {kept_in}. Use one of: {', '.join(known)}."
            problems.append(Problem(row, name, Severity.REFUSE_ROW, "known_to_the_partnership", message))
    return problems


def _drop_identical_rows(frame: pl.DataFrame, feed: Feed) -> tuple[pl.DataFrame, list[Problem]]:
    if not frame.select(pl.struct(feed.key).is_duplicated().any()).item():
        return frame, []
    kept = frame.unique(subset=list(feed.columns), keep="first", maintain_order=True)
    message = "The row repeats an earlier one exactly. It is counted once."
    rows = frame.join(kept, on="row", how="anti")["row"]
    return kept, [warning("row_once", message, row=row) for row in rows]


def _ignore_class(rule: Rule) -> Callable[[Any], pl.Expr]:
    return lambda schema: rule.right()


@lru_cache
def _schema_with_rules(feed: Feed) -> type[dy.Schema]:
    members: dict[str, Any] = {
        rule.name: dy.rule()(_ignore_class(rule)) for rule in feed.rules if rule.severity is Severity.REFUSE_ROW
    }
    return type(f"{feed.schema.__name__}Return", (feed.schema,), {**members, "row": dy.UInt32()})


def _apply_rules(frame: pl.DataFrame, feed: Feed, earlier: list[Problem]) -> tuple[pl.DataFrame, list[Problem]]:
    """Give the rows that keep every rule, and a problem for each rule that a row breaks.

    A rule over a cell that could not be read is unknown, not broken.
    """
    accepted, failure = _schema_with_rules(feed).filter(frame)
    if not failure.counts():
        return accepted, []
    unread = {(problem.row, problem.column) for problem in earlier}
    sentences = {rule.name: rule for rule in feed.rules}
    details = failure.details()
    problems = []
    for name in failure.counts():
        for row in details.filter(pl.col(name) == "invalid")["row"]:
            column, _, check = name.partition("|")
            columns = sentences[name].columns if name in sentences else feed.key if name == "primary_key" else (column,)
            if any((row, one) in unread for one in columns):
                continue
            shown = columns[0] if name in sentences or check else None
            message = sentences[name].sentence if name in sentences else _sentence(name, feed)
            problems.append(Problem(row, shown, Severity.REFUSE_ROW, check or name, message))
    return accepted, problems


def _sentence(name: str, feed: Feed) -> str:
    column, _, check = name.partition("|")
    if name == "primary_key":
        return f"Several different rows have the same {', '.join(feed.key[2:]) or 'key'}. Send one row for each."
    contract: Any = feed.columns[column]
    return {
        "nullability": "The cell is blank. Fill it in.",
        "min": f"The value is below {getattr(contract, 'min', '')}. Check it.",
        "max": f"The value is above {getattr(contract, 'max', '')}. Check it.",
        "max_length": f"The text is longer than {getattr(contract, 'max_length', '')} characters. Shorten it.",
        "min_length": "The cell is blank. Fill it in.",
    }.get(check, f"The value is not a right {kind_of(contract).replace('_', ' ')}. Check it.")


def _apply_warnings(frame: pl.DataFrame, feed: Feed) -> list[Problem]:
    rules = [rule for rule in feed.rules if rule.severity is Severity.WARN]
    if not rules or frame.is_empty():
        return []
    broken = frame.select("row", *(rule.right().not_().fill_null(False).alias(rule.name) for rule in rules))
    return [
        Problem(row, rule.columns[0], Severity.WARN, rule.name, rule.sentence)
        for rule in rules
        for row in broken.filter(pl.col(rule.name))["row"]
    ]
