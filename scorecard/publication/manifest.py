"""Says beside each published file what it must be, so that a damaged file is noticed before it is shown."""

import json
import os
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path

from scorecard.flushing import flush


def manifest_of(generation: Path) -> Path:
    """Give the place of a generation's manifest."""
    return generation.with_suffix(".json")


def write_manifest(generation: Path, built: Path, storage_version: str) -> None:
    """Write what a generation must be, from the file that is about to get its name."""
    said = {
        "name": generation.name,
        "sha256": _digest(built),
        "bytes": built.stat().st_size,
        "code": version("safeguarding-scorecard"),
        "duckdb": version("duckdb"),
        "storage": storage_version,
    }
    manifest = manifest_of(generation)
    partial = manifest.with_name(f".{manifest.name}.new")
    partial.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    flush(partial)
    os.replace(partial, manifest)


def is_as_published(generation: Path) -> bool:
    """Say whether a file is what its manifest says; one without a manifest was made by an earlier version."""
    manifest = manifest_of(generation)
    try:
        said = json.loads(manifest.read_bytes())
        named = (said["name"], said["bytes"]) == (generation.name, generation.stat().st_size)
        return named and bool(said["sha256"] == _digest(generation))
    except FileNotFoundError:
        return generation.exists() and not manifest.exists()
    except (OSError, ValueError, TypeError, KeyError):
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
