"""The pages that are measured, and what the bare page beside each has to draw."""

from dataclasses import dataclass

WORDS = ("concern", "enquir", "risk", "adult", "month", "count", "agency", "asked", "decision", "section 42")


@dataclass(frozen=True)
class Page:
    """A page, with the charts and table rows of its floor.

    `field` is changed to measure the server; its options are the select box's, or for a text field words that many
    definitions hold. `shown_by` is changed in the browser, to the options at these `positions`, those with the largest
    tables. Dot plots count as charts; the small lines in a table's cells do not.
    """

    name: str
    path: str
    charts: int
    rows: int
    field: str
    shown_by: str = ""
    positions: tuple[int, ...] = ()

    def choices(self, options: list[str]) -> list[str]:
        """List what the field is changed to, none of which is what the page shows at first."""
        return options[1:] or list(WORDS)


PAGES = (
    Page("this_month", "", 0, 55, "Month", "Agency", (0, 1, 3)),
    Page("indicator", "indicator", 1, 36, "Indicator", "Indicator", (0, 1, 2, 3, 4, 5)),
    Page("agency", "agency", 2, 36, "Month", "Agency", (0, 1, 2, 3, 4, 5)),
    Page("training", "training", 0, 38, "Month"),
    Page("definitions", "definitions", 0, 47, "Find"),
)
