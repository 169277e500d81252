"""The pages that are measured, and what the bare page beside each has to draw."""

from dataclasses import dataclass

WORDS = ("concern", "enquir", "risk", "adult", "month", "count", "agency", "asked", "decision", "section 42")
MONTHS = (*(f"2023-{month:02d}" for month in range(4, 13)), "2024-01", "2024-02")
MEETINGS = tuple(f"month=2023-{month:02d}&at={screen}" for month in range(1, 13) for screen in (1, 2))


@dataclass(frozen=True)
class Page:
    """A page, with the charts and table rows of its floor.

    `field` is changed to measure the server; its options are the select box's, or for a text field words that many
    definitions hold. A page without fields is opened at one of the `addresses` after the other. `shown_by` is changed
    in the browser, to the options at these `positions`, those with the largest tables. Dot plots, bars and lines over
    months count as charts, `lines` are the small ones in rows of a table; they are counted on the page, over the
    options where they differ. `fields` are those of a form that is always open. `filters` are choices that are never
    written ahead; a page without them has none, or its field is one.
    """

    name: str
    path: str
    charts: int
    rows: int
    field: str
    shown_by: str = ""
    positions: tuple[int, ...] = ()
    lines: int = 0
    addresses: tuple[str, ...] = ()
    fields: int = 0
    filters: tuple[str, ...] = ()

    @property
    def rare(self) -> tuple[str, ...]:
        """List addresses of views that are never written ahead; the last filter is left for choices on the page."""
        filters = self.filters[:-1] if self.field else self.filters
        return tuple(f"month={month}&{chosen}" for chosen in filters for month in MONTHS)

    @property
    def floor(self) -> str:
        """Give what the bare page draws, as the query of its address."""
        return f"charts={self.charts}&rows={self.rows}&lines={self.lines}&fields={self.fields}"

    @property
    def every_row(self) -> str:
        """Give the query of the bare page that draws every row, and not those in view only."""
        return f"{self.floor}&every=yes"

    @property
    def beside(self) -> str:
        """Say what the bare page draws."""
        fields = f", {self.fields} fields" if self.fields else ""
        return f"bare page, {self.charts} charts, {self.rows} rows, {self.lines} small lines, those in view{fields}"

    @property
    def beside_every_row(self) -> str:
        """Say what the bare page draws that leaves no row out."""
        return f"bare page, {self.charts} charts, {self.rows} rows, every one"

    def choices(self, options: list[str]) -> list[str]:
        """List what the field is changed to, none of which is what the page shows at first unless there are but two."""
        return options[1:] if len(options) > 2 else options or list(WORDS)


PAGES = (
    Page(
        "this_month",
        "",
        0,
        74,
        "Month",
        "Agency",
        (0, 1, 3),
        lines=64,
        filters=("period=quarter", "period=rolling12", "period=year", "theme=self_neglect_hoarding"),
    ),
    Page(
        "indicator",
        "indicator",
        2,
        33,
        "Indicator",
        "Indicator",
        (2, 4),
        filters=("period=quarter", "period=rolling12", "period=year", "agency=asc"),
    ),
    Page(
        "agency",
        "agency",
        2,
        52,
        "Month",
        "Agency",
        (0, 1, 2, 3, 4, 5),
        lines=40,
        filters=("period=quarter", "period=rolling12", "period=year"),
    ),
    Page(
        "themes",
        "themes",
        2,
        59,
        "Month",
        lines=17,
        filters=("period=quarter&theme=prevent", "theme=falls&agency=police", "period=year&theme=mental_capacity"),
    ),
    Page("conversion", "conversion", 7, 63, "Month", filters=("period=quarter", "period=rolling12", "period=year")),
    Page(
        "training",
        "training",
        0,
        42,
        "Month",
        lines=34,
        filters=("course=adults_l1", "course=adults_l2", "course=adults_l3"),
    ),
    Page(
        "referrals",
        "referrals",
        1,
        38,
        "Month",
        filters=("period=quarter", "period=rolling12", "period=year", "agency=police"),
    ),
    Page(
        "learning",
        "learning",
        4,
        63,
        "Month",
        filters=("period=quarter", "period=rolling12", "period=year", "state=done"),
    ),
    Page("returns", "returns", 0, 21, "Month", filters=("agency=elft", "agency=asc", "agency=police")),
    Page("definitions", "definitions", 0, 143, "Find"),
    Page(
        "meeting",
        "meeting",
        1,
        0,
        "",
        addresses=MEETINGS,
        fields=4,
        filters=("agency=asc&at=1", "agency=police&at=2"),
    ),
    Page("versions", "versions", 0, 202, "Compare"),
    Page("access_log", "access_log", 0, 50, "Person"),
)
