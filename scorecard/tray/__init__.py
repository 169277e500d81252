"""The tray in which the dashboard lays returns for the loader, and the loader its receipts for the dashboard.

An entry is a folder; every file in it is complete before it has its name, so that either side may be stopped at any
moment. The dashboard never opens the warehouse, and the loader is the only writer. Links are not followed and hard ones
are not read, since whoever broke into the dashboard could lay one that leads to the warehouse.
"""

from scorecard.tray.entries import NO_SUCH_ENTRY, Entry, Sending, Step, list_entries, read_entry
from scorecard.tray.laying import confirm, put_return, withdraw
from scorecard.tray.telling import add_report, drop_content, note_digest, remove, sweep, tell

__all__ = [
    "NO_SUCH_ENTRY",
    "Entry",
    "Sending",
    "Step",
    "add_report",
    "confirm",
    "drop_content",
    "list_entries",
    "note_digest",
    "put_return",
    "read_entry",
    "remove",
    "sweep",
    "tell",
    "withdraw",
]
