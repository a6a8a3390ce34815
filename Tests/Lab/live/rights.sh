#!/bin/sh
# Effective rights: thousands of pairs of principal and object under random access control lists. Every principal logs on to the
# domain controller and reads what it may do; foothold, which has only what the administrator collected, must say the same.
#
#   rights.sh BINARY FOREST [SEED…]     other lists than the usual ones
. "$(dirname "$0")/common.sh"
plain=$forest

# compare_rights WHAT SEED [HEURISTICS]
compare_rights() {
    name=$1
    folder=$scratch/$2
    shift
    mkdir "$folder"
    forest=$folder/forest
    rm -f "$scratch/server.json"
    "$lab/rights/populate.py" "$plain" "$forest" "$folder/cases.json" "$@"
    serve
    # shellcheck disable=SC2046 # the words of the command are meant to be split; none has a space in it
    expect "$name: collect what the administrator can read" 0 entries $(collect "ldaps://$address") --out "$folder/evidence"
    expect "$name: every principal reads its own rights" 0 "principals bound" \
        "$lab/rights/ask.py" "$scratch/server.json" "$folder/cases.json" "$folder/answers.json" "$folder/pairs.json"
    kill "$server_id"
    wait "$server_id" || true
    expect "$name: the rights of every pair from the evidence" 0 "" \
        "$binary" access "$folder/evidence" --pairs "$folder/pairs.json" --json "$folder/rights.json" --quiet
    expect "$name: the same rights as the domain controller says" 0 "differ as explained" \
        "$lab/rights/compare.py" "$folder/answers.json" "$folder/rights.json" "$lab/rights/differences.json"
    sed 's/^/        /' "$scratch/output"
}

if [ $# -gt 2 ]; then
    shift 2
    for seed in "$@"; do compare_rights "random lists of seed $seed" "$seed"; done
else
    compare_rights "random lists" 20210302
    compare_rights "List Object mode" 2 001
fi
finish
