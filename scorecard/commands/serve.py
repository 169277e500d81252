"""`scorecard serve`: the dashboard, with the sample partnership loaded the first time."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import click

from scorecard.commands.load import load_returns
from scorecard.commands.options import now
from scorecard.commands.progress import show_progress
from scorecard.commands.releasing import record_release
from scorecard.errors import GenerationError, ScorecardError
from scorecard.feeds.catalogue import all_feeds
from scorecard.publication.generation import current_generation
from scorecard.publication.publish import publish
from scorecard.publication.reader import open_generation, read_about
from scorecard.settings import PROJECT, Settings, load_settings
from scorecard.warehouse.intake import find_returns


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), help="Port; SCORECARD_PORT or 8501 if not given.")
@click.option("--address", default="127.0.0.1", show_default=True, help="Address to listen on.")
def command(port: int | None, address: str) -> None:
    """Serve the dashboard, loading and publishing the partnership's returns the first time."""
    settings = load_settings()
    prepare(settings)
    refuse_real_data(settings)
    port = port or settings.port
    click.echo(f"The scorecard is at http://localhost:{port} (stop it with Ctrl+C)")
    arguments = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py")]
    arguments += ["--server.port", str(port), "--server.address", address]
    # Told to stop from outside, stop the dashboard and the loader too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with run_loader() if settings.may_send else nullcontext():
        try:
            sys.exit(subprocess.run(arguments, cwd=PROJECT, env=os.environ, check=False).returncode)
        except KeyboardInterrupt:
            sys.exit(0)


@contextmanager
def run_loader() -> Iterator[None]:
    """Run the loader beside the dashboard until the end of the block; what it had begun it takes up the next time."""
    loader = subprocess.Popen([sys.executable, "-m", "scorecard", "load", "--watch"], cwd=PROJECT, env=os.environ)
    try:
        yield
    finally:
        loader.terminate()
        loader.wait()


def prepare(settings: Settings) -> None:
    """Load and publish the returns in the home folder where nothing has been published yet."""
    try:
        current_generation(settings.published)
        return
    except GenerationError:
        folder = settings.home / "returns"
        if not folder.is_dir():
            raise
    files = find_returns([folder], all_feeds(), now())
    with show_progress("Loading returns") as report:
        load_returns(settings, files, report, "serve")
    with show_progress("Publishing") as report:
        published = publish(settings, progress=report)
    if published.blocked:
        click.echo(f"The board's figures were not published. {published.blocked}", err=True)
    record_release(settings, published, "serve")


def refuse_real_data(settings: Settings) -> None:
    """Without sign-in only invented data may be served."""
    if settings.has_sign_in:
        return
    about = read_about(open_generation(settings.published))
    if not about.invented:
        raise ScorecardError(
            f"The figures of {about.partnership} are real, and there is no sign-in. Only invented data is served "
            "without sign-in; set it up as docs/sign_in.md says, or point SCORECARD_HOME to the sample."
        )
