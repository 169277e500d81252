"""Publishes: runs every indicator, judges every series, and writes one immutable generation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from time import perf_counter
from typing import Any

import duckdb
import polars as pl

from scorecard.errors import WarehouseError
from scorecard.feeds.code_lists import labels as code_labels
from scorecard.feeds.code_lists import list_names
from scorecard.indicators.catalogue import Indicator, load_catalogue, run_indicator
from scorecard.indicators.definition import Definition
from scorecard.indicators.rollup import months_of_periods
from scorecard.indicators.targets import add_own_targets, pick_targets
from scorecard.indicators.variation import Rules, choose_rules
from scorecard.months import months_between, write_month
from scorecard.publication.agreed import add_agreed
from scorecard.publication.figures import ALL, make_figures
from scorecard.publication.findings import add_figures, find_changes
from scorecard.publication.formats import format_date
from scorecard.publication.generation import next_number, publish_alone, write_generation
from scorecard.publication.history import choose_moment, read_history
from scorecard.publication.lines import lay_out_lines
from scorecard.publication.restatements import Edition, date_figures, find_restatements
from scorecard.publication.rows import make_rows
from scorecard.publication.signals import judge_figures, word_reasons
from scorecard.publication.states import read_return_status, state_of_indicator
from scorecard.publication.versions import add_version, read_past
from scorecard.reference import Reference, load_reference
from scorecard.settings import Settings
from scorecard.warehouse.connection import open_workspace, use_current_rows
from scorecard.warehouse.submissions import list_months

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Published:
    """What was published, and how long it took, in seconds."""

    name: str
    indicators: int
    figures: int
    seconds: float
    seconds_in_sql: float


def publish(
    settings: Settings, *, as_at: datetime | None = None, now: datetime | None = None, progress: Progress | None = None
) -> Published:
    """Publish what the warehouse holds, or held at a moment; the generation before stays in force until the end.

    Waits for another process that is publishing. Raises IndicatorError, ReferenceDataError, WarehouseError or
    GenerationError with every fault, and then publishes nothing.
    """
    with publish_alone(settings.published):
        return _publish(settings, as_at, now or datetime.now(), progress or (lambda what, done, total: None))


def _publish(settings: Settings, as_at: datetime | None, made_at: datetime, report: Progress) -> Published:
    started = perf_counter()
    reference = load_reference(settings.reference)
    catalogue = load_catalogue(settings.queries)
    data_as_at = as_at or choose_moment(settings.warehouse, reference.partnership.data_as_at, made_at)
    with open_workspace(settings.warehouse, data_as_at) as connection:
        reference = add_agreed(connection, reference)
        months = _list_report_months(connection, settings, data_as_at)
        returns = read_return_status(connection, reference, months, data_as_at)
        inputs = connection.sql("select * from store.current_submission").pl()
        history = read_history(connection)
        begun = perf_counter()
        use_current_rows(connection, months.to_list())
        rows = {}
        for done, indicator in enumerate(catalogue.values()):
            report(indicator.definition.title, done, len(catalogue))
            rows[indicator.name] = run_indicator(connection, indicator)
        seconds_in_sql = perf_counter() - begun
        commentary = connection.sql("select * from feed.commentary").pl()
    report("Judging what changed", len(catalogue), len(catalogue))
    past = read_past(settings.published, settings.audience)
    number = next_number(settings.published)
    edition = Edition(number, made_at, inputs, past)
    tables = _compute(catalogue, rows, returns, reference, months, _rules(settings), edition)
    described = _describe(settings, reference, number, made_at, data_as_at, months, inputs.height)
    tables |= history
    tables |= {
        "generation": described,
        "version": add_version(edition, described, tables["restatement"]),
        "input": inputs,
        "return_status": returns,
        "commentary": commentary,
        "agency": reference.agencies,
        "theme": reference.themes,
        "event": reference.events,
        "comparator": reference.comparators,
    }
    name = write_generation(settings.published, settings.audience, number, tables, kept=settings.kept_generations)
    return Published(name, len(catalogue), tables["figure"].height, perf_counter() - started, seconds_in_sql)


def _list_report_months(connection: duckdb.DuckDBPyConnection, settings: Settings, data_as_at: datetime) -> pl.Series:
    span = list_months(connection)
    if span is None:
        raise WarehouseError(
            f"The warehouse holds no return received by {format_date(data_as_at)}, {data_as_at:%H:%M}. "
            "Load one first: scorecard load PATH."
        )
    first, newest = span
    last: date = settings.reporting_month or newest
    if last < first:
        raise WarehouseError(
            f"The reporting month {write_month(last)} is before the first return, of {write_month(first)}. "
            f"Set SCORECARD_REPORTING_MONTH to a month from {write_month(first)}, or leave it out."
        )
    return pl.Series("report_month", months_between(first, last), dtype=pl.Date)


def _rules(settings: Settings) -> Rules:
    return choose_rules(settings.spc_preset, shift=settings.spc_run, trend=settings.spc_run, screen=None)


def _compute(
    catalogue: dict[str, Indicator],
    rows: dict[str, pl.DataFrame],
    returns: pl.DataFrame,
    reference: Reference,
    months: pl.Series,
    rules: Rules,
    edition: Edition,
) -> dict[str, pl.DataFrame]:
    definitions = {name: indicator.definition for name, indicator in catalogue.items()}
    members = months_of_periods(months)
    figures = pl.concat(
        make_figures(definition, rows[name], state_of_indicator(definition, returns, reference, months), members)
        for name, definition in definitions.items()
    ).filter(pl.col("report_month") <= months[-1])
    listed = _list_definitions(catalogue)
    agreed = add_own_targets(reference.targets, listed)
    targets = pick_targets(figures.filter(pl.col("period") == "month"), agreed)
    signals, verdicts = judge_figures(figures, listed, targets, rules)
    verdicts = word_reasons(verdicts, listed)
    labels = _labels(definitions, figures, reference)
    words = {(row[0], row[1]): row[2] for row in labels.select("breakdown", "category", "label").iter_rows()}
    names = _short_names(reference, months[-1])
    lines = lay_out_lines(list(definitions.values()), figures, words, names)
    findings = find_changes(lines, figures, verdicts, definitions, words, names)
    restatements = find_restatements(edition, figures, listed, names)
    rows_shown = make_rows(figures, listed, targets, signals, verdicts, labels, reference.agencies, restatements)
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
        "finding": add_figures(findings, rows_shown),
    }


def _list_definitions(catalogue: dict[str, Indicator]) -> pl.DataFrame:
    rows = []
    for position, indicator in enumerate(catalogue.values()):
        fields: dict[str, Any] = indicator.definition.model_dump(exclude={"categories", "name"})
        listed = {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
        rows.append({"indicator": indicator.name, "position": position, "sql": indicator.sql, **listed})
    kinds: dict[str, Any] = {"themes": pl.List(pl.String), "feeds": pl.List(pl.String), "measures": pl.List(pl.String)}
    blank: dict[str, Any] = {
        "denominator": pl.String,
        "line_title": pl.String,
        "family": pl.String,
        "target": pl.Float64,
    }
    dates: dict[str, Any] = {"since": pl.Date, "until": pl.Date, "highlights": pl.List(pl.String)}
    return pl.DataFrame(rows, schema_overrides={**kinds, **blank, **dates}, infer_schema_length=None)


def _labels(definitions: dict[str, Definition], figures: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """List the words for every category: code lists, courses, and what heads say themselves."""
    found = [(name, code, label) for name in list_names() for code, label in code_labels(name).items()]
    found += [("course", code, name) for code, name in reference.courses.sort("order").select("code", "name").rows()]
    used = figures.select("indicator", "breakdown", "category").drop_nulls().unique(maintain_order=True)
    for indicator, breakdown, category in used.iter_rows():
        own = definitions[indicator].categories
        if category in own:
            found.append((breakdown, category, own[category]))
    rows = [(*words, position) for position, words in enumerate(dict.fromkeys(found))]
    return pl.DataFrame(
        rows,
        schema={"breakdown": pl.String, "category": pl.String, "label": pl.String, "position": pl.Int64},
        orient="row",
    )


def _short_names(reference: Reference, month: date) -> dict[str, str]:
    in_use = reference.agencies.filter(pl.col("valid_to").is_null() | (pl.col("valid_to") >= month)).sort("order")
    return dict(in_use.select("code", "short_name").iter_rows())


def _describe(
    settings: Settings,
    reference: Reference,
    number: int,
    made_at: datetime,
    data_as_at: datetime,
    months: pl.Series,
    submissions: int,
) -> pl.DataFrame:
    rules = _rules(settings)
    return pl.DataFrame(
        {
            "number": [number],
            "audience": [settings.audience],
            "made_at": [made_at],
            "data_as_at": [data_as_at],
            "reporting_month": [months[-1]],
            "first_month": [months[0]],
            "submissions": [submissions],
            "code_version": [version("safeguarding-scorecard")],
            "partnership": [reference.partnership.name],
            "area": [reference.partnership.area],
            "invented": [reference.partnership.invented],
            "notice": [reference.partnership.notice],
            "spc_preset": [rules.preset],
            "spc_run": [rules.shift],
            "all_agencies": [ALL],
        }
    )
