"""The grid of the returns page: agency by month, who is on time, and whom to chase."""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup

from scorecard.dashboard.agency_parts import state_of_return
from scorecard.dashboard.icons import icon
from scorecard.dashboard.keeping import Kept
from scorecard.dashboard.markup import Column, element, join, table
from scorecard.dashboard.panel import link_to
from scorecard.months import last_day, write_month
from scorecard.publication.formats import format_date, format_month, format_short_date, format_short_month
from scorecard.publication.reader import Generation, read_returns
from scorecard.publication.words import RETURN_WORDS

WORST_FIRST = ("missing", "late", "sent_again", "on_time", "not_due")
GOOD = ("on_time", "sent_again")
MOST_CHASED = 12
ON_TIME = "On time, of due"
Return = dict[str, Any]


@lru_cache(maxsize=3)
def list_returns(generation: Generation) -> list[Return]:
    """List every return of every agency as `read_returns` gives them: never to be changed, since it is kept."""
    return read_returns(generation, None).to_dicts()


def name_feed(feed: str) -> str:
    """Write a feed's name for people."""
    return feed.replace("_", " ")


def write_title(returns: Sequence[Return], month: date) -> str:
    """Say how many returns of the month are in, and who is late."""
    due = [row for row in returns if row["report_month"] == month and row["state"] != "not_due"]
    if not due:
        return f"No return is due for {format_month(month)} yet"
    missing = dict.fromkeys(row["short_name"] for row in due if row["submission"] is None)
    received = sum(row["submission"] is not None for row in due)
    if not missing:
        every = "The only return is" if len(due) == 1 else f"All {len(due)} returns are"
        return f"{every} in for {format_month(month)}"
    verb = "is" if len(missing) == 1 else "are"
    return f"{received} of {len(due)} returns are in for {format_month(month)}: {join_names(list(missing))} {verb} late"


def join_names(names: Sequence[str]) -> str:
    """Write names as a list in a sentence."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def write_grid(
    returns: Sequence[Return],
    months: Sequence[date],
    agencies: dict[str, str],
    chosen: str,
    shown: str | None,
    kept: Kept | None = None,
) -> Markup:
    """Write the grid; each cell opens the agency's returns of its month, `shown` is the month of the page.

    `kept` holds the cells of the agencies that are written already, for the same months.
    """
    kept = {} if kept is None else kept
    if any(code not in kept for code in agencies):
        kept |= _write_cells(returns, months, agencies, shown)
    rows = [
        element("tr", kept[code], class_="chosen" if code == chosen else None, role="row")
        for code in agencies
        if kept[code]
    ]
    caption = element("caption", "Returns by agency and month", class_="visually-hidden")
    body = element("tbody", *rows, role="rowgroup")
    grid = element("table", caption, _write_head(tuple(months)), body, class_="figures returns-grid", role="table")
    return element("section", element("h2", "Who has sent what"), _write_key(), element("div", grid, class_="scrolls"))


@cache
def _write_key() -> Markup:
    key = [element("li", icon(name, size=16), element("span", words)) for name, words in RETURN_WORDS.values()]
    return element("ul", *key, class_="key")


@lru_cache(maxsize=64)
def _write_head(months: tuple[date, ...]) -> Markup:
    heads = [_head("Agency"), *(_head(_short_head(month), "mark") for month in months)]
    heads += [_head(ON_TIME, "number"), _head("Newest")]
    return element("thead", element("tr", *heads, role="row"), role="rowgroup")


def _head(words: str, classes: str | None = None) -> Markup:
    # Roles are said, since a browser takes them away where rows are shown as blocks, as on a phone.
    return element("th", words, scope="col", class_=classes, role="columnheader")


def _short_head(month: date) -> Markup:
    name, year = format_short_month(month).split(" ")
    return Markup("{}<br>{}").format(name, year)


def _write_cells(
    returns: Sequence[Return], months: Sequence[date], agencies: dict[str, str], shown: str | None
) -> Kept:
    """Write the cells of each agency's row; nothing for those of which no return is agreed."""
    agreed: dict[str, dict[date, list[Return]]] = {}
    for row in returns:
        if row["frequency"] is not None:
            agreed.setdefault(row["agency_code"], {}).setdefault(row["report_month"], []).append(row)
    return {
        code: _write_row(code, name, [(month, agreed[code].get(month, [])) for month in months], shown)
        if code in agreed
        else Markup("")
        for code, name in agencies.items()
    }


