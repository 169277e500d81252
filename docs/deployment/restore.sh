#!/usr/bin/env bash
# Makes a home folder from a backup, after holding every file against its digest.
#
#   restore.sh BACKUP HOME
#
# HOME must not be there yet. Then: prepare-home.sh HOME, start the services, look at /ready.
set -euo pipefail
umask 0077

backup="${1:?Name the backup, such as /var/backups/safeguarding-scorecard/scorecard-20240418T010000Z.}"
home="${2:?Name the home folder that is to be made.}"

if [[ -e $home ]]; then
    echo "$home is there already. Stop both services and move it away, then restore." >&2
    exit 1
fi
check() {
    (
        # `set -e` does not hold in a condition.
        cd "$1" && sha256sum --check --strict --quiet SHA256SUMS &&
            # A file too many would be as wrong as one too few.
            diff <(find . -type f ! -name SHA256SUMS | sort) <(cut -c67- SHA256SUMS | sort)
    )
}
if ! check "$backup"; then
    echo "$backup is not as it was written. Nothing was restored; take another backup." >&2
    exit 1
fi
partial="$home.restoring"
trap 'rm -rf -- "$partial"' EXIT
cp --archive "$backup" "$partial"
check "$partial"
rm -f "$partial/SHA256SUMS" "$partial/audit-head"
sync --file-system "$partial"
mv "$partial" "$home"
trap - EXIT
echo "Restored $home"
