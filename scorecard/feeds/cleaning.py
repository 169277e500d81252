"""Cleans the text of a return before it is read: what cannot be seen, blank rows, headers and totals among the rows."""

import polars as pl

from scorecard.feeds.contract import Feed, Severity
from scorecard.feeds.report import Problem, file_problem, warning
from scorecard.feeds.text_table import INVISIBLE, SPACES, TextTable

TOTALS = [
    write(words)
    for words in ("total", "totals", "grand total", "sub-total", "subtotal")
    for write in (str.lower, str.capitalize, str.title, str.upper)
]
HEADERS = {name: [name, name.capitalize(), name.upper()] for name in ("agency", "month")}


def clean_text(table: TextTable) -> tuple[pl.DataFrame, list[Problem]]:
    """Trim every cell, turn blank ones into null and leave out blank rows; what cannot be seen goes with a warning."""
    text, frame = pl.col(pl.String), table.frame
    problems: list[Problem] = []
    if not table.plain:
        found = frame.select(text.str.contains(f"{INVISIBLE}|{SPACES}")).with_columns(row=frame["row"])
        frame = frame.with_columns(text.str.replace_all(INVISIBLE, "").str.replace_all(SPACES, " "))
        message = "Invisible characters or fixed spaces were removed, here first. Check that the text is right."
        for name in found.columns[:-1]:
            rows = found["row"].filter(found[name].fill_null(False))
            if rows.len():
                problems.append(warning("no_invisible_characters", message, row=rows[0], column=name))
    if not table.trimmed:
        frame = frame.with_columns(text.str.strip_chars().replace("", None))
    if frame["agency"].null_count():
        faulty = [problem.row for problem in table.problems if problem.row is not None]
        frame = frame.filter(~pl.all_horizontal(text.is_null()) | pl.col("row").is_in(faulty))
    return frame, problems


def set_aside(frame: pl.DataFrame, feed: Feed) -> tuple[pl.DataFrame, list[Problem]]:
    """Take out rows that repeat the header, which are refused, and totals, which refuse a table of counts."""
    marked = frame.select(
        "row",
        header=pl.all_horizontal(pl.col(name).is_in(words) for name, words in HEADERS.items()),
        total=pl.any_horizontal(pl.col(feed.key[:3]).is_in(TOTALS)),
    )
    found = marked["header"] | marked["total"]
    if not found.any():
        return frame, []
    marked = marked.filter(found)
    problems = []
    for row, is_header, _ in marked.iter_rows():
        if is_header:
            message = "The row repeats the header. Leave it out."
            problems.append(Problem(row, None, Severity.REFUSE_ROW, "header_not_repeated", message))
        elif feed.is_table_of_counts:
            message = "The row is a total. Leave totals out: the scorecard adds up itself."
            problems.append(file_problem("no_totals", message, row=row))
        else:
            message = "The row is a total, not a case. Leave it out."
            problems.append(Problem(row, None, Severity.REFUSE_ROW, "no_totals", message))
    return frame.filter(~pl.col("row").is_in(marked["row"].to_list())), problems
