"""The matrix of a theme: each indicator by each agency, with figure and change, and the gaps between them."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.coverage_grid import OTHERS, mark_others
from scorecard.dashboard.icons import icon
from scorecard.dashboard.markup import element, join, scrolling
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.scorecard_table import address_of
from scorecard.dashboard.theme_words import tell_feeds
from scorecard.publication.reader import Partner
from scorecard.publication.words import STATE_WORDS

Carried = Mapping[str, str | None]
Row = dict[str, Any]
SHOWN_AT_ONCE = 18
GAP_ICON, GAP_WORDS = STATE_WORDS["no_figure"]
NOT_EXPECTED = "Not expected: not agreed with this agency"
WHOLE = "Figures of the theme"


def write_matrix(
    caption: str,
    rows: Sequence[Row],
    agreed: Sequence[Row],
    partners: Sequence[Partner],
    carried: Carried,
    whole: Markup | None = None,
) -> Markup:
    """Write an indicator a row and an agency a column; a cell opens that indicator for that agency.

    `rows` as `read_theme_rows` gives them, `agreed` as `read_theme_gaps` does: those that have never held a figure.
    `partners` are the agencies that have a column, in pathway order. Rows beyond the first are folded; `whole` is
    the last one that is not, of `write_whole`, and goes with the key to the marks.
    """
    cells = {_key(row): row for row in rows}
    gaps = {_key(row) for row in agreed}
    titles: dict[tuple[Any, ...], Row] = {}
    for row in (*rows, *agreed):
        titles.setdefault(_key(row)[:-1], row)
    lines = [_line(title, partners, cells, gaps, carried) for title in sorted(titles.values(), key=_place)]
    first, others = lines[:SHOWN_AT_ONCE], lines[SHOWN_AT_ONCE:]
    if len(others) <= 2:
        first, others = lines, []
    shown = [scrolling(_table(caption, [*first, *([] if whole is None else [whole])], partners), caption)]
    if others:
        more = scrolling(_table(f"{caption}, further indicators", others, partners), f"{caption}, further indicators")
        words = f"Show {len(others)} more indicators"
        shown.append(element("details", element("summary", words), more, class_="more"))
    return join([None if whole is None else _write_key(), *shown])


def write_gaps(gaps: Sequence[Partner], rows: Sequence[Row], carried: Carried) -> Markup:
    """Write the agencies without any figure of the theme, what each does send, and the way to ask it for figures.

    The return to be asked for is one that others send on the theme, or else the one that most figures come by.
    """
    if not gaps:
        return Markup("")
    wanted = {feed for row in rows for feed in row["feeds"] or ()}
    items = []
    for gap in gaps:
        feeds = sorted(gap.feeds, key=lambda feed: (feed not in wanted, feed != "measures", feed))
        feed = feeds[0] if feeds else None
        address = link_to("returns", agency=gap.code, feed=feed, month=carried.get("month"))
        ask = element(
            "a",
            "Ask for these figures",
            element("span", f" of {gap.short_name}", class_="visually-hidden"),
            href=address,
        )
        name = element("strong", gap.short_name, class_="gap-name")
        mark = element("strong", icon(GAP_ICON), GAP_WORDS, class_="said")
        told = element("span", tell_feeds(gap.feeds))
        items.append(element("li", name, element("div", mark, told, ask if feed else None, class_="gap")))
    return element("ul", *items, class_="gaps")


def _place(row: Row) -> tuple[tuple[bool, Any], ...]:
    """Give what the rows are sorted by: what is not said comes first."""
    values = (row[name] for name in ("order", "breakdown", "label_position", "category"))
    return tuple((value is not None, value) for value in values)


def _key(row: Row) -> tuple[Any, ...]:
    return row["indicator"], row["breakdown"], row["category"], row["agency_code"]


def _table(caption: str, lines: list[Markup], partners: Sequence[Partner]) -> Markup:
    heads = [element("th", "Indicator", scope="col")]
    heads += [element("th", partner.short_name, scope="col") for partner in partners]
    return element(
        "table",
        element("caption", caption, class_="visually-hidden"),
        element("thead", element("tr", *heads)),
        element("tbody", *lines),
        class_="figures matrix",
    )


def _line(
    title: Row,
    partners: Sequence[Partner],
    cells: Mapping[tuple[Any, ...], Row],
    gaps: set[tuple[Any, ...]],
    carried: Carried,
) -> Markup:
    address = link_to("indicator", indicator=title["indicator"], category=title["category"], **carried)
    name = element("th", element("a", title["title"], href=address), scope="row")
    of_agencies = []
    for partner in partners:
        key = (title["indicator"], title["breakdown"], title["category"], partner.code)
        if key in cells:
            of_agencies.append(_cell(cells[key], carried))
        elif key in gaps:
            asked = link_to("indicator", indicator=title["indicator"], agency=partner.code, **carried)
            of_agencies.append(_gap(element("a", _gap_words(), href=asked)))
        else:
            of_agencies.append(_nothing())
    return element("tr", name, *of_agencies)


def _cell(row: Row, carried: Carried) -> Markup:
    said = row_words.change(row)
    figure = row_words.figure_text(row)
    others = None if row["sent_by"] is None else f", sent by {row['sent_by']}"
    heard = element("span", ", ", said.words.lower(), others, class_="visually-hidden")
    star = mark_others({"is_sent": row["sent_by"] is None})
    shown = element("span", figure, element("span", star, aria_hidden="true") if star else None)
    inside = [icon(said.icon, size=18), shown, heard]
    return element("td", element("a", *inside, href=address_of(row, dict(carried)), title=said.words))


@cache
def _gap_words() -> Markup:
    return join([icon(GAP_ICON, size=16), element("span", GAP_WORDS)])


def _gap(content: Markup) -> Markup:
    return element("td", content, class_="gap-cell")


@cache
def _nothing() -> Markup:
    dot = element("span", "\N{MIDDLE DOT}", aria_hidden="true")
    return element("td", dot, element("span", NOT_EXPECTED, class_="visually-hidden"), class_="empty")


def write_whole(counts: Mapping[str, int], partners: Sequence[Partner], theme: str, carried: Carried) -> Markup:
    """Write the last row: how many figures of the theme each agency has, or that it has none."""
    cells = []
    for partner in partners:
        count = counts.get(partner.code, 0)
        address = link_to("themes", theme=theme, agency=partner.code, **carried)
        if count:
            words = element("span", f" figure{'' if count == 1 else 's'}", class_="visually-hidden")
            cells.append(element("td", element("a", str(count), words, href=address)))
        else:
            cells.append(_gap(element("a", _gap_words(), href=address)))
    return element("tr", element("th", WHOLE, scope="row"), *cells, class_="whole")


@cache
def _write_key() -> Markup:
    entries = [
        element("li", icon(GAP_ICON, size=18), element("span", "No figure, though expected")),
        element("li", icon("late", size=18), element("span", "Return late")),
        element("li", icon("not_due", size=18), element("span", "Quarterly or yearly, last figure kept")),
        element("li", element("span", "*"), element("span", OTHERS)),
        element("li", element("span", "\N{MIDDLE DOT}"), element("span", "Not agreed with this agency")),
    ]
    return element("ul", *entries, class_="key")
