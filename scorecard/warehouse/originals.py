"""Keeps the bytes of every return as they came, each under its digest."""

import os
from pathlib import Path


def keep_original(folder: Path, digest: str, content: bytes) -> Path:
    """Write the bytes of a return to disk before anything refers to them; what is there already is left alone."""
    path = folder / digest
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{digest}.{os.getpid()}.part"
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    _flush_folder(folder)
    return path


def _flush_folder(folder: Path) -> None:
    """Flush the folder's own entry, without which a power cut may lose the new name."""
    if os.name == "posix":
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)
