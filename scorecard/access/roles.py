"""What each role may do: one table, and whatever it does not allow is refused."""

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Audience = Literal["council", "board"]
Written = Literal["comments", "events", "decisions"]
Sends = Literal["nothing", "own", "everything"]

READING = frozenset(
    {
        "this_month",
        "indicator",
        "agency",
        "themes",
        "conversion",
        "training",
        "referrals",
        "learning",
        "meeting",
        "definitions",
        "versions",
    }
)
RETURNS, LOG = frozenset({"returns"}), frozenset({"access_log"})
EVERYTHING: frozenset[Written] = frozenset({"comments", "events", "decisions"})
COMMENTS: frozenset[Written] = frozenset({"comments"})


@dataclass(frozen=True)
class Policy:
    """What a role may do; by itself nothing."""

    audience: Audience | None = None
    """Whose figures it sees."""
    pages: frozenset[str] = frozenset()
    """The pages it may open, by the names of their scripts."""
    may_send: Sends = "nothing"
    """The agencies for which it may send returns: none, its own, or every one."""
    may_write: frozenset[Written] = field(default_factory=frozenset)
    may_export: bool = False
    may_read_log: bool = False


NOTHING = Policy()

POLICIES: MappingProxyType[str, Policy] = MappingProxyType(
    {
        "council": Policy("council", READING | RETURNS, may_write=EVERYTHING, may_export=True),
        "board": Policy("board", READING, may_export=True),
        "agency": Policy("board", READING | RETURNS, may_send="own", may_export=True),
        "quality_assurance": Policy("council", READING | RETURNS, may_write=COMMENTS, may_export=True),
        "data_officer": Policy(
            "council", READING | RETURNS, may_send="everything", may_write=EVERYTHING, may_export=True
        ),
        "administrator": Policy("board", READING | LOG, may_read_log=True),
    }
)
"""The policy of every role that a person can have."""

SAMPLE: MappingProxyType[str, Policy] = MappingProxyType(
    {
        "council": Policy("council", READING | RETURNS | LOG, "everything", EVERYTHING, True, True),
        "board": Policy("board", READING | LOG, may_export=True, may_read_log=True),
    }
)
"""What a reader of the invented sample may do without sign-in, by audience."""
