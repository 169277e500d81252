"""Where a theme's figures come from: returns of figures, audits, feedback, panels and learning actions."""

from collections.abc import Iterable

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


def source_of(row: row_words.Row) -> str:
    """Give the heading under which a row stands, by the feeds of its indicator."""
    return next((HEADINGS[feed] for feed in row["feeds"] if feed in HEADINGS), FIGURES)


def part_by_source(rows: Iterable[row_words.Row]) -> dict[str, list[row_words.Row]]:
    """Part rows by their source; of a source that has no row, there is none."""
    parts: dict[str, list[row_words.Row]] = {source: [] for source in (FIGURES, *HEADINGS.values())}
    for row in rows:
        parts[source_of(row)].append(row)
    return parts


def write_breakdowns(rows: Iterable[row_words.Row]) -> Markup:
    """Write a small table by category for each breakdown of each indicator, of rows as `read_theme_cuts` gives them."""
    boxes = [_write_one(own) for own in _part(rows, "indicator")]
    return element("div", *boxes, class_="halves") if boxes else Markup("")


def _part(rows: Iterable[row_words.Row], name: str) -> Iterable[list[row_words.Row]]:
    """Part rows by what they say under a name, in the order in which that is first said."""
    parts: dict[str, list[row_words.Row]] = {}
    for row in rows:
        parts.setdefault(row[name], []).append(row)
    return parts.values()


def _write_one(rows: list[row_words.Row]) -> Markup:
    title = str(rows[0]["indicator_title"])
    cuts = [_write_cut(title, own) for own in _part(rows, "breakdown")]
    return element("section", element("h3", title), *cuts, class_="box")


def _write_cut(title: str, rows: list[row_words.Row]) -> Markup:
    breakdown, grades = rows[0]["breakdown"], labels(GRADE)
    head = GRADE_HEADS.get(breakdown, "Category")
    columns = [Column(head), *(Column(words, number=True) for words in ("Figure", "Before", "Last year"))]
    cells = [
        [
            grades[row["grade"]] if breakdown == THEME_GRADE else row["label"],
            element("strong", row_words.figure_text(row)),
            row_words.earlier_text(row, "previous"),
            row_words.earlier_text(row, "last_year"),
        ]
        for row in rows
    ]
    figures = table(f"{title}: {', '.join(row['label'] for row in rows)}", columns, cells, caption_hidden=True)
    return element("div", figures, class_="scrolls")
