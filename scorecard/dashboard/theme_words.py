"""The words of a theme's page: what its figures come to, how many agencies have none, and what those send."""

from collections.abc import Sequence

from scorecard.dashboard import row_words
from scorecard.feeds.catalogue import all_feeds


def write_finding(subject: str, rows: Sequence[row_words.Row], gaps: int) -> str:
    """Write the page's title: how many agencies' figures really changed, and how many agencies have none."""
    if not rows:
        return f"{subject}: " + (f"none of {gaps} agencies supplies a figure" if gaps > 1 else "no figure is supplied")
    said = [row for row in rows if row_words.change(row).judged]
    agencies = len({row["agency_code"] for row in rows})
    changed = len({row["agency_code"] for row in said if row["variation"] != "common_cause"})
    if said and changed and agencies > 1:
        return f"{subject}: {changed} of {agencies} agencies’ figures really changed{_count_gaps(gaps, 'have')}"
    finding = "a real change" if changed else "no real change" if said else "not judged yet"
    return f"{subject}: {finding}{_count_gaps(gaps, 'agencies have')}"


def count_figures(rows: Sequence[row_words.Row], by_category: int, gaps: int) -> str:
    """Write how many figures there are, of how many agencies, and how many agencies have none."""
    many, agencies = len(rows), len({row["agency_code"] for row in rows})
    words = f"{many} figure{'' if many == 1 else 's'} of {agencies} agenc{'y' if agencies == 1 else 'ies'}"
    words = words if many else "No figure"
    words += f", {by_category} by category" if by_category else ""
    return f"{words}{_count_gaps(gaps, 'have')}."


def tell_feeds(feeds: Sequence[str]) -> str:
    """Say of an agency without a figure what it does send, in alphabetical order."""
    known = all_feeds()
    titles = sorted(known[feed].title if feed in known else feed for feed in feeds)
    return f"Sends: {', '.join(titles)}. No figure of this theme." if titles else "Sends no return."


def _count_gaps(gaps: int, verb: str) -> str:
    """Write how many have no figure; `verb` as it stands for several."""
    if gaps == 1:
        verb = verb.replace("agencies have", "agency has").replace("have", "has")
    return f", {gaps} {verb} none" if gaps else ""
