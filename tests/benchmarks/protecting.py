"""Times disclosure control on one partnership: all months at once, one month more, and the audit of what is shown."""

from collections.abc import Iterator
from time import perf_counter

import polars as pl

from scorecard.disclosure.audit import audit_release
from scorecard.indicators.catalogue import load_catalogue
from scorecard.publication.opening import open_generation
from scorecard.publication.protecting import Protected, protect_figures
from scorecard.publication.releases import FOR_INVENTED_FIGURES, RELEASED
from tests.benchmarks.homes import Home
from tests.benchmarks.samples import Measure, Samples
from tests.publication.shown_file import Shown, read_protected

LONGEST_AUDIT = 60.0
"""Seconds within which a release is held against the attack, as promised."""


def measure_protecting(home: Home, rounds: int) -> Iterator[Measure]:
    """Protect the council's figures from nothing, and after all months but the last; audit what the board is shown."""
    published = home.settings.published
    definitions = {name: each.definition for name, each in load_catalogue(home.settings.queries).items()}
    figures = open_generation(published).ask("from figure")
    months = figures["report_month"].unique().sort()

    def protect(count: int, earlier: pl.DataFrame) -> Protected:
        known = months.head(count)
        shown = figures.filter(pl.col("report_month") <= known[-1])
        return protect_figures(shown, definitions, known, earlier, FOR_INVENTED_FIGURES)

    nothing = pl.DataFrame(schema=RELEASED)
    before = protect(len(months) - 1, nothing).released
    board = read_protected(open_generation(published, "board"))
    flows = Shown(board.filter(pl.col("kind") == "flow"))
    promised = Samples("the promise", [LONGEST_AUDIT] * rounds)
    first, next_month, audit = Samples("every month at once"), Samples("one month more"), Samples("audit of flows")
    for _ in range(rounds):
        for samples, count, earlier in ((first, len(months), nothing), (next_month, len(months), before)):
            started = perf_counter()
            protect(count, earlier)
            samples.seconds.append(perf_counter() - started)
        started = perf_counter()
        audit_release(flows.cumulative, flows.identities)
        audit.seconds.append(perf_counter() - started)
    yield Measure("protect: first release", home.times, first, promised, at_most=1.0)
    yield Measure("protect: one month more", home.times, next_month, promised, at_most=1.0)
    yield Measure("audit: what is shown", home.times, audit, promised, at_most=1.0)
