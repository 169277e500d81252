"""The one check of a return, the same for the command line, the loader and the dashboard."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import polars as pl
from polars import selectors

from scorecard.feeds.cleaning import clean_text, set_aside
from scorecard.feeds.contract import Severity
from scorecard.feeds.damage import find_damaged_references, find_swapped_codes
from scorecard.feeds.declared import (
    Declaration,
    check_declaration,
    check_emptiness,
    check_references,
    find_future_dates,
)
from scorecard.feeds.masking import add_values
from scorecard.feeds.personal_data import find_personal_data
from scorecard.feeds.reading import read_table
from scorecard.feeds.report import Checked, Outcome, Problem, ReturnRefused, in_file_order
from scorecard.feeds.row_rules import check_rules, do_keys_differ, drop_identical_rows, report_repeats
from scorecard.feeds.text_table import TextTable
from scorecard.feeds.values import read_values

__all__ = ["Declaration", "add_problems", "check_return", "digest_of"]

# Control characters never stand in the text of a return, so these keep its parts apart.
ABSENT, BETWEEN = "\x00", "\x1f"


def digest_of(content: bytes) -> str:
    """Give the digest under which these very bytes are known."""
    return hashlib.sha256(content).hexdigest()


def check_return(content: bytes, declared: Declaration, *, file_name: str = "") -> Checked:
    """Check the bytes of one return; never raises for what a sender can get wrong."""
    digest = digest_of(content)
    try:
        table = read_table(content, declared.feed, file_name=file_name, largest_megabytes=declared.largest_megabytes)
    except ReturnRefused as refusal:
        return Checked("refused", 0, None, 0, in_file_order(refusal.problems), digest)
    return _check_table(table, declared, digest)


def _check_table(table: TextTable, declared: Declaration, digest: str) -> Checked:
    feed = declared.feed
    text, notes = clean_text(table)
    every_row, total = text, text.height
    problems = [*table.problems, *notes, *check_emptiness(text, declared)]
    text, notes = set_aside(text, feed)
    problems += notes
    read, notes = read_values(text, feed, declared.month)
    problems += notes
    problems += find_personal_data(text, feed)
    problems += find_damaged_references(text, feed)
    problems += find_swapped_codes(text, read, feed)
    problems += check_declaration(read, declared)
    problems += check_references(read, declared)
    problems += find_future_dates(read, declared)
    frame = read
    repeats: dict[int, int] = {}
    if not _refuse_file(problems):
        unread = {(each.row, each.column) for each in problems if each.severity is Severity.REFUSE_ROW}
        keys_differ = do_keys_differ(read, feed)
        if not keys_differ:
            frame, repeats = drop_identical_rows(read, feed, _refused_rows(problems))
        problems += check_rules(frame, feed, unread, keys_differ=keys_differ)
    problems = add_values(problems, every_row, feed, declared.month, table.sheet)
    return _decide(Checked("accepted", total, frame, 0, (), digest, read=read, repeats=repeats), problems)


def add_problems(checked: Checked, problems: Sequence[Problem]) -> Checked:
    """Decide anew with problems that were found beyond the file itself."""
    return _decide(checked, [*checked.problems, *problems]) if problems else checked


def _decide(checked: Checked, problems: Sequence[Problem]) -> Checked:
    """Work out what becomes of the rows: all refused, or those that have a problem of their own."""
    known = [problem for problem in problems if problem.rule != "row_once"]
    if _refuse_file(known):
        ordered = in_file_order(known)
        return replace(checked, outcome="refused", accepted=None, refused=checked.rows, problems=ordered)
    known += report_repeats(checked.repeats, _refused_rows(known))
    refused = _refused_rows(known)
    frame = checked.accepted
    assert frame is not None
    accepted = frame.filter(~pl.col("row").is_in(list(refused))) if refused else frame
    outcome: Outcome = "rows_refused" if refused else "accepted_with_warnings" if known else "accepted"
    return replace(
        checked,
        outcome=outcome,
        accepted=accepted,
        refused=len(refused),
        problems=in_file_order(known),
        content_digest=_digest_of_rows(accepted),
    )


def _refuse_file(problems: Sequence[Problem]) -> bool:
    return any(problem.severity is Severity.REFUSE_FILE for problem in problems)


def _refused_rows(problems: Sequence[Problem]) -> set[int]:
    return {problem.row for problem in problems if problem.severity is Severity.REFUSE_ROW and problem.row is not None}


def _digest_of_rows(accepted: pl.DataFrame) -> str:
    """Give the digest of the rows as read: the same for the same rows in other bytes."""
    lists = selectors.list()
    numbers = ((selectors.date() | selectors.integer()) - selectors.by_name("row")).to_physical()
    counted = accepted.select(numbers.cast(pl.Int64).fill_null(-1), lists.list.len().cast(pl.Int64).fill_null(-1))
    words = [words.fill_null(ABSENT).str.join(BETWEEN) for words in (selectors.string(), lists.explode())]
    digest = hashlib.sha256(counted.to_numpy().tobytes())
    for column in accepted.select(each.cast(pl.Binary) for each in words).row(0):
        digest.update(column)
        digest.update(BETWEEN.encode())
    return digest.hexdigest()
