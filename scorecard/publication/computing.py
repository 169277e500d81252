"""Computes what a generation holds: exact figures once, then for each audience everything that follows from its own."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from scorecard.indicators.catalogue import Indicator
from scorecard.indicators.definition import RATIOS, Definition
from scorecard.indicators.rollup import months_of_periods
from scorecard.indicators.targets import add_own_targets, pick_targets
from scorecard.indicators.variation import Rules
from scorecard.publication.figures import make_figures
from scorecard.publication.findings import add_figures, add_notices, find_changes
from scorecard.publication.lines import lay_out_lines
from scorecard.publication.listing import list_definitions, list_labels, list_short_names
from scorecard.publication.notices import find_notices
from scorecard.publication.restatements import Edition, date_figures, find_restatements
from scorecard.publication.rows import make_rows
from scorecard.publication.rule_changes import number_pieces
from scorecard.publication.signals import judge_figures, word_reasons
from scorecard.publication.states import state_of_indicator
from scorecard.reference import Reference


@dataclass(frozen=True)
class Gathered:
    """What is published from: the catalogue, each indicator's rows, the returns, reference data and the months."""

    catalogue: Mapping[str, Indicator]
    rows: Mapping[str, pl.DataFrame]
    returns: pl.DataFrame
    reference: Reference
    months: pl.Series

    @property
    def definitions(self) -> dict[str, Definition]:
        """Give each indicator's definition by its name."""
        return {name: indicator.definition for name, indicator in self.catalogue.items()}


def compute_figures(gathered: Gathered) -> pl.DataFrame:
    """Make the exact figures of every indicator; columns as make_figures gives them."""
    members = months_of_periods(gathered.months)
    return pl.concat(
        make_figures(
            definition,
            gathered.rows[name],
            state_of_indicator(definition, gathered.returns, gathered.reference, gathered.months),
            members,
        )
        for name, definition in gathered.definitions.items()
    ).filter(pl.col("report_month") <= gathered.months[-1])


def drop_unseen(figures: pl.DataFrame, definitions: Mapping[str, Definition]) -> pl.DataFrame:
    """Leave out the categories that no case has ever had, for an audience that may know which those are."""
    listed = [name for name, definition in definitions.items() if definition.breakdowns]
    shares = [name for name, definition in definitions.items() if definition.unit in RATIOS]
    counted = (pl.col("numerator") > 0) | (pl.col("indicator").is_in(shares) & (pl.col("denominator") > 0))
    seen = counted.any().over("indicator", "breakdown", "category")
    return figures.filter(pl.col("breakdown").is_null() | ~pl.col("indicator").is_in(listed) | seen)


def compute_tables(
    gathered: Gathered, figures: pl.DataFrame, rules: Rules, edition: Edition
) -> dict[str, pl.DataFrame]:
    """Make every table that follows from one audience's figures, and from nothing else that is counted."""
    definitions, reference, months = gathered.definitions, gathered.reference, gathered.months
    listed = list_definitions(gathered.catalogue)
    agreed = add_own_targets(reference.targets, listed)
    targets = pick_targets(figures.filter(pl.col("period") == "month"), agreed)
    pieces = number_pieces(figures, reference.events, listed)
    signals, verdicts = judge_figures(figures, listed, targets, rules, pieces)
    verdicts = word_reasons(verdicts, listed)
    labels = list_labels(definitions, figures, reference)
    words = {(row[0], row[1]): row[2] for row in labels.select("breakdown", "category", "label").iter_rows()}
    names = list_short_names(reference, months[-1])
    lines = lay_out_lines(list(definitions.values()), figures, words, names)
    findings = find_changes(lines, figures, verdicts, definitions, words, names)
    restatements = find_restatements(edition, figures, listed, names)
    rows_shown = make_rows(figures, listed, targets, signals, verdicts, labels, reference.agencies, restatements)
    notices = find_notices(lines, rows_shown, gathered.returns, names)
    return {
        "figure": figures,
        "first_said": date_figures(edition, figures),
        "restatement": restatements,
        "row": rows_shown,
        "indicator": listed,
        "target": targets,
        "signal": signals,
        "verdict": verdicts,
        "category_label": labels,
        "line": lines,
        "finding": add_figures(add_notices(findings, notices), rows_shown),
    }
