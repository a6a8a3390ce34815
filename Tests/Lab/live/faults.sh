#!/bin/sh
# Connections that fail on the way.
. "$(dirname "$0")/common.sh"
serve

"$lab/cut.py" "$address" 10636 "$address" 636 400000 > "$scratch/cut" &
background="$background $!"
await "the proxy" "$scratch/cut" "$!"
# shellcheck disable=SC2046
expect "a connection that breaks within a page" "69" "connection|server|lost|unavailable" \
    $(collect "ldaps://$address:10636") --out "$scratch/cut-short"
finish
