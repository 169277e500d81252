"""Lays out the scorecard: which rows it has for the whole partnership, and for each agency."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import polars as pl

from scorecard.indicators.definition import Definition
from scorecard.publication.figures import ALL


@dataclass(frozen=True)
class Line:
    """One row of the scorecard as one reader's view has it; `view` is an agency's code or “all”."""

    view: str
    position: int
    section: str
    indicator: str
    agency_code: str
    breakdown: str | None
    category: str | None
    title: str
    owner: str
    core: bool


def lay_out_lines(
    definitions: list[Definition], figures: pl.DataFrame, labels: dict[tuple[str, str], str], names: dict[str, str]
) -> pl.DataFrame:
    """List the rows of every view in the order of the scorecard.

    `labels` maps (breakdown, category) to words, `names` an agency's code to its short name, in pathway order.
    """
    lines: list[Line] = []
    keys = figures.select("indicator", "agency_code", "breakdown", "category").unique()
    present = {str(key): frame for (key,), frame in keys.group_by("indicator")}
    for definition in definitions:
        series = present.get(definition.name)
        if series is None:
            continue
        suppliers = [code for code in names if code in set(series["agency_code"])]
        totals = set(series.filter(pl.col("breakdown").is_null())["agency_code"])
        breakdowns = {
            category: breakdown for breakdown, category in series.select("breakdown", "category").rows() if category
        }
        for view in (ALL, *suppliers):
            for agency, category in _choose(definition, view, suppliers, totals):
                breakdown = breakdowns.get(category) if category else None
                if category and breakdown is None:
                    continue
                title = _title(definition, labels.get((breakdown or "", category or ""), category or ""), category)
                if view == ALL and definition.scorecard == "by_agency":
                    title = f"{title}, {names[agency]}"
                owner = names.get(agency) or (names[suppliers[0]] if len(suppliers) == 1 else "All agencies")
                place = (view, 0, definition.section, definition.name, agency, breakdown, category)
                lines.append(Line(*place, title, owner, definition.core))
    numbered = [asdict(line) | {"position": position} for position, line in enumerate(lines)]
    return pl.DataFrame(numbered, schema=_SCHEMA)


_SCHEMA = {
    "view": pl.String,
    "position": pl.Int64,
    "section": pl.String,
    "indicator": pl.String,
    "agency_code": pl.String,
    "breakdown": pl.String,
    "category": pl.String,
    "title": pl.String,
    "owner": pl.String,
    "core": pl.Boolean,
}


def _choose(
    definition: Definition, view: str, suppliers: list[str], totals: set[str]
) -> Iterator[tuple[str, str | None]]:
    """Choose the series of one view: totals first, then the highlighted categories."""
    if view != ALL:
        agencies = [view]
    elif definition.scorecard == "by_agency":
        agencies = suppliers
    else:
        agencies = [ALL] if definition.scorecard == "total" else []
    for agency in agencies:
        if agency in totals:
            yield agency, None
        for category in definition.highlights:
            yield agency, category


def _title(definition: Definition, label: str, category: str | None) -> str:
    if category is None:
        return definition.title
    return (definition.line_title or "{category}").format(category=in_sentence(label))


def in_sentence(label: str) -> str:
    """Write a label as it stands within a sentence: “Domestic Abuse” becomes “domestic abuse”, “ICB” stays."""
    if label[:2].isupper():
        return label
    return label.lower() if label.istitle() else label[:1].lower() + label[1:]
