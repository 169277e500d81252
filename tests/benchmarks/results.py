"""Shows what was measured as one table, and keeps it with every sample and the circumstances."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.samples import Measure

PACKAGES = ("duckdb", "polars", "plotly", "streamlit", "playwright", "websocket-client")
VERDICTS = {True: "kept", False: "NOT KEPT", None: ""}


def describe_circumstances() -> dict[str, Any]:
    """Say when, on what and beside how much other work the measuring is done."""
    return {
        "at": datetime.now().isoformat(timespec="seconds"),
        "load_average": os.getloadavg() if hasattr(os, "getloadavg") else None,
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in PACKAGES},
    }


def show(measures: Sequence[Measure], console: Console) -> None:
    """Print one table: medians and 95th percentiles in milliseconds, ratios, and promises."""
    table = Table(title="Each beside its yardstick, in turn, in one run; milliseconds", title_justify="left")
    for head in (
        "What",
        "Size",
        "n",
        "Median",
        "95th",
        "Beside it",
        "Median",
        "95th",
        "Ratio",
        "At most",
        "Promise",
        "Sent",
    ):
        table.add_column(head, justify="left" if head in ("What", "Beside it", "Promise", "Sent") else "right")
    for measure in measures:
        table.add_row(
            measure.name,
            f"{measure.times}x",
            str(len(measure.ours.seconds)),
            *_milliseconds(measure.ours.median, measure.ours.ninety_fifth),
            measure.beside.what,
            *_milliseconds(measure.beside.median, measure.beside.ninety_fifth),
            f"{measure.ratio:.2f}",
            "" if measure.at_most is None else f"{measure.at_most:g}",
            VERDICTS[measure.kept],
            ", ".join(f"{amount:,.0f} {name}" for name, amount in measure.notes.items()),
        )
    console.print(table)


def _milliseconds(*seconds: float) -> list[str]:
    return [f"{each * 1000:.1f}" for each in seconds]


def write(measures: Sequence[Measure], before: dict[str, Any], memory: dict[str, Any], folder: Path) -> Path:
    """Write everything to a new file named for the moment; gives its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{before['at'].replace(':', '')}.json"
    content = {
        "before": before,
        "after": describe_circumstances(),
        "server_megabytes": memory,
        "measures": [
            asdict(measure)
            | {"ratio": measure.ratio, "kept": measure.kept}
            | {"median": measure.ours.median, "ninety_fifth": measure.ours.ninety_fifth}
            | {"beside_median": measure.beside.median, "beside_ninety_fifth": measure.beside.ninety_fifth}
            for measure in measures
        ],
    }
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return path
