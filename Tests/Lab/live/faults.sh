#!/bin/sh
# Connections that fail on the way. SEED=… draws the details of the faults anew.
. "$(dirname "$0")/common.sh"
serve

"$lab/cut.py" "$address" 10636 "$address" 636 400000 > "$scratch/cut" &
background="$background $!"
await "the proxy" "$scratch/cut" "$!"
# shellcheck disable=SC2046
expect "a connection that breaks within a page" "69" "connection|server|lost|unavailable" \
    $(collect "ldaps://$address:10636") --out "$scratch/cut-short"

# Every fault at every stage, through every kind of connection. The relay measures how long it is waited for, so it runs on the
# true clock and sets that of its clients itself.
take_ticket "faults of sealed connections"
as_of_then() { "$@"; }
# shellcheck disable=SC2086 # no option, or one
expect "faults at every stage end in a whole answer or in one line" 0 "0 failed" \
    "$lab/faults.py" "$binary" "$scratch/server.json" "$scratch/password" --seed "${SEED:-2021}" $kerberos
grep -h "faults, seed" "$scratch/output" || true
finish
