"""Where a figure comes from: its returns with sender, date, rows and checks, each a way to its report."""

from markupsafe import Markup

from scorecard.dashboard.icons import icon
from scorecard.dashboard.indicator_parts import Subject
from scorecard.dashboard.markup import Child, Column, element, table
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.returns_grid import name_feed
from scorecard.dashboard.row_words import Row
from scorecard.months import write_month
from scorecard.publication.formats import format_date, format_month, format_number
from scorecard.publication.reader import Generation, read_sources

COLUMNS = ("Return", "Agency", "Received", "Sent by", Column("Rows counted", number=True), "Checks")

NOT_SHOWN = "Not shown"
"""How many rows a return has tells how many cases there were: only the council sees it."""


def write_sources(generation: Generation, subject: Subject, carried: dict[str, str | None]) -> Markup:
    """Write the returns of the month that the figure is of; those of earlier months of a period are only named."""
    month = subject.row["data_month"] or subject.month
    sources = read_sources(generation, str(subject.definition["indicator"]), subject.agency, month)
    heading = element("h2", "Where this figure comes from")
    if sources.is_empty():
        words = f"No return that it needs was agreed for {format_month(month)}."
        return element("section", heading, element("p", words, class_="note"), class_="box")
    cells = [_source(row, carried) for row in sources.iter_rows(named=True)]
    shown = table(f"Returns for {format_month(month)}", COLUMNS, cells, blocks=True)
    later = None if month == subject.month else f" Nothing newer has been received for {format_month(subject.month)}."
    longer = None if subject.period == "month" else " The returns of the period’s earlier months count too."
    note = element("p", "A return leads to its report: what was found, and every earlier version.", later, longer)
    return element("section", heading, element("div", shown, class_="scrolls"), note, class_="box sources")


def _source(row: Row, carried: dict[str, str | None]) -> list[Child]:
    address = link_to(
        "returns", agency=row["agency_code"], of=write_month(row["report_month"]), month=carried.get("month")
    )
    name = element("a", name_feed(row["feed"]).capitalize(), href=address)
    if row["sequence"] is None:
        late = element("span", icon("late"), f"Late, due {format_date(row['due_on'])}", class_="said")
        return [name, row["short_name"], late, "", "", ""]
    refused = f", {format_number(row['rows_refused'])} refused" if row["rows_refused"] else ""
    return [
        name,
        row["short_name"],
        format_date(row["received_at"].date()),
        row["sender"],
        NOT_SHOWN if row["rows_accepted"] is None else format_number(row["rows_accepted"]) + refused,
        NOT_SHOWN if row["rows_accepted"] is None else _checks(row["checks"]),
    ]


def _checks(many: int) -> Markup:
    if not many:
        return element("span", icon("on_time"), "Nothing found", class_="said")
    words = "1 thing to look at" if many == 1 else f"{format_number(many)} things to look at"
    return element("span", icon("check"), words, class_="said")
