#!/bin/sh
# Talks to a real domain controller: live-test.sh BINARY [FOREST]
#
# Runs every subject of live/ against the attacked forest, which is built once when FOREST is not given.
set -eu

[ $# -ge 1 ] || { echo "usage: live-test.sh BINARY [FOREST]" >&2; exit 64; }
here=$(cd "$(dirname "$0")" && pwd)
binary=$(realpath "$1")

scratch=$(mktemp -d)
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
