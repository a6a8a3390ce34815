#!/bin/sh
# Effective rights: thousands of pairs of principal and object under random access control lists. Every principal logs on to the
# domain controller and reads what it may do; foothold, which has only what the administrator collected, must say the same.
. "$(dirname "$0")/common.sh"

"$lab/rights/populate.py" "$forest" "$scratch/populated" "$scratch/cases.json"
forest=$scratch/populated
serve

# shellcheck disable=SC2046 # the words of the command are meant to be split; none has a space in it
expect "collect what the administrator can read" 0 entries $(collect "ldaps://$address") --out "$scratch/evidence"
expect "every principal reads its own rights" 0 "principals bound" \
    "$lab/rights/ask.py" "$scratch/server.json" "$scratch/cases.json" "$scratch/answers.json" "$scratch/pairs.json"
expect "the rights of every pair from the evidence" 0 "" \
    "$binary" access "$scratch/evidence" --pairs "$scratch/pairs.json" --json "$scratch/rights.json" --quiet
expect "the same rights as the domain controller says" 0 "differ as explained" \
    "$lab/rights/compare.py" "$scratch/answers.json" "$scratch/rights.json" "$lab/rights/differences.json"
sed 's/^/        /' "$scratch/output"
finish
