"""Reads the TOML head of an indicator's SQL file, between the fences `-- /// indicator` and `-- ///`."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scorecard.errors import IndicatorError
from scorecard.indicators.definition import Definition

FENCES = re.compile(r"(?m)\A-- /// indicator$\n(?P<head>(?:^--(?: .*)?$\n)+?)^-- ///$")


def read_definition(path: Path) -> Definition:
    """Read and validate one head; raises IndicatorError with every fault and the lines of the file."""
    match = FENCES.search(path.read_text(encoding="utf-8"))
    if match is None:
        raise IndicatorError(
            f"{path.name} has no head. Start it with “-- /// indicator” and end the head with “-- ///”."
        )
    toml = "".join(line[3:] if line.startswith("-- ") else line[2:] for line in match["head"].splitlines(keepends=True))
    try:
        fields: dict[str, Any] = tomllib.loads("\n" + toml)
    except tomllib.TOMLDecodeError as error:
        raise IndicatorError(f"The head of {path.name} is not TOML: {error}.") from error
    try:
        return Definition(name=path.stem, **fields)
    except ValidationError as error:
        faults = "; ".join(_describe(fault) for fault in error.errors())
        raise IndicatorError(f"The head of {path.name} needs mending: {faults}.") from error


def _describe(fault: Any) -> str:
    field = ".".join(str(part) for part in fault["loc"]) or "head"
    if fault["type"] == "extra_forbidden":
        known = ", ".join(name for name in Definition.model_fields if name != "name")
        return f"there is no field “{field}” (fields: {known})"
    return f"{field}: {fault['msg']}"
