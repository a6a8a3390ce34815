#!/bin/sh
# A read-only domain controller: what a collection from it and an assessment of a forest with one say.
. "$(dirname "$0")/common.sh"

if [ "$isolated" != yes ]; then
    left_out "a read-only domain controller" "without a namespace of its own this host does not know the names of its servers"
    finish
    exit
fi

branch=127.77.0.2
branch_host=rodc01.nordwind.example
echo "$branch $branch_host" >> "$scratch/hosts"
"$lab/lab.py" branch "$forest" --out "$scratch/grown"
forest=$scratch/grown/dc01
serve
"$lab/lab.py" serve "$scratch/grown/rodc01" --address "$branch" --clock "$clock" > "$scratch/rodc01.json" &
branch_id=$!
background="$background $branch_id"
await rodc01 "$scratch/rodc01.json" "$branch_id"
take_ticket "a read-only domain controller"

expect "a writable controller of the same domain has everything" 0 "" \
    "$binary" collect --server "ldaps://$host" --ca "$ca" --user "$user" --password-file "$scratch/password" --out "$scratch/writable"
expect "nothing is missing" 0 "^none$" "$lab/forest-check.py" gaps "$scratch/writable"
expect "the read-only one says what it is, though only the configuration knows" 0 "not collected: .*$branch_host is a read-only" \
    "$binary" collect --server "ldap://$branch_host" --auth kerberos --out "$scratch/filtered"
expect "which is counted" 0 "^filteredReplica 1$" "$lab/forest-check.py" gaps "$scratch/filtered"
expect "a password that it does not keep is no wrong one" 77 "51f.*another domain controller" \
    "$binary" collect --server "ldaps://$branch_host" --ca "$ca" --user "$user" --password-file "$scratch/password" \
    --out "$scratch/refused"
expect "it is not asked for its logons, and is no gap" 0 "" \
    "$binary" collect --server "ldap://$host" --auth kerberos --all-dcs --out "$scratch/every"
expect "with all controllers" 0 "^none$" "$lab/forest-check.py" gaps "$scratch/every"

expect "a forest with one is assessed as without" 10 "" \
    "$binary" assess "$scratch/writable" --from EX01 --now "$now" --quiet --json "$scratch/writable.json"
expect "the report counts it and what it may keep" 0 "RODC01,.*may keep the passwords of 1 accounts, 0 of them Tier 0\"" \
    grep may.keep "$scratch/writable.json"
expect "its password list is a step" 0 "RODCCachedPassword" \
    "$binary" paths "$scratch/writable" --from 'RODC01$' --to svc.auswertung
expect "an administrator is refused by default" 1 "" sh -c \
    "'$binary' paths '$scratch/writable' --from 'RODC01\$' --to Administrator | grep RODCCachedPassword"
finish
