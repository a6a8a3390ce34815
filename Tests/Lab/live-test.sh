#!/bin/sh
# Talks to a real domain controller: live-test.sh BINARY [FOREST]
#
# Runs every subject of live/ against the attacked forest, which is built once when FOREST is not given.
set -eu

[ $# -ge 1 ] || { echo "usage: live-test.sh BINARY [FOREST]" >&2; exit 64; }
[ "$(id -u)" -eq 0 ] || { echo "live-test.sh: only root can run a domain controller: sudo $0 $*" >&2; exit 77; }
here=$(cd "$(dirname "$0")" && pwd)
binary=$(realpath "$1")

scratch=$(mktemp -d)
# A forest has 50 MB and grows, and some subjects copy it several times.
free=$(df -Pk "$scratch" | awk 'NR == 2 { print $4 }')
if [ "$free" -lt 1000000 ]; then
    rmdir "$scratch"
    echo "live-test.sh: $((free / 1000)) MB are free for temporary files, 1000 are needed: set TMPDIR to a larger folder" >&2
    exit 69
fi
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM HUP PIPE

if [ -n "${2:-}" ]; then
    forest=$(realpath "$2")
else
    forest=$scratch/forest
    "$here/lab.py" build --state attacked --out "$forest"
fi

failed=""
for subject in "$here"/live/*.sh; do
    name=$(basename "$subject" .sh)
    [ "$name" != common ] || continue
    echo "== $name"
    "$subject" "$binary" "$forest" || failed="$failed $name"
done
[ -z "$failed" ] || { echo "failed:$failed"; exit 1; }
