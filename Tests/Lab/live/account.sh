#!/bin/sh
# What the account may see: as a domain administrator, as an ordinary user, as a user from whom rights were taken. Who sees less
# says so, and never answers as if there were less.
. "$(dirname "$0")/common.sh"

# assess_as ACCOUNT NAME CODES: the assessment goes to NAME.json.
assess_as() {
    mkdir "$scratch/$2"
    cd "$scratch/$2" # the evidence folder is named after the server and the time
    expect "assess as $1, $2" "$3" "" "$binary" assess --from EX01 --now "$now" --quiet --server "ldaps://$address" \
        --ca "$ca" --user "$1" --password-file "$scratch/password" --json "$scratch/$2.json"
    cd "$scratch"
}

for state in attacked unharmed; do
    [ "$state" = attacked ] || forest=$scratch/$state
    [ -d "$forest" ] || "$lab/lab.py" build --state "$state" --out "$forest"
    codes=10
    [ "$state" = attacked ] || codes=0
    serve
    assess_as "$user" "$state-administrator" "$codes"
    assess_as "$reader" "$state-reader" "0 10 20"
    expect "$state: the ordinary user misses deleted objects and says so" 0 agree \
        "$lab/same-sight.py" "$scratch/$state-administrator.json" "$scratch/$state-reader.json" deleted-objects
    # One folder of this name is there.
    expect "$state: verify says so of the folder, too" 0 "nTSecurityDescriptor of [1-9][0-9]* entries" \
        "$binary" verify "$scratch/$state-reader"/foothold-evidence-*
    stop "$server_id"

    cp -R "$forest" "$scratch/$state-blind"
    "$lab/blind.py" "$scratch/$state-blind"
    full=$forest
    forest=$scratch/$state-blind
    serve
    assess_as "$user" "$state-blind-administrator" "10 0 20"
    assess_as "$reader" "$state-blind-reader" "10 20"
    expect "$state: without the permissions of Tier 0 nothing is called clean" 0 agree \
        "$lab/same-sight.py" "$scratch/$state-blind-administrator.json" "$scratch/$state-blind-reader.json" \
        deleted-objects descriptors readable
    stop "$server_id"
    forest=$full
done
finish
