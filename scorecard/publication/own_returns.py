"""What an agency is shown of its own returns and nobody else's: how many rows each had, and what was found in it."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import polars as pl

from scorecard.errors import GenerationError
from scorecard.publication.generation import write_generation
from scorecard.publication.opening import Generation
from scorecard.publication.reader import read_about
from scorecard.publication.versions import open_version

CODE = re.compile(r"[a-z0-9_]+")
"""The codes of agencies that can stand in the name of a file."""
KEPT = 2
"""Versions of each agency's file: that in force, and the one before for who has it open."""


def name_audience(agency: str) -> str:
    """Name the audience that is one agency's members."""
    return f"agency-{agency}"


def write_own_returns(folder: Path, number: int, described: pl.DataFrame, history: Mapping[str, pl.DataFrame]) -> None:
    """Write for each agency that has sent something a file of its own submissions, and of the problems found in them.

    The files are looked at once the board's generation of the same number is in force. `history` has the tables
    submission and problem, as read_history gives them. An agency whose code is no name for a file has none.
    """
    for (agency,), own in history["submission"].group_by("agency_code", maintain_order=True):
        if not CODE.fullmatch(str(agency)):
            continue
        audience = name_audience(str(agency))
        tables = {
            "generation": described.with_columns(audience=pl.lit(audience)),
            "submission": own,
            "problem": history["problem"].filter(pl.col("submission").is_in(own["sequence"].implode())),
        }
        write_generation(folder, audience, number, tables, kept=KEPT, in_force=False)


def open_own_returns(folder: Path, agency: str, number: int) -> Generation | None:
    """Open the file of an agency's own returns beside the board's generation of a number; None where there is none."""
    with suppress(GenerationError):
        own = open_version(folder, name_audience(agency), number)
        if read_about(own).audience == name_audience(agency):
            return own
    return None
