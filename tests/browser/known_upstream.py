"""What Streamlit itself gets wrong and the dashboard cannot mend; docs/accessibility.md lists the same."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """A rule that is broken, the selector or the address where (`*` stands for one part of it), and why."""

    rule: str
    where: str
    reason: str


KNOWN = (
    Known(
        "console-error",
        "/*/_stcore/health",
        "On a deep link Streamlit looks for its server below the page first and gets a 404: streamlit/streamlit#7074.",
    ),
    Known(
        "console-error",
        "/*/_stcore/host-config",
        "The second of the same two requests: streamlit/streamlit#7074.",
    ),
)


def is_known(rule: str, where: str) -> bool:
    """Say whether a fault is one of the list."""
    return any(known.rule == rule and re.fullmatch(_pattern(known.where), where) for known in KNOWN)


def _pattern(where: str) -> str:
    return re.escape(where).replace(r"\*", "[^/]+")
