"""Where a theme's figures come from: returns of figures, audits, feedback, panels and learning actions."""

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.markup import Column, element, table
from scorecard.feeds.code_lists import THEME_GRADE, labels
from scorecard.publication.theme_cuts import CUT_FEEDS, GRADE

FIGURES = "Figures from agencies"
ACTIONS = "Learning actions"
HEADINGS = dict(zip(CUT_FEEDS, ("Audits", "What people said", "Panels", ACTIONS), strict=True))
"""The heading of each of those feeds; all others are figures from agencies."""

GRADE_HEADS = {GRADE: "Grade, all audits", THEME_GRADE: "Grade, audits of this theme"}


def add_source(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the heading under which each row stands, by the feeds of its indicator."""
    sources = [
        next((HEADINGS[feed] for feed in feeds if feed in HEADINGS), FIGURES) for feeds in rows["feeds"].to_list()
    ]
    return rows.with_columns(source=pl.Series(sources, dtype=pl.String))


def part_by_source(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Part rows with their source by it; of a source that has no row, there is none."""
    parts = {str(source): part for (source,), part in rows.partition_by("source", as_dict=True).items()}
    return dict.fromkeys((FIGURES, *HEADINGS.values()), rows.clear()) | parts


def write_breakdowns(rows: pl.DataFrame) -> Markup:
    """Write a small table by category for each breakdown of each indicator, of rows as `read_theme_cuts` gives them."""
    if rows.is_empty():
        return Markup("")
    boxes = [_write_one(own) for _, own in rows.group_by("indicator", maintain_order=True)]
    return element("div", *boxes, class_="halves")


def _write_one(rows: pl.DataFrame) -> Markup:
    title = str(rows["indicator_title"][0])
    cuts = [_write_cut(title, own) for _, own in rows.group_by("breakdown", maintain_order=True)]
    return element("section", element("h3", title), *cuts, class_="box")


def _write_cut(title: str, rows: pl.DataFrame) -> Markup:
    breakdown, grades = rows["breakdown"][0], labels(GRADE)
    head = GRADE_HEADS.get(breakdown, "Category")
    columns = [Column(head), *(Column(words, number=True) for words in ("Figure", "Before", "Last year"))]
    cells = [
        [
            grades[row["grade"]] if breakdown == THEME_GRADE else row["label"],
            element("strong", row_words.figure_text(row)),
            row_words.earlier_text(row, "previous"),
            row_words.earlier_text(row, "last_year"),
        ]
        for row in rows.iter_rows(named=True)
    ]
    figures = table(f"{title}: {', '.join(rows['label'])}", columns, cells, caption_hidden=True)
    return element("div", figures, class_="scrolls")
