#!/bin/sh
# The groups in the token of every account, against what the domain controller puts there, and what the way to log on adds.
. "$(dirname "$0")/common.sh"
serve

# tokens EVIDENCE: all of them in one run, with DNs that have blanks.
tokens() {
    set -- "$1"
    while IFS= read -r name; do set -- "$@" --who "$name"; done < accounts
    "$binary" access "$@" --json tokens.json --quiet
}

expect "groups that nest in every way" 0 "" "$lab/same-tokens.py" server.json prepare accounts
expect "units whose entries name SIDs of a log-on" 0 "" "$lab/logons.py" server.json prepare pairs.json
# shellcheck disable=SC2046
expect "evidence of them" 0 "" $(collect "ldaps://$address") --out evidence
tokens evidence
expect "the token of every account" 0 "agree" "$lab/same-tokens.py" server.json compare tokens.json
expect "rights that hang on the log-on" 0 "" "$binary" access evidence --pairs pairs.json --json rights.json --quiet
expect "what a session may do, simple or NTLM" 0 "agree" "$lab/logons.py" server.json compare rights.json
finish
