"""What Streamlit itself gets wrong and the dashboard cannot cure; docs/accessibility.md lists the same."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """A rule that is broken, a part of the selector or address where, and why the dashboard cannot mend it."""

    rule: str
    selector: str
    reason: str


VIOLATIONS: tuple[Known, ...] = ()
"""Violations that axe-core finds."""

PAGES = ("indicator", "agency", "training", "definitions")
PROBES = frozenset(f"/{page}/_stcore/{probe}" for page in PAGES for probe in ("health", "host-config"))
"""On a deep link Streamlit looks for its server below the page first, and logs a 404 for each of the two."""
