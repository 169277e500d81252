"""The high-risk panels: the steps that their cases have reached, and the indicators of each."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from scorecard.publication.figures import ALL
from scorecard.publication.opening import Generation
from scorecard.publication.row_reader import read_breakdown, read_indicators, read_month

STEPS = {
    "open": "Open",
    "lead_officer": "Lead officer allocated",
    "assessed": "Risk assessed",
    "planned": "Plan made",
    "considered": "Considered by the panel",
}
BY_STEP = "panel_cases_by_step"
CLOSED = "panel_cases_closed"
CODES = {"caspa": "CAS", "hoarding": "HRD", "pipot": "PIP", "marac": "MAR"}
"""The codes of a panel's indicators begin with these letters."""


@dataclass(frozen=True, eq=False)
class Panel:
    """One panel: its steps with `step` and `is_main` beside the row, and the totals of its indicators."""

    code: str
    name: str
    steps: pl.DataFrame
    indicators: pl.DataFrame


@lru_cache(maxsize=256)
def read_panels(generation: Generation, month: date, period: str) -> tuple[Panel, ...]:
    """Give every panel that has had a case or has an indicator, in the order of the code list.

    A panel is whose return has ever had a case of it: the zeros of other senders are not about it.
    """
    open_cases = read_breakdown(generation, BY_STEP, None, month, period)
    closed = read_breakdown(generation, CLOSED, None, month, period)
    totals = _read_totals(generation, month, period)
    found = [
        Panel(
            code,
            name,
            _order_steps(open_cases, closed, code, _find_senders(generation).get(code, [])),
            totals.filter(pl.col("code").str.starts_with(f"{CODES.get(code, code)}-")),
        )
        for code, name in _name_panels(generation).items()
    ]
    return tuple(panel for panel in found if not (panel.steps.is_empty() and panel.indicators.is_empty()))


@lru_cache(maxsize=3)
def _name_panels(generation: Generation) -> dict[str, str]:
    labels = generation.ask("select category, label from category_label where breakdown = 'panel' order by position")
    return dict(labels.iter_rows())


def _order_steps(open_cases: pl.DataFrame, closed: pl.DataFrame, panel: str, senders: list[str]) -> pl.DataFrame:
    """Put the steps of a panel's open cases and its closed ones in order, for each who sends its cases."""
    wanted = {f"{panel}_{step}": words for step, words in STEPS.items()}
    rows = pl.concat(
        [
            open_cases.filter(pl.col("category").is_in(list(wanted))).with_columns(
                step=pl.col("category").replace_strict(wanted, default=None)
            ),
            closed.filter(pl.col("breakdown") == "panel", pl.col("category") == panel).with_columns(
                step=pl.lit("Closed")
            ),
        ],
        how="vertical_relaxed",
    )
    order = {step: place for place, step in enumerate((*STEPS.values(), "Closed"))}
    named = pl.when(pl.lit(len(senders) > 1)).then(pl.format("{}, {}", "step", "owner")).otherwise("step")
    return (
        rows.filter(pl.col("agency_code").is_in(senders))
        .sort("place", pl.col("step").replace_strict(order, return_dtype=pl.Int64), maintain_order=True)
        .with_columns(is_main=pl.col("step").is_in(["Open", "Closed"]), step=named)
    )


@lru_cache(maxsize=3)
def _find_senders(generation: Generation) -> dict[str, list[str]]:
    """Say for each panel whose returns have ever had a case of it."""
    senders = generation.ask(
        """
        select distinct agency_code, replace(category, '_open', '') as panel
        from figure
        where
            period = 'month'
            and value > 0
            and (
                (indicator = $by_step and ends_with(category, '_open'))
                or (indicator = $closed and breakdown = 'panel')
            )
        order by agency_code
        """,
        by_step=BY_STEP,
        closed=CLOSED,
    )
    found: dict[str, list[str]] = {}
    for agency, panel in senders.iter_rows():
        found.setdefault(panel, []).append(agency)
    return found


def _read_totals(generation: Generation, month: date, period: str) -> pl.DataFrame:
    """Give the total of each indicator: the partnership's where there is one, else each agency's, with whose it is."""
    positions = read_indicators(generation).select("indicator", "position")
    rows = read_month(generation, month, period).filter(pl.col("breakdown").is_null())
    of_all = pl.col("agency_code") == ALL
    whose = pl.when(of_all).then(pl.lit("")).otherwise(pl.format(", {}", "agency_short_name"))
    return (
        rows.filter(of_all | ~of_all.any().over("indicator"))
        .join(positions, on="indicator", maintain_order="left")
        .with_columns(title=pl.format("{}{}", "indicator_title", whose))
        .sort("position", "place", nulls_last=True, maintain_order=True)
    )
