"""The returns page as it stands for one choice, written once and kept for the next reader who chooses the same."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from scorecard.dashboard.carrying import carry
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.icons import icon
from scorecard.dashboard.keeping import keep_pieces
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.returns_grid import (
    Return,
    last_months,
    list_returns,
    write_chasing,
    write_grid,
    write_title,
)
from scorecard.dashboard.returns_report import write_found, write_submissions
from scorecard.months import months_between
from scorecard.publication.formats import format_month
from scorecard.publication.reader import Generation, name_agencies
from scorecard.publication.returns_reader import read_problems, read_submissions, read_waiting

PICK = "Pick a month of an agency in the grid to see what it sent, and what was found in it."


@dataclass(frozen=True)
class ReturnsPage:
    """The page below its controls, and its heading."""

    title: str
    subtitle: str
    markup: Markup


@lru_cache(maxsize=256)
def write_returns_page(
    opened: Opened, month: date, agency: str | None, of: date, only: str | None, own: Generation | None
) -> ReturnsPage:
    """Write the grid up to a month, whom to chase, and what one agency sent for the month `of`.

    Where `only` names an agency, its own returns alone; `own` is its file of them, which has their counts of rows.
    """
    agencies = dict(name_agencies(opened.generation, "name"))
    if only is not None:
        agencies = {code: name for code, name in agencies.items() if code == only}
    returns = _list_returns_of(opened, only)
    months = last_months(months_between(opened.about.first_month, opened.about.reporting_month), month)
    carried = carry(opened, month, "month")
    kept = keep_pieces("returns", opened.generation, month, "month")
    grid = write_grid(returns, months, agencies, agency or "", carried["month"], kept)
    subtitle = "Each return is checked, kept whole and never changed; a later one takes its place."
    return ReturnsPage(
        write_title(returns, month),
        subtitle,
        join([grid, _write_chosen(own or opened.generation, agency, agencies, of), _write_lower(opened, month, only)]),
    )


def _list_returns_of(opened: Opened, only: str | None) -> list[Return]:
    returns = list_returns(opened.generation)
    return returns if only is None else [row for row in returns if row["agency_code"] == only]


@lru_cache(maxsize=64)
def _write_lower(opened: Opened, month: date, only: str | None) -> Markup:
    """Write whom to chase and what a late return does, which is the same whichever returns are looked at."""
    returns = _list_returns_of(opened, only)
    chase = write_chasing(returns, month, opened.about.data_as_at.date())
    return element("div", chase, _write_consequences(opened, returns, month), class_="halves")


def _write_chosen(generation: Generation, agency: str | None, agencies: dict[str, str], of: date) -> Markup:
    if agency is None:
        return element("p", PICK, class_="note")
    submissions = read_submissions(generation, agency, of)
    found = [write_found_in(generation, number) for number in submissions["sequence"]]
    return write_submissions(submissions, found, f"{agencies[agency]}, {format_month(of)}")


@lru_cache(maxsize=1024)
def write_found_in(generation: Generation, submission: int) -> Markup | None:
    """Write what was found in one submission."""
    return write_found(read_problems(generation, submission))


def _write_consequences(opened: Opened, returns: list[Return], month: date) -> Markup:
    """Write what a late return does, and the indicators that wait for the month's."""
    carried = carry(opened, month, "month")
    facts = (
        "The last figure stays, with its date and a clock.",
        "It is not judged for the month, and no change is claimed.",
        "A missing figure never becomes 0 and is never filled in.",
    )
    late = [row for row in returns if row["report_month"] == month and row["state"] == "late"]
    late.sort(key=lambda row: (row["agency_code"], row["feed"]))
    items = []
    for (code, name), rows in groupby(late, key=lambda row: (row["agency_code"], row["short_name"])):
        waiting = read_waiting(opened.generation, tuple(row["feed"] for row in rows), code)
        for indicator, title in waiting.select("indicator", "title").iter_rows():
            address = link_to("indicator", indicator=indicator, agency=code, **carried)
            items.append(element("li", icon("late", size=16), " ", element("a", title, href=address), f", {name}"))
    waits = element("ul", *items, class_="plain") if items else element("p", "None.", class_="note")
    return element(
        "section",
        element("h2", "What a late return does"),
        element("ul", *(element("li", fact) for fact in facts)),
        element("h3", f"Waiting for {format_month(month)}"),
        waits,
        class_="box",
    )
