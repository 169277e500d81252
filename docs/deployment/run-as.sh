#!/usr/bin/env bash
# Runs one command of the scorecard as the user of the dashboard or of the loader, with its settings; run as root.
#
#   run-as.sh web people list
#   run-as.sh loader publish
set -euo pipefail

part="${1:?Say whose command it is: web or loader.}"
shift
settings="${SCORECARD_ETC:-/etc/safeguarding-scorecard}"
code="${SCORECARD_CODE:-/opt/safeguarding-scorecard/current}"
case "$part" in
web) mask=0007 ;;
loader) mask=0027 ;;
*)
    echo "There is no $part. Say web or loader." >&2
    exit 2
    ;;
esac
for file in "$settings/scorecard.env" "$settings/$part.env"; do
    if [[ ! -r $file ]]; then
        echo "$file cannot be read. Run this as root, after copying the settings there." >&2
        exit 1
    fi
done

set -a
# shellcheck disable=SC1090
source "$settings/scorecard.env"
# shellcheck disable=SC1090
source "$settings/$part.env"
set +a
export HOME=/nonexistent
umask "$mask"
cd "$code"
exec setpriv --reuid "scorecard-$part" --regid "scorecard-$part" --init-groups --no-new-privs -- \
    "$code/.venv/bin/scorecard" "$@"
