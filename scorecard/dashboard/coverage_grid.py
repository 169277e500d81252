"""The grid of every theme by every agency: who supplies figures, how fresh they are, and whether they changed."""

from collections.abc import Container, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard.icons import icon
from scorecard.dashboard.keeping import Kept
from scorecard.dashboard.markup import element, join, scrolling
from scorecard.dashboard.panel import link_to
from scorecard.publication.formats import format_month, short_month_name
from scorecard.publication.reader import Partner
from scorecard.publication.words import CHANGE_WORDS, STATE_WORDS

NOT_EXPECTED = "Not expected: sends no return"
HEAD, CELLS = "head of the grid", "cells of its row"
OTHERS = "From another agency’s return"


def write_grid(
    themes: Mapping[str, str],
    partners: Sequence[Partner],
    coverage: pl.DataFrame,
    month: date,
    chosen: str,
    carried: dict[str, str | None],
    kept: Kept | None = None,
) -> Markup:
    """Write the grid; a row's name opens its theme, a cell that agency in the theme.

    `themes` are their names by their codes, `coverage` as it is read; `kept` holds the pieces that are written already.
    An agency that nobody tells anything of, and that is to tell nothing, has no column.
    """
    kept = {} if kept is None else kept
    if any(code not in kept for code in (HEAD, *themes)):
        _write_pieces(themes, partners, coverage, month, carried, kept)
    here = _row(chosen, themes[chosen], kept[CELLS, chosen], True, carried)
    rows = [here if code == chosen else kept[code] for code in themes]
    table = element(
        "table",
        element("caption", f"Figures by theme and agency, {format_month(month)}", class_="visually-hidden"),
        kept[HEAD],
        element("tbody", *rows),
        class_="figures coverage",
    )
    return join([_write_key(), scrolling(table, "Grid")])


def choose_columns(partners: Sequence[Partner], told: Container[str]) -> list[Partner]:
    """Keep the agencies that send a return, or that are `told` of in another's."""
    return [partner for partner in partners if partner.feeds or partner.code in told]


def _write_pieces(
    themes: Mapping[str, str],
    partners: Sequence[Partner],
    coverage: pl.DataFrame,
    month: date,
    carried: dict[str, str | None],
    kept: Kept,
) -> None:
    """Write the head, each row as it stands where another theme is looked at, and its cells alone."""
    columns = choose_columns(partners, set(coverage["agency_code"]))
    known = {(row["theme"], row["agency_code"]): row for row in coverage.iter_rows(named=True)}
    heads = [element("th", words, scope="col") for words in ("Theme", *(column.short_name for column in columns))]
    kept[HEAD] = element("thead", element("tr", *heads))
    for code, name in themes.items():
        kept[CELLS, code] = _write_cells(code, columns, known, month, carried)
        kept[code] = _row(code, name, kept[CELLS, code], False, carried)


def describe_cell(found: dict[str, Any] | None, month: date, *, is_expected: bool) -> tuple[str, str, str]:
    """Give the icon, the short words and the full words of one cell.

    `found` is its row of the coverage, if any; figures are expected of an agency that sends a return.
    """
    if found is None:
        if not is_expected:
            return "", "\N{MIDDLE DOT}", NOT_EXPECTED
        name, words = STATE_WORDS["no_figure"]
        return name, "None", words
    count, newest = found["figures"], found["data_month"]
    told = [f"{count} figure{'' if count == 1 else 's'}"]
    if not found["is_sent"]:
        told[0] += f" about it, {OTHERS.lower()}"
    told.append("no data yet" if newest is None else f"data to {format_month(newest)}")
    if found["late"]:
        told.append("late" if found["late"] == count else f"{found['late']} late")
    if not found["is_current"]:
        name = "late" if found["late"] else "not_due"
        return name, "Late" if found["late"] else _short(newest, month), ", ".join(told)
    name, words = CHANGE_WORDS[found["variation"]]
    return name, _short(newest, month), ", ".join([*told, words.lower()])


def mark_others(found: dict[str, Any] | None) -> str:
    """Mark the cell of an agency that sends nothing itself, but is told of in another's return."""
    return "" if found is None or found["is_sent"] else "*"


def _short(newest: date | None, month: date) -> str:
    if newest is None:
        return "None yet"
    return short_month_name(newest) if newest.year == month.year else f"{short_month_name(newest)} {newest:%y}"


def _row(code: str, name: str, cells: Markup, here: bool, carried: dict[str, str | None]) -> Markup:
    address = link_to("themes", theme=code, **carried)
    head = element("a", name, href=address, aria_current="true" if here else None)
    return element("tr", element("th", head, scope="row"), cells, class_="chosen" if here else None)


def _write_cells(
    code: str,
    partners: Sequence[Partner],
    known: dict[tuple[str, str], dict[str, Any]],
    month: date,
    carried: dict[str, str | None],
) -> Markup:
    cells = []
    for partner in partners:
        found = known.get((code, partner.code))
        drawn, short, full = describe_cell(found, month, is_expected=bool(partner.feeds))
        inside = join(
            [
                icon(drawn, size=18) if drawn else None,
                element("span", short + mark_others(found), aria_hidden="true"),
                element("span", full, class_="visually-hidden"),
            ]
        )
        address = link_to("themes", theme=code, agency=partner.code, **carried)
        cell = element("a", inside, href=address, title=full)
        cells.append(element("td", cell, class_=None if found else "empty"))
    return join(cells)


@cache
def _write_key() -> Markup:
    entries = (
        ("worse_rising", "Worse"),
        ("better_rising", "Better"),
        ("changing_higher", "Changing"),
        ("no_change", "No real change"),
        ("too_few", "Not judged"),
        ("late", "Late"),
        ("not_due", "Not due, last figure kept"),
        ("no_figure", "No figure"),
    )
    items = [element("li", icon(name, size=18), element("span", words)) for name, words in entries]
    items += [
        element("li", element("span", mark), element("span", words))
        for mark, words in (("*", OTHERS), ("\N{MIDDLE DOT}", NOT_EXPECTED))
    ]
    return element("ul", *items, class_="key")
