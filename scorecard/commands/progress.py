"""A progress bar for work of more than a moment; silent where nobody watches."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from scorecard.publication.gathering import Progress as Report


@contextmanager
def show_progress(what: str) -> Iterator[Report]:
    """Show a bar on the terminal's error stream; the report takes words, a count done and a total."""
    columns = (TextColumn("{task.fields[what]:<22}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, TextColumn("{task.description}"), console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, what=what)

        def report(words: str, done: int, total: int) -> None:
            bar.update(task, description=words, completed=done, total=total)

        yield report
