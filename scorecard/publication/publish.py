"""Publishes: runs every indicator, judges every series, and writes one immutable generation for each audience."""

from datetime import datetime
from importlib.metadata import version
from time import perf_counter

import polars as pl

from scorecard.disclosure.model import DisclosureError
from scorecard.indicators.variation import Rules, choose_rules
from scorecard.publication.computing import compute_figures, compute_tables, drop_unseen
from scorecard.publication.figures import ALL
from scorecard.publication.gathering import Material, Progress, gather
from scorecard.publication.generation import BOARD, COUNCIL, next_number, publish_alone, write_generation
from scorecard.publication.own_returns import write_own_returns
from scorecard.publication.protecting import protect_figures
from scorecard.publication.published import Published
from scorecard.publication.releases import TellsTooMuch, choose_secret, explain, name_reason, read_released
from scorecard.publication.restatements import Edition
from scorecard.publication.versions import add_version, read_past
from scorecard.publication.withholding import withhold
from scorecard.settings import Settings


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
    material = gather(settings, as_at, made_at, report)
    number = next_number(settings.published)
    exact = compute_figures(material.gathered)
    blocked = reason = None
    released = read_released(settings.published, (BOARD, COUNCIL))
    try:
        tables = _protect(settings, material, exact, released, number, made_at)
        released = tables["released"]
        # Written first, and not looked at until the council's generation of the same number is in force.
        write_generation(settings.published, BOARD, number, tables, kept=settings.kept_generations, in_force=False)
        write_own_returns(settings.published, number, tables["generation"], material.taken_over)
    except DisclosureError as error:
        blocked, reason = str(error), name_reason(error)
    exact = drop_unseen(exact, material.gathered.definitions)
    tables = _assemble(settings, COUNCIL, material, exact, number, made_at) | material.exact_only
    tables["released"] = released
    tables["generation"] = tables["generation"].with_columns(board_blocked=pl.lit(reason, dtype=pl.String))
    name = write_generation(settings.published, COUNCIL, number, tables, kept=settings.kept_generations)
    indicators, seconds = len(material.gathered.catalogue), perf_counter() - started
    return Published(name, indicators, exact.height, seconds, material.seconds_in_sql, blocked)


def _protect(
    settings: Settings, material: Material, exact: pl.DataFrame, released: pl.DataFrame, number: int, made_at: datetime
) -> dict[str, pl.DataFrame]:
    """Make the board's tables; raises DisclosureError where they may not be published."""
    gathered = material.gathered
    secret = choose_secret(settings, invented=gathered.reference.partnership.invented)
    protected = protect_figures(exact, gathered.definitions, gathered.months, released, secret)
    if protected.findings:
        raise TellsTooMuch(explain(protected.findings))
    tables = _assemble(settings, BOARD, material, protected.figures, number, made_at)
    open_to_all = frozenset(name for name, each in gathered.definitions.items() if not each.protected)
    return withhold(tables, protected.figures, open_to_all) | {"released": protected.released}


def _assemble(
    settings: Settings, audience: str, material: Material, figures: pl.DataFrame, number: int, made_at: datetime
) -> dict[str, pl.DataFrame]:
    """Make every table of one audience's generation."""
    edition = Edition(number, made_at, material.inputs, read_past(settings.published, audience))
    tables = compute_tables(material.gathered, figures, _rules(settings), edition) | material.taken_over
    described = _describe(settings, audience, material, number, made_at)
    return tables | {"generation": described, "version": add_version(edition, described, tables["restatement"])}


def _rules(settings: Settings) -> Rules:
    return choose_rules(settings.spc_preset, shift=settings.spc_run, trend=settings.spc_run, screen=None)


def _describe(settings: Settings, audience: str, material: Material, number: int, made_at: datetime) -> pl.DataFrame:
    rules, partnership = _rules(settings), material.gathered.reference.partnership
    months = material.gathered.months
    return pl.DataFrame(
        {
            "number": [number],
            "audience": [audience],
            "made_at": [made_at],
            "data_as_at": [material.data_as_at],
            "reporting_month": [months[-1]],
            "first_month": [months[0]],
            "submissions": [material.inputs.height],
            "code_version": [version("safeguarding-scorecard")],
            "partnership": [partnership.name],
            "area": [partnership.area],
            "invented": [partnership.invented],
            "notice": [partnership.notice],
            "spc_preset": [rules.preset],
            "spc_run": [rules.shift],
            "all_agencies": [ALL],
            "adults": pl.Series([partnership.adults], dtype=pl.Int64),
        }
    )
