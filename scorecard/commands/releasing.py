"""Records in the access log what is done on the command line: a return is loaded, new figures are in force."""

import getpass
from contextlib import suppress
from pathlib import Path

from scorecard.access.log import record_event
from scorecard.access.log_fields import is_identifier
from scorecard.feeds.checking import digest_of
from scorecard.months import write_month
from scorecard.publication.generation import BOARD, COUNCIL
from scorecard.publication.published import Published
from scorecard.settings import Settings
from scorecard.warehouse.intake import ReturnFile

UNKNOWN_USER = "command_line"


def name_user() -> str:
    """Name who runs a command, as the operating system knows them; UNKNOWN_USER where that is no identifier."""
    with suppress(OSError, KeyError):  # no entry for the user, as in some containers
        user = getpass.getuser()
        if is_identifier(user):
            return user
    return UNKNOWN_USER


def record_load(settings: Settings, person: str, file: ReturnFile, content: bytes) -> None:
    """Record that a file is loaded as a return; `person` is who loads it, or what, such as “serve”.

    Asked before it is kept. Raises AccessLogError where it cannot be recorded: then it must not be loaded.
    """
    record_event(
        settings.audit_log,
        "upload",
        person,
        feed=file.feed,
        agency=file.agency,
        month=write_month(file.month),
        digest=digest_of(content),
    )


def record_release(settings: Settings, published: Published, person: str) -> None:
    """Record the generation of each audience that was published; `person` is what published, such as “loader”.

    Raises AccessLogError where it cannot be recorded; the figures are in force all the same.
    """
    number = Path(published.name).stem.removeprefix(f"{COUNCIL}-")
    for audience in (COUNCIL,) if published.blocked else (COUNCIL, BOARD):
        record_event(settings.audit_log, "release", person, generation=f"{audience}-{number}")
