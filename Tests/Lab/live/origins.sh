#!/bin/sh
# Where entries come from: Samba hands inheritable entries of every kind down a tree, and foothold says from where, and when the
# ancestor's list was changed.
. "$(dirname "$0")/common.sh"

"$lab/origins.py" make "$forest" "$scratch/made" "$scratch/pairs.json" "$scratch/expected.json"
"$lab/lab.py" dump "$scratch/made" --out "$scratch/made.ldif"
expect "access for every pair" 0 "" \
    "$binary" access "$scratch/made.ldif" --pairs "$scratch/pairs.json" --json "$scratch/answers.json" --quiet
expect "the origins of all entries are those that Samba made" 0 " 0 differ" \
    "$lab/origins.py" check "$scratch/expected.json" "$scratch/answers.json"
sed 's/^/        /' "$scratch/output"
finish
