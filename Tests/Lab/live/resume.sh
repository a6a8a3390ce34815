#!/bin/sh
# Collections that are ended from outside, and resumed. SEED=… repeats a run.
. "$(dirname "$0")/common.sh"
serve

seed=${SEED:-$(date +%s)}

# interrupted WHAT FOLDER KILLS OPTION…; on the clock of today, because nothing here depends on the time.
interrupted() {
    what=$1 folder=$2 kills=$3
    shift 3
    code=0
    "$lab/interrupted.py" "$binary" "$scratch/$folder" "$kills" "$seed" -- --server "ldaps://$address" --ca "$ca" \
        --user "$user" --password-file "$scratch/password" "$@" > "$scratch/told" 2>&1 || code=$?
    sed 's/^/        /' "$scratch/told"
    expect "$what" 0 "" test "$code" -eq 0
}

# Small pages make a collection long enough to be ended within its answers.
interrupted "ended 50 times and resumed: the same entries, readable every time" plain 50 --page-size 10

finish
