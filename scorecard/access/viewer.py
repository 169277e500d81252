"""Who is looking at the dashboard, and what they may do."""

from dataclasses import dataclass

from scorecard.access.roles import NOTHING, POLICIES, SAMPLE, Audience, Policy, Written


@dataclass(frozen=True)
class Viewer:
    """A person who was let in, or the reader of the invented sample, who has no name."""

    email: str
    name: str
    role: str
    agency: str | None = None
    is_signed_in: bool = True

    @property
    def policy(self) -> Policy:
        """What the viewer may do; nothing where the role is not in the table."""
        return (POLICIES if self.is_signed_in else SAMPLE).get(self.role, NOTHING)

    @property
    def audience(self) -> Audience | None:
        """Whose figures the viewer sees."""
        return self.policy.audience

    @property
    def title(self) -> str:
        """The role in words."""
        return self.role.replace("_", " ")

    def may_open(self, page: str) -> bool:
        """Say whether the viewer may open a page."""
        return page in self.policy.pages

    def may_write(self, what: Written) -> bool:
        """Say whether the viewer may write comments, events or decisions."""
        return what in self.policy.may_write

    def may_send_for(self, agency: str) -> bool:
        """Say whether the viewer may send the returns of an agency."""
        match self.policy.may_send:
            case "everything":
                return True
            case "own":
                return self.agency is not None and agency == self.agency
            case _:
                return False

    @property
    def only_agency(self) -> str | None:
        """The one agency whose returns the viewer sees; None where all of them may be seen."""
        return self.agency if self.policy.may_send == "own" else None


def sample_viewer(audience: Audience) -> Viewer:
    """Give the reader of the invented sample, which needs no sign-in."""
    return Viewer("", "", audience, is_signed_in=False)


NOBODY = Viewer("", "", "")
"""A viewer who may do nothing."""
