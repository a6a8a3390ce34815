#!/bin/sh
# Collections that are ended from outside, and resumed. SEED=… repeats a run.
. "$(dirname "$0")/common.sh"
serve

seed=${SEED:-$(date +%s)}

# On the clock of today: nothing here depends on the time, and Python cannot wait within faketime.
as_of_then() { "$@"; }

# interrupted WHAT FOLDER KILLS OPTION…
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
interrupted "ended 50 times and resumed: the same entries, readable every time" plain 50 --page-size 20
interrupted "the same with compressed files" compressed 8 --page-size 20 --compress gz

# Ctrl-C: one line, a readable folder that says incomplete, and the way on.
# shellcheck disable=SC2046 # the words of the command are meant to be split; none has a space in it
{
expect "Ctrl-C within a pause ends it" 69 "interrupted.*--resume" \
    "$lab/stopped.py" "$scratch/stopped" 1 0 $(collect "ldaps://$address") --page-size 50 --throttle 600000 --out "$scratch/stopped"
cp "$scratch/output" "$scratch/said"
expect "a query pauses between its pages, too" 124 "" timeout 3 "$binary" query "(objectClass=*)" --server "ldaps://$address" \
    --ca "$ca" --user "$user" --password-file "$scratch/password" --page-size 50 --throttle 600000
# What goes on after its reader pauses for the better part of an hour before the next page.
# shellcheck disable=SC2016 # the inner shell expands
expect "a reader that has enough ends a query at once, quietly" 0 "^version: 1 0$" \
    timeout 300 sh -c '{ "$@" 2> said; echo "$?" > code; } | head -n 1 > read; echo $(cat read code said)' query \
    "$binary" query "(objectClass=*)" --server "ldaps://$address" --ca "$ca" --user "$user" --password-file "$scratch/password" \
    --page-size 20 --throttle 3000000
expect "nothing is shown of the progress without a terminal" 1 "" grep -q "queries," "$scratch/said"
expect "in a terminal the progress tells counts, rate and time" 0 "[1-9] of [0-9]+ queries, .*[0-9]+ entries, [0-9]+/s, [0-9]+ s" \
    script --quiet --return --command "$(collect "ldaps://$address") --page-size 50 --out $scratch/watched" /dev/null
expect "--quiet is silent in a terminal, too" 0 "" \
    script --quiet --return --command "$(collect "ldaps://$address") --page-size 50 --out $scratch/silent --quiet" /dev/null
cp "$scratch/output" "$scratch/said"
expect "and writes nothing" 1 "" test -s "$scratch/said"
expect "an interrupted folder verifies, and says incomplete" 0 "^INCOMPLETE" "$binary" verify "$scratch/stopped"
expect "server, pause and authority are taken from the manifest" 69 "interrupted" "$lab/stopped.py" "$scratch/stopped" 2 0 \
    "$binary" collect --resume "$scratch/stopped" --user "$user" --password-file "$scratch/password"
# What is asked again as a whole says nothing of who asked before, so some answers have to be whole.
expect "a collection is stopped after some of its answers" 69 "interrupted" "$lab/stopped.py" "$scratch/other" 1 2 \
    $(collect "ldaps://$address") --connections 3 --page-size 1000 --throttle 600000 --out "$scratch/other"
cp -a "$scratch/other" "$scratch/unverified"
expect "whoever goes on as somebody else is told" 0 "NOT ASKED ALIKE.*run 2 asked as svc.auswertung .*run 1 asked as Administrator " \
    "$binary" collect --resume "$scratch/other" --user "$reader" --password-file "$scratch/password" --throttle 1
expect "both accounts are named, the first" 0 "^asked as Administrator .*run 1 of " "$binary" verify "$scratch/other"
expect "both accounts are named, the second" 0 "^asked as svc.auswertung .*certificate verified.*run 2 of " \
    "$binary" verify "$scratch/other"
expect "whoever goes on without verifying is told" 0 "NOT ASKED ALIKE.*run 2 .*certificate NOT verified.*run 1 .*certificate verified" \
    "$binary" collect --resume "$scratch/unverified" --insecure --user "$user" --password-file "$scratch/password" --throttle 1
expect "an assessment does not take the server as verified" 0 "" sh -c "
    '$binary' assess '$scratch/unverified' --now '$now' --quiet --json unverified.json
    grep -q coverage-source unverified.json"
expect "another pause can be given" 0 "entries in" "$binary" collect --resume "$scratch/stopped" --ca "$ca" \
    --user "$user" --password-file "$scratch/password" --throttle 1
expect "the manifest names all runs" 0 "in 3 runs" "$binary" verify "$scratch/stopped"
expect "a complete collection has nothing to resume" 0 "nothing to resume" "$binary" collect --resume "$scratch/stopped"
expect "a collection is not written over another" 73 "never overwritten" $(collect "ldaps://$address") --out "$scratch/stopped"

# Whoever comes second, before or after the log-on, finds the folder taken.
round=0 alone=0
while [ "$round" -lt 5 ]; do
    round=$((round + 1))
    for number in 1 2 3; do
        {
            code=0
            $(collect "ldaps://$address") --out "$scratch/contested-$round" > /dev/null 2> "$scratch/loser-$number" || code=$?
            echo "$code" > "$scratch/code-$number"
        } &
        eval "contender_$number=\$!"
    done
    # shellcheck disable=SC2154 # set by eval
    wait "$contender_1" "$contender_2" "$contender_3"
    [ "$(sort -n "$scratch"/code-[123] | tr '\n' ' ')" = "0 73 73 " ] && "$binary" verify --quiet "$scratch/contested-$round" &&
        alone=$((alone + 1))
done
expect "of three collections into one folder one writes to it" 0 "^5$" echo "$alone"

cp -a "$scratch/plain/calm" "$scratch/altered"
expect "a collection that was cut" 0 "ldif" "$lab/forest-check.py" cut "$scratch/altered"
expect "a part of a collection verifies, and says incomplete" 0 "^INCOMPLETE" "$binary" verify "$scratch/altered"
expect "a part of a collection is assessed" "0 10 20" "" "$binary" assess "$scratch/altered" --now "$now"
file=$(find "$scratch/altered" -name '*.ldif' -size +1k | sort | head -n 1)
sed -i '0,/^cn: ./s//cn: X/' "$file"
sha256sum "$scratch/altered"/* > "$scratch/sums"
expect "nothing is added to altered evidence" 65 "was changed after it was collected" \
    $(collect "ldaps://$address") --resume "$scratch/altered"
expect "and it stays as it was found" 0 "" sha256sum --check --quiet "$scratch/sums"
expect "altered evidence does not verify" 65 "ALTERED" "$binary" verify "$scratch/altered"
expect "altered evidence is not assessed" 65 "was changed" "$binary" assess "$scratch/altered" --now "$now"

if [ "$isolated" = yes ]; then
    mkdir "$scratch/small"
    mount -t tmpfs -o size=400k tmpfs "$scratch/small"
    expect "a full disk ends in one line that says how to go on" 73 "No space left.*--resume" $(collect "ldaps://$address") --out "$scratch/small/evidence"
    expect "what was written before it was full verifies" 0 "^INCOMPLETE" "$binary" verify "$scratch/small/evidence"
    mount -o remount,size=100m "$scratch/small"
    expect "with room it is resumed" 0 "entries in" $(collect "ldaps://$address") --resume "$scratch/small/evidence"
    expect "and is whole" 0 "^complete" "$binary" verify "$scratch/small/evidence"
    umount "$scratch/small"
else
    left_out "A full disk" "without a namespace of its own nothing can be mounted"
fi
for kind in gz zst; do
    expect "collect as .$kind" 0 . $(collect "ldaps://$address") --compress "$kind" --out "$scratch/$kind"
    expect ".$kind verifies" 0 "^complete" "$binary" verify "$scratch/$kind"
    expect ".$kind is assessed" 10 "" "$binary" assess "$scratch/$kind" --from EX01 --now "$now" --quiet --json "$scratch/$kind.json"
done
expect "plain text is assessed" 10 "" "$binary" assess "$scratch/plain/calm" --from EX01 --now "$now" --quiet --json "$scratch/plain.json"
expect "compressed evidence gives the same assessment" 0 agree \
    "$lab/same-assessment.py" "$scratch/plain.json" "$scratch/gz.json" "$scratch/zst.json"
}
finish
