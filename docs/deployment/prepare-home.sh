#!/usr/bin/env bash
# Gives a home folder its owners and modes; run as root when installing and after restoring.
#
#   prepare-home.sh HOME
set -euo pipefail

home="${1:?Name the home folder, such as /var/lib/safeguarding-scorecard.}"
loader=scorecard-loader web=scorecard-web shared=scorecard

getent group "$shared" >/dev/null || groupadd --system "$shared"
for user in "$loader" "$web"; do
    id "$user" >/dev/null 2>&1 ||
        useradd --system --user-group --groups "$shared" --no-create-home --home-dir /nonexistent \
            --shell /usr/sbin/nologin "$user"
done

# name, owner, group, mode of folders, mode of files
while read -r name owner group folders files; do
    install -d "$home/$name"
    chown -hR "$owner:$group" "$home/$name"
    find "$home/$name" -type d -exec chmod "$folders" {} +
    find "$home/$name" -type f -exec chmod "$files" {} +
done <<TABLE
reference   root     $shared  0750  0640
published   $loader  $shared  2750  0640
originals   $loader  $loader  0700  0600
tray        $loader  $shared  2770  0660
access      $web     $shared  2770  0660
TABLE

# SQLite writes its journals beside a database, and the dashboard may write nothing into the home folder itself.
for name in access.db audit.db; do
    if [[ -f $home/$name && ! -L $home/$name ]]; then
        mv "$home/$name" "$home/access/$name"
    fi
    ln -sfn "access/$name" "$home/$name"
done
# Whoever writes the first event of the access log, the other must be able to write the second.
touch "$home/access/audit.db"
chown "$web:$shared" "$home/access/audit.db"
chmod 0660 "$home/access/audit.db"
if [[ -f $home/access/access.db ]]; then
    chown "$web:$web" "$home/access/access.db"
    chmod 0600 "$home/access/access.db"
fi

# Not through a link, and not the groups of the folders below.
chown "$loader:$shared" "$home"
chmod 0750 "$home"
find "$home" -maxdepth 1 -name 'warehouse.duckdb*' -type f -exec chown "$loader:$loader" {} + -exec chmod 0600 {} +
