"""The faults that are Streamlit's own are the same in docs/accessibility.md as in the tests."""

from scorecard.settings import PROJECT
from tests.browser.known_upstream import KNOWN, is_known

HEAD = "| Rule | Where | Why |"


def read_documented() -> list[tuple[str, ...]]:
    """Give the rows of the table in the documentation, without the marks of code."""
    lines = (PROJECT / "docs" / "accessibility.md").read_text(encoding="utf-8").splitlines()
    below = lines[lines.index(HEAD) + 2 :]
    rows = below[: below.index("")]
    return [tuple(cell.strip().strip("`") for cell in row.strip("|").split("|")) for row in rows]


def test_the_documentation_lists_the_same_faults() -> None:
    assert read_documented() == [(known.rule, known.where, known.reason) for known in KNOWN]


def test_only_the_exact_address_of_a_known_fault_is_let_pass() -> None:
    assert is_known("console-error", "/training/_stcore/health")
    assert not is_known("console-error", "/_stcore/health")
    assert not is_known("console-error", "/training/_stcore/healthy")
    assert not is_known("console-error", "/training/more/_stcore/health")
    assert not is_known("color-contrast", "/training/_stcore/health")
