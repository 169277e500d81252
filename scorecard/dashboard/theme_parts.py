"""The parts of a theme's page: every agency's figures with the gaps between them, and categories as bars."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.icons import icon
from scorecard.dashboard.markup import Child, element, join
from scorecard.dashboard.scorecard_table import address_of, draw_line
from scorecard.dashboard.svg_charts import draw_bars
from scorecard.dashboard.theme_words import tell_feeds
from scorecard.months import add_months
from scorecard.publication.chart import Bar, BarChart
from scorecard.publication.periods import short_period
from scorecard.publication.reader import Partner, steps_back
from scorecard.publication.words import STATE_WORDS

COLUMNS = 7
GAP_ICON, GAP_WORDS = STATE_WORDS["no_figure"]


def write_of_agency(
    caption: str,
    rows: Sequence[row_words.Row],
    agreed: Sequence[row_words.Row],
    silent: Sequence[Partner],
    month: date,
    period: str,
    carried: dict[str, str | None],
) -> Markup:
    """Write one agency's figures with their lines, and each gap as a row of its own.

    `rows` as `read_theme_rows` gives them, `agreed` as `read_theme_gaps` does, and `silent` the agency where it has no
    figure of the theme.
    """
    bodies = [_gap(each) for each in silent]
    if rows or agreed:
        names = [] if bodies else [_group(str((*rows, *agreed)[0]["owner"]))]
        written = [_row(row, month, period, carried) for row in rows]
        written += [_agreed(row, carried) for row in agreed]
        bodies.append(element("tbody", *names, *written, role="rowgroup"))
    heading = element("caption", caption, class_="visually-hidden")
    table = element("table", heading, _head(month, period), *bodies, class_="theme-figures", role="table")
    return element("div", table, class_="scrolls")


def write_gap(words: str) -> Markup:
    """Write that a part of the theme has no figure at all."""
    return element("p", _gap_mark(), element("span", words), class_="gap")


def write_categories(rows: Iterable[row_words.Row], period_name: str) -> Markup:
    """Write each breakdown of `read_theme_categories` as bars, with the theme's own categories filled."""
    boxes = []
    for _, members in groupby(rows, itemgetter("indicator", "breakdown")):
        own = list(members)
        first = own[0]
        bars = tuple(_bar(row) for row in own)
        alt = f"{first['indicator_title']}. " + "; ".join(f"{bar.label} {bar.text}" for bar in bars)
        chart = BarChart(first["indicator_title"], period_name, first["unit"], bars, None, alt)
        words = element("p", f"{period_name}. Filled: this theme.", class_="note")
        boxes.append(element("section", element("h3", first["indicator_title"]), words, draw_bars(chart), class_="box"))
    return element("div", *boxes, class_="halves")


def write_order(without_return: Sequence[str]) -> Markup:
    """Write in which order the agencies stand, and who is not among them since no return is agreed with them."""
    words = "In the order of the pathway, not ranked."
    if without_return:
        words += f" No return is agreed with: {', '.join(without_return)}."
    return element("p", words, class_="note")


def _bar(row: row_words.Row) -> Bar:
    text = str(row_words.figure_text(row).striptags())
    shown = None if row_words.is_word(row) or row["value"] is None else row["value"]
    return Bar(str(row["label"]), shown, text, focus=bool(row["belongs"]))


def _head(month: date, period: str) -> Markup:
    before = add_months(month, -steps_back(period))
    labels = {
        "name": "Indicator",
        "latest": short_period(month, period),
        "previous": short_period(before, period),
        "year-ago": short_period(add_months(month, -12), period),
        "line": "24 months, with the usual range",
        "change": "Change",
        "data-to": "Data to",
    }
    cells = [element("th", text, scope="col", class_=name, role="columnheader") for name, text in labels.items()]
    return element("thead", element("tr", *cells, role="row"), role="rowgroup")


def _gap(agency: Partner) -> Markup:
    head = element("th", agency.short_name, scope="row", role="rowheader", class_="gap-name")
    told = element("span", tell_feeds(agency.feeds))
    cell = element("td", element("div", _gap_mark(), told, class_="gap"), role="cell", colspan=COLUMNS - 1)
    return element("tbody", element("tr", head, cell, class_="gap-row", role="row"), role="rowgroup")


def _agreed(row: row_words.Row, carried: dict[str, str | None]) -> Markup:
    head = element(
        "th", element("a", row["title"], href=address_of(row, carried)), scope="row", role="rowheader", class_="name"
    )
    told = element("span", "Agreed with this agency, and never sent.")
    cell = element("td", element("div", _gap_mark(), told, class_="gap"), role="cell", colspan=COLUMNS - 1)
    return element("tr", head, cell, class_="gap-row", role="row")


def _gap_mark() -> Markup:
    return element("strong", icon(GAP_ICON), GAP_WORDS, class_="said")


def _group(name: str) -> Markup:
    head = element("th", name, scope="rowgroup", colspan=COLUMNS, role="rowheader")
    return element("tr", head, class_="group", role="row")


def _row(row: row_words.Row, month: date, period: str, carried: dict[str, str | None]) -> Markup:
    before = add_months(month, -steps_back(period))
    sender = None if row["sent_by"] is None else element("span", f"Sent by {row['sent_by']}", class_="quiet")
    name = join([element("a", row["title"], href=address_of(row, carried)), sender], " ")
    cells = [
        _cell(row_words.figure_text(row), "latest word" if row_words.is_word(row) else "latest"),
        _cell(row_words.earlier_text(row, "previous"), "previous", short_period(before, period)),
        _cell(row_words.earlier_text(row, "last_year"), "year-ago", short_period(add_months(month, -12), period)),
        _cell(draw_line(row), "line"),
        _cell(row_words.change(row).markup(), "change"),
        _cell(row_words.data_to(row), "data-to", "Data to"),
    ]
    head = element("th", name, scope="row", role="rowheader", class_="name")
    return element("tr", head, *cells, class_="row", role="row", data_go=True)


def _cell(content: Child, name: str, label: str | None = None) -> Markup:
    return element("td", content, role="cell", class_=name, data_label=label)
