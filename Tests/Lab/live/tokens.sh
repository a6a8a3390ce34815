#!/bin/sh
# The groups in the token of every account, against what the domain controller puts there.
. "$(dirname "$0")/common.sh"
serve

# tokens EVIDENCE: all of them in one run, with DNs that have blanks.
tokens() {
    set -- "$1"
    while IFS= read -r name; do set -- "$@" --who "$name"; done < accounts
    "$binary" access "$@" --json tokens.json --quiet
}

expect "groups that nest in every way" 0 "" "$lab/same-tokens.py" server.json prepare accounts
# shellcheck disable=SC2046
expect "evidence of them" 0 "" $(collect "ldaps://$address") --out evidence
tokens evidence
expect "the token of every account" 0 "agree" "$lab/same-tokens.py" server.json compare tokens.json
finish
