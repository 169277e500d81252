#!/usr/bin/env bash
# Copies a home folder, as it is at one moment, into a new folder of BACKUPS, with the digest of every file.
#
#   backup.sh HOME BACKUPS [HEADS]
#
# HEADS is a folder on another machine: the newest hash of the access log is written there, too.
# BACKUPS_KEPT says how many backups are kept, 30 unless set. Loads wait meanwhile; readers notice nothing.
set -euo pipefail
umask 0077

home="${1:?Name the home folder, such as /var/lib/safeguarding-scorecard.}"
backups="${2:?Name the folder of the backups.}"
heads="${3:+$(realpath "$3")}"
kept="${BACKUPS_KEPT:-30}"
python="${SCORECARD_PYTHON:-/opt/safeguarding-scorecard/current/.venv/bin/python}"

if [[ ! -d $home/reference ]]; then
    echo "There is no home folder at $home: it has no folder reference. Nothing was backed up." >&2
    exit 1
fi
name="scorecard-$(date -u +%Y%m%dT%H%M%SZ)"
mkdir -p "$backups"
backups="$(realpath "$backups")"
partial="$backups/.$name"
trap 'rm -rf -- "$partial"' EXIT
mkdir "$partial"

"$python" - "$home" "$partial" <<'PYTHON'
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, nullcontext
from pathlib import Path

from scorecard.errors import WarehouseBusy
from scorecard.warehouse.connection import open_warehouse

SECONDS_TO_WAIT = 600
home, into = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()


def copy_returns() -> None:
    """Copy the warehouse and the originals while nobody can write: whoever reads a DuckDB file keeps writers out."""
    warehouse = home / "warehouse.duckdb"
    with open_warehouse(warehouse, read_only=True) if warehouse.exists() else nullcontext():
        names = ("warehouse.duckdb", "warehouse.duckdb.wal", "originals", "reference")
        found = [home / name for name in names if (home / name).exists()]
        # In another process: one that closes a file gives up every lock it holds on it.
        subprocess.run(["cp", "--archive", *found, into], check=True)


def copy_published() -> None:
    """Copy what points to a generation before the generations, so that no pointer leads nowhere."""
    (into / "published").mkdir()
    found = [path for path in (home / "published").glob("*") if path.is_file()]
    for path in sorted(found, key=lambda path: path.suffix == ".duckdb"):
        try:
            shutil.copy2(path, into / "published")
        except FileNotFoundError:
            pass  # an old generation whose time has come


def copy_database(name: str) -> None:
    """Copy a SQLite database that others may be writing to."""
    if (home / name).exists() and (home / name).stat().st_size:
        with (
            closing(sqlite3.connect(f"{(home / name).resolve().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(into / name)) as copy,
        ):
            source.backup(copy)
            copy.execute("pragma journal_mode = delete")  # one file, whoever reads it


until = time.monotonic() + SECONDS_TO_WAIT
while True:
    try:
        copy_returns()
        break
    except WarehouseBusy as error:
        if time.monotonic() > until:
            sys.exit(f"{error} Nothing was backed up.")
        time.sleep(0.5)
copy_published()
for name in ("access.db", "audit.db"):
    copy_database(name)
PYTHON

cd "$partial"
# Every original is named for its digest.
list_originals() {
    [[ ! -d originals ]] || find originals -type f -regextype posix-extended -regex '.*/[0-9a-f]{64}' -printf '%f  %p\n'
}
if [[ -n $(list_originals | head -n 1) ]] && ! list_originals | sha256sum --check --strict --quiet; then
    echo "An original is damaged: put it back from an earlier backup. Nothing was backed up." >&2
    exit 1
fi
if [[ -f audit.db ]]; then
    SCORECARD_HOME="$PWD" "$python" -m scorecard log head >audit-head
fi
find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS
sync --file-system .
cd /
if [[ -n $heads && -f $partial/audit-head ]]; then
    cp "$partial/audit-head" "$heads/$name"
fi
mv "$partial" "$backups/$name"
trap - EXIT

# What a machine that stopped in the middle has left holds case rows, too.
find "$backups" -maxdepth 1 -type d -name '.scorecard-*' -mtime +0 -exec rm -rf -- {} +
find "$backups" -maxdepth 1 -type d -name 'scorecard-*' | sort | head -n "-$kept" | xargs -r -d '\n' rm -rf --
echo "$backups/$name"
