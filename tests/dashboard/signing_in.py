"""Signs people in without a provider: settings, people and the claims that a signed cookie would hold."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scorecard.access.people import add_person

ISSUER, CLIENT, ADDRESS = "https://login.example.org", "scorecard", "https://scorecard.example.org"
SECRET = "a secret of the tests, of 32 characters"
ENVIRONMENT = {
    "SCORECARD_SIGN_IN_ISSUER": ISSUER,
    "SCORECARD_SIGN_IN_CLIENT_ID": CLIENT,
    "SCORECARD_SIGN_IN_CLIENT_SECRET": "a secret of the client",
    "SCORECARD_SIGN_IN_REDIRECT": ADDRESS,
    "SCORECARD_COOKIE_SECRET": SECRET,
}
ROLES = ("council", "quality_assurance", "data_officer", "board", "agency", "administrator")


def add_everybody(path: Path) -> None:
    """Add one person for each role, named for it; the agency is that of ELFT."""
    for role in ROLES:
        agency = "elft" if role == "agency" else None
        now = datetime.now(UTC)
        add_person(path, f"{role}@example.org", {"elft"}, now, name=role.capitalize(), role=role, agency=agency)


def claims_of(role: str, **others: Any) -> dict[str, Any]:
    """Give the claims of the person who has a role, signed in just now."""
    own = {"is_logged_in": True, "iss": ISSUER, "aud": CLIENT, "iat": int(time.time()), "email": f"{role}@example.org"}
    return own | others