def _write_row(agency: str, name: str, by_month: Sequence[tuple[date, list[Return]]], shown: str | None) -> Markup:
    cells = [element("th", element("a", name, href=link_to("agency", agency=agency)), scope="row", role="rowheader")]
    for month, rows in by_month:
        address = link_to("returns", agency=agency, of=write_month(month), month=shown)
        cells.append(_cell(address, name, month, rows))
    states = [state_of_return(row) for _, rows in by_month for row in rows]
    due = sum(state != "not_due" for state in states)
    good = sum(state in GOOD for state in states)
    cells.append(element("td", f"{good} of {due}", class_="number strong", role="cell", data_label=ON_TIME))
    cells.append(element("td", _newest(by_month[-1][1]), class_="newest", role="cell"))
    return join(cells)


def worst(rows: Sequence[Return]) -> str:
    """Give the state of several returns together: the one that says most against them."""
    states = {state_of_return(row) for row in rows}
    return next((state for state in WORST_FIRST if state in states), "not_due")


def _cell(address: str, name: str, month: date, rows: Sequence[Return]) -> Markup:
    shape, _ = RETURN_WORDS[worst(rows)]
    said = [f"{name_feed(row['feed'])} {RETURN_WORDS[state_of_return(row)][1].lower()}" for row in rows]
    label = f"{name}, {format_short_month(month)}: {', '.join(said) or 'nothing due'}"
    link = element("a", icon(shape, size=20), href=address, aria_label=label, title=label)
    return element("td", link, class_="mark", role="cell", data_label=format_short_month(month))


def _newest(rows: Sequence[Return]) -> str:
    received = [row["received_at"].date() for row in rows if row["received_at"] is not None]
    if any(row["submission"] is None and row["state"] == "late" for row in rows):
        missing = [name_feed(row["feed"]) for row in rows if row["submission"] is None and row["state"] == "late"]
        return f"Not yet received: {', '.join(missing)}"
    return f"Received {format_short_date(max(received))}" if received else "Not due"


def write_chasing(returns: Sequence[Return], month: date, as_at: date) -> Markup:
    """Write who has not sent a return that is due: the newest month first, and in it what was due first."""
    late = [row for row in returns if row["submission"] is None and row["state"] == "late"]
    late = [row for row in late if row["report_month"] <= month]
    late.sort(key=lambda row: (-row["report_month"].toordinal(), row["due_on"]))
    if not late:
        nobody = element("p", "Nobody: every return that is due has been received.", class_="note")
        return element("section", element("h2", "Whom to chase"), nobody, class_="box")
    cells = [
        [
            row["short_name"] or row["agency_code"],
            name_feed(row["feed"]).capitalize(),
            format_short_month(row["report_month"]),
            format_short_date(row["due_on"]),
            f"{(as_at - row['due_on']).days} days",
        ]
        for row in late[:MOST_CHASED]
    ]
    columns: list[str | Column] = ["Agency", "Return", "Month", "Due", Column("Late by", number=True, strong=True)]
    more = element("p", f"And {len(late) - MOST_CHASED} more.", class_="note") if len(late) > MOST_CHASED else None
    note = element(
        "p", f"As at {format_date(as_at)}. The last figure stays, marked late, and is not judged.", class_="note"
    )
    figures = element("div", table("Whom to chase", columns, cells, caption_hidden=True, blocks=True), class_="scrolls")
    return element("section", element("h2", "Whom to chase"), note, figures, more, class_="box")


def last_months(months: Sequence[date], month: date, count: int = 12) -> list[date]:
    """Give the months up to one, at most so many."""
    return [each for each in months if each <= last_day(month)][-count:]
