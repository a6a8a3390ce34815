#!/bin/sh
# The same forest from four sources gives the same answers: the server itself, the evidence folder, what plain ldapsearch
# collects, and the folder again.
. "$(dirname "$0")/common.sh"
serve

# shellcheck disable=SC2046
expect "collect" 0 . $(collect "ldaps://$address") --out "$scratch/ldaps"
as_of_then "$lab/ldapsearch.py" "$scratch/server.json" "$scratch/ldapsearch.ldif"
assess="$binary assess --from EX01 --now $now --quiet"
# shellcheck disable=SC2086
{
expect "assess from the server" 10 "" $assess --server "ldaps://$address" --ca "$ca" --user "$user" \
    --password-file "$scratch/password" --json "$scratch/live.json"
expect "assess from the evidence folder" 10 "" $assess "$scratch/ldaps" --json "$scratch/folder.json"
expect "assess from plain ldapsearch" 10 "" $assess "$scratch/ldapsearch.ldif" --json "$scratch/search.json"
expect "assess the folder again" 10 "" $assess "$scratch/ldaps" --json "$scratch/again.json"
}
expect "the same assessment from every source" 0 agree \
    "$lab/same-assessment.py" "$scratch/live.json" "$scratch/folder.json" "$scratch/search.json"
expect "the same bytes twice" 0 "" cmp "$scratch/folder.json" "$scratch/again.json"
expect "every question: the same answer from server and evidence" 0 agree \
    "$lab/same-answers.sh" "$binary" "$scratch/ldaps" --server "ldaps://$address" --ca "$ca" --user "$user" \
    --password-file "$scratch/password"
finish
