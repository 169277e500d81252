"""Builds something once for every worker of a run."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def build_once(
    factory: pytest.TempPathFactory, worker_id: str, name: str, build: Callable[[Path], None], ready: str
) -> Path:
    """Give the folder `name`, which the first worker that asks builds; `ready` is there once it is whole."""
    base = factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder = shared / name
    with FileLock(shared / f"{name}.lock"):
        if not (folder / ready).exists():
            shutil.rmtree(folder, ignore_errors=True)
            build(folder)
    return folder
