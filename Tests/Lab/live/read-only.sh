#!/bin/sh
# Nothing but reading reaches the server, nothing that is a secret is asked for, and the manifest says what was asked.
. "$(dirname "$0")/common.sh"
serve

take_ticket "sealed requests"
# The relay sets the clock of its clients itself.
as_of_then() { "$@"; }
# shellcheck disable=SC2086 # no option, or one
expect "what reaches the server" 0 "nothing but reading" \
    "$lab/read_only.py" "$binary" "$scratch/server.json" "$scratch/password" $kerberos
sed 's/^/        /' "$scratch/output"
finish
