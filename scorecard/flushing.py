"""Writes files so that they survive a power cut, and neither writes nor reads through a link."""

import errno
import os
import stat
from pathlib import Path

# A pipe would keep its reader waiting, and Windows has no such flags.
NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def write_flushed(path: Path, content: bytes) -> None:
    """Write a file that is on disk when this returns; its name is only sure once its folder is flushed too.

    What has the name is taken away first, so that nobody can have it written through a link.
    """
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def read_unlinked(path: Path) -> bytes | None:
    """Read a file; None where its name is that of a link or of anything else that is no file.

    A file that has another name besides counts as a link, since that may lie where it was not meant to be read from.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | NO_LINK)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK, errno.ENXIO):
            return None
        raise
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        os.close(descriptor)
        return None
    with open(descriptor, "rb") as file:
        return file.read()


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
