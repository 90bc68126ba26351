#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
# Lets PostgreSQL add up the partial results of two shards, and compares with one process.
#   add_up.sh BIN PROGRAM   BIN: folder of initdb and pg_ctl; PROGRAM: partials_in_postgresql
# The server is a private one: its files and its socket are in a temporary folder, and it has no port.
set -euo pipefail

bin=$1
program=$2
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d /tmp/upheld-postgresql-XXXXXX) # short: a socket's path may have 107 bytes

# PostgreSQL refuses to run as root.
as_server=()
if [ "$(id -u)" -eq 0 ]; then
    user=postgres
    id -u "$user" >/dev/null 2>&1 || user=nobody
    chown "$user" "$folder"
    as_server=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups --)
fi
server() { (cd "$folder" && env -u PGHOST -u PGPORT HOME="$folder" "${as_server[@]}" "$@"); }

stop() {
    [ ! -f "$folder/data/postmaster.pid" ] ||
        server "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 1' INT TERM

"$program" "$folder"

server "$bin/initdb" -D "$folder/data" -U shards -A trust -E UTF8 --locale=C -N >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 1; }
server "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 \
    -o "-k $folder -c listen_addresses= -c fsync=off -c shared_buffers=4MB" start >/dev/null ||
    { cat "$folder/server.log" >&2; exit 1; }

sql() {
    server "$bin/psql" -X -q -v ON_ERROR_STOP=1 -h "$folder" -U shards -d postgres "$@"
}

# COPY reads the table; the lines before it are for Upheld.
for shard in first second; do
    grep -v '^#' "$folder/$shard.csv" >"$folder/$shard.table"
    sql -c "CREATE TABLE $shard (measure text, counter text, unit text, financial_quarter text,
                                 days integer, n bigint)"
    sql -c "COPY $shard FROM STDIN WITH (FORMAT csv, HEADER)" <"$folder/$shard.table"
done
sql -f - <"$here/add_up.sql"

# Every number of one process, and no other.
sql -c "COPY (SELECT * FROM all_shards) TO STDOUT WITH (FORMAT csv)" | sort >"$folder/added"
grep -v '^#' "$folder/all.csv" | tail -n +2 | sort >"$folder/expected"
diff "$folder/expected" "$folder/added" >&2 ||
    { echo "the sum of the shards is not what one process found" >&2; exit 1; }

sql -c "SELECT * FROM shares"
echo "$(wc -l <"$folder/added") numbers, added up by PostgreSQL: equal to one process"
