"""What has been released to an audience before, and whether a new release may follow."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from scorecard.disclosure.audit import Finding
from scorecard.disclosure.model import DisclosureError
from scorecard.errors import GenerationError
from scorecard.publication.generation import list_generations, number_of
from scorecard.publication.opening import open_kept_generation
from scorecard.settings import Settings

RELEASED: dict[str, Any] = {"series": pl.String, "report_month": pl.Date, "value": pl.Int64}
FOR_INVENTED_FIGURES = b"Invented figures have nobody to protect, so this is no secret."
MOST_TOLD = 10


class NoSecret(DisclosureError):
    """The figures are real, and no secret is set that decides how they are rounded."""


class TellsTooMuch(DisclosureError):
    """The check of a release found figures from which more can be told than may be."""


def choose_secret(settings: Settings, *, invented: bool) -> bytes:
    """Give the secret of disclosure control; invented figures need none. Raises NoSecret where it is not set."""
    if settings.disclosure_secret is not None:
        return settings.disclosure_secret.get_secret_value().encode()
    if invented:
        return FOR_INVENTED_FIGURES
    raise NoSecret(
        "No secret for disclosure control is set. Make one, keep it, and set SCORECARD_DISCLOSURE_SECRET: "
        "openssl rand -hex 32."
    )


def read_released(folder: Path, audiences: Sequence[str]) -> pl.DataFrame:
    """Read what has been released, from the newest sound file of these audiences: series, report_month, value.

    The files of one number say the same, so that what was released is not forgotten with one of them.
    """
    kept = [path for audience in audiences for path in list_generations(folder, audience)]
    for path in sorted(kept, key=lambda path: number_of(path.name) or 0, reverse=True):
        with suppress(GenerationError, duckdb.CatalogException):
            return open_kept_generation(path).ask("select series, report_month, value from released")
    return pl.DataFrame(schema=RELEASED)


def explain(findings: Sequence[Finding]) -> str:
    """Say what a release would give away; series are named, true counts are not."""
    told = [f"{finding.series}, month {finding.month + 1}" for finding in findings[:MOST_TOLD]]
    more = f" and {len(findings) - MOST_TOLD} more" if len(findings) > MOST_TOLD else ""
    return (
        f"{len(findings)} figures would tell more than they may: {'; '.join(told)}{more}. "
        "The board keeps the figures it has. Report this as a fault; nothing is to be changed by hand."
    )


def name_reason(error: DisclosureError) -> str:
    """Say in words without a number, for the council's pages, why a release was blocked."""
    match error:
        case NoSecret():
            return "no secret for disclosure control is set"
        case TellsTooMuch():
            return "the check before the release found that they would tell more than they may"
        case _:
            return "no protected figures can follow those that were released before"
