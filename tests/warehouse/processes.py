"""Processes of a test that share one start: a server imports everything once, and every process is forked from it."""

import multiprocessing
import multiprocessing.context
import multiprocessing.process
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import pytest

from scorecard.months import add_months, write_month
from tests.feeds.valid_returns import as_csv, concerns

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a signal of POSIX")
PRELOADED = ["scorecard.commands.load", "scorecard.publication.publish", "tests.warehouse.killing"]
FIRST = date(2000, 1, 1)


def server() -> "multiprocessing.context.ForkServerContext":
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


@contextmanager
def running(work: Callable[..., None], *arguments: Any) -> Iterator["multiprocessing.process.BaseProcess"]:
    process = server().Process(target=work, args=arguments)
    # The new process would run the main module first, which may be an app that a test of pages ran last.
    with mock.patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
        process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def month_of(number: int) -> date:
    return add_months(FIRST, number)


def small_return(number: int, rows: int = 20) -> bytes:
    """A return of concerns of a month of its own, none of them decided."""
    month = month_of(number)
    waiting = {"decision": "", "decided_on": "", "referrer_told_on": ""}
    return as_csv(concerns(rows, month=write_month(month), received_on=f"{month:%Y-%m}-02", **waiting))


def said(path: Path) -> list[str]:
    """Give the whole lines that a process has said into a file."""
    return path.read_text().split("\n")[:-1] if path.exists() else []
