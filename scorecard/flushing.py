"""Flushes files and folders to disk, so that what was said to be kept survives a power cut."""

import os
from pathlib import Path


def write_flushed(path: Path, content: bytes) -> None:
    """Write a file that is on disk when this returns; its name is only sure once its folder is flushed too."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def flush(path: Path) -> None:
    """Flush a file, or the entry of a folder, without which a new name may be lost."""
    if path.is_dir() and os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        if os.name == "posix":
            raise
    finally:
        os.close(descriptor)
