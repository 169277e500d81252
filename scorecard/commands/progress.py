"""A progress bar for work of more than a moment; silent where nobody watches."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scorecard.publication.gathering import Progress as Report


@contextmanager
def show_progress(what: str) -> Iterator[Report]:
    """Show a bar on the terminal's error stream; the report takes words, a count done and a total."""
    if not sys.stderr.isatty():
        yield lambda words, done, total: None
        return
    # Loaded for whoever watches only: it takes as long as checking a return.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.fields[what]:<22}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.description}"), console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None, what=what)

        def report(words: str, done: int, total: int) -> None:
            bar.update(task, description=words, completed=done, total=total)

        yield report
