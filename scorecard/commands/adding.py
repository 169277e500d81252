"""Takes in what was added in the dashboard: the rows in force and the new ones, checked and kept as one return."""

from scorecard.feeds.additions import add_rows, read_addition, write_cells
from scorecard.feeds.checking import digest_of
from scorecard.feeds.report import Checked
from scorecard.publication.declaring import declare_return
from scorecard.settings import Settings
from scorecard.tray import Entry, note_digest
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.in_force import is_kept, list_references, read_in_force, write_new
from scorecard.warehouse.submissions import keep_return


def add_to_return(settings: Settings, entry: Entry) -> Checked | None:
    """Keep an addition, or give the check that refused it; what was kept before the loader was stopped stays as it is.

    The warehouse is open for writing from the reading of the rows in force until the whole is kept, so that nothing
    comes between.
    """
    sending = entry.sending
    with open_warehouse(settings.warehouse) as connection:
        if entry.digest is not None and is_kept(connection, entry.digest):
            return None
        received_on = sending.sent_at.date()
        declared = declare_return(settings, sending.feed, sending.agency, sending.month, received_on=received_on)
        feed = declared.feed
        in_force = read_in_force(connection, feed, sending.agency, sending.month)
        taken = list_references(connection, feed, sending.agency)
        rows = add_rows(feed, write_cells(in_force.rows), read_addition(entry.content), taken)
        content = write_new(connection, feed, rows)
        note_digest(entry, digest_of(content))
        receipt = keep_return(
            connection,
            content,
            declared,
            sender=sending.sender,
            received_at=max(sending.sent_at, in_force.received_at or sending.sent_at),
            file_name=sending.file_name,
            originals=settings.originals,
        )
    kept = receipt.submission is not None or receipt.checked.outcome == "already_received"
    return None if kept else receipt.checked
