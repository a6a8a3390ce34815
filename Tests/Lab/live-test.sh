#!/bin/sh
# Talks to a real domain controller: live-test.sh BINARY [FOREST]
#
# Serves the attacked forest (built when FOREST is not given) and runs foothold against it: LDAPS, StartTLS, Kerberos, every
# refusal of the design, a connection that breaks, and the same assessment from the server, from the evidence folder and from
# what plain ldapsearch collects. Runs in a network and mount namespace of its own where the system allows it.
set -eu

[ $# -ge 1 ] || { echo "usage: live-test.sh BINARY [FOREST]" >&2; exit 64; }
here=$(cd "$(dirname "$0")" && pwd)
binary=$(realpath "$1")
forest=$([ -z "${2:-}" ] || realpath "$2")

if [ -z "${LIVE_TEST_ISOLATED:-}" ]; then
    if unshare --net --mount true 2>/dev/null; then
        LIVE_TEST_ISOLATED=yes exec unshare --net --mount "$0" "$@"
    fi
    LIVE_TEST_ISOLATED=no
fi

scratch=$(mktemp -d)
cd "$scratch" # what assess --server collects goes to the current folder
server_id=""
cut_id=""
clean_up() {
    for id in $server_id $cut_id; do
        kill "$id" 2>/dev/null || true
        wait "$id" 2>/dev/null || true
    done
    rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

address=127.77.0.1
host=dc01.nordwind.example
clock="2021-04-10 06:00:00"
now=2021-04-12T08:00:00Z

if [ "$LIVE_TEST_ISOLATED" = yes ]; then
    ip link set lo up
    { cat /etc/hosts; echo "$address $host"; } > "$scratch/hosts"
    mount --bind "$scratch/hosts" /etc/hosts
fi

if [ -z "$forest" ]; then
    forest=$scratch/forest
    "$here/lab.py" build --state attacked --out "$forest"
fi

"$here/lab.py" serve "$forest" --address "$address" --clock "$clock" > "$scratch/server.json" &
server_id=$!
tries=0
until [ -s "$scratch/server.json" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! kill -0 "$server_id" 2>/dev/null; then
        echo "live-test: the domain controller did not start" >&2
        exit 1
    fi
    sleep 0.1
done

value() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$scratch/server.json" "$1"; }
ca=$(value ca)
user=$(value administrator)
KRB5_CONFIG=$(value krb5_config)
KRB5CCNAME=FILE:$scratch/tickets
export KRB5_CONFIG KRB5CCNAME
(umask 077 && value password > "$scratch/password" && echo wrong > "$scratch/wrong")

# Clients share the server's clock: Kerberos insists, and the report would name the skew. The wrapper and not the library alone:
# the library sets a variable when it is loaded, and Swift's runtime then no longer finds the arguments.
as_of_then() {
    TZ=UTC FAKETIME_DONT_FAKE_MONOTONIC=1 faketime -f "@$clock" "$@"
}

passed=0
failed=0
# expect WHAT CODES PATTERN COMMAND…: the exit code must be one of CODES, the output must match PATTERN unless that is
# empty.
expect() {
    what=$1 codes=$2 pattern=$3
    shift 3
    code=0
    as_of_then "$@" > "$scratch/output" 2>&1 || code=$?
    verdict=ok
    case " $codes " in *" $code "*) ;; *) verdict="exit code $code, expected $codes" ;; esac
    if [ "$verdict" = ok ] && [ -n "$pattern" ] && ! grep -E -i -q -e "$pattern" "$scratch/output"; then
        verdict="no word of /$pattern/"
    fi
    if [ "$verdict" = ok ]; then
        passed=$((passed + 1))
        echo "ok      $what"
    else
        failed=$((failed + 1))
        echo "FAILED  $what: $verdict"
        sed 's/^/        /' "$scratch/output" | head -20
    fi
}

collect() { echo "$binary collect --server $1 --ca $ca --user $user --password-file $scratch/password"; }

# shellcheck disable=SC2046 # the words of the command are meant to be split; none has a space in it
{
expect "LDAPS with a password" 0 . $(collect "ldaps://$address") --out "$scratch/ldaps"
expect "StartTLS with a password" 0 . $(collect "ldap://$address") --start-tls --out "$scratch/starttls"
expect "manifest with counts" 0 entries cat "$scratch/ldaps/manifest.json"
}
expect "a password in the clear is refused" "77" "tls|sign|encrypt" \
    "$binary" collect --server "ldap://$address" --user "$user" --password-file "$scratch/password" --insecure --out "$scratch/none"
expect "wrong password" 77 "password|credential" \
    "$binary" collect --server "ldaps://$address" --ca "$ca" --user "$user" --password-file "$scratch/wrong" --out "$scratch/none"
expect "a certificate that does not verify" "69 77" "certificate" \
    "$binary" collect --server "ldaps://$address" --user "$user" --password-file "$scratch/password" --out "$scratch/none"
expect "a server that cannot be reached" 69 "127.77.0.2" \
    "$binary" collect --server ldaps://127.77.0.2 --ca "$ca" --user "$user" --password-file "$scratch/password" --out "$scratch/none"

"$here/cut.py" "$address" 10636 "$address" 636 400000 > "$scratch/cut" &
cut_id=$!
until [ -s "$scratch/cut" ]; do sleep 0.1; done
# shellcheck disable=SC2046
expect "a connection that breaks within a page" "69" "connection|server|lost|unavailable" \
    $(collect "ldaps://$address:10636") --out "$scratch/cut-short"

if [ "$LIVE_TEST_ISOLATED" = yes ]; then
    as_of_then kinit "${user%@*}" < "$scratch/password" > /dev/null
    expect "Kerberos, signed and sealed" 0 . "$binary" collect --server "ldap://$host" --auth kerberos --out "$scratch/kerberos"
    rm -f "$scratch/tickets"
    expect "Kerberos without a ticket" "69 77" "kerberos|ticket|credential|kinit" \
        "$binary" collect --server "ldap://$host" --auth kerberos --out "$scratch/none"
else
    echo "--      Kerberos not tried: without a namespace of its own this host does not know $host"
fi

# The same forest from four sources: the server itself, the evidence folder, plain ldapsearch, and the folder again.
as_of_then "$here/ldapsearch.py" "$scratch/server.json" "$scratch/ldapsearch.ldif"
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
    "$here/same-assessment.py" "$scratch/live.json" "$scratch/folder.json" "$scratch/search.json"
expect "the same bytes twice" 0 "" cmp "$scratch/folder.json" "$scratch/again.json"
expect "every question: the same answer from server and evidence" 0 agree \
    "$here/same-answers.sh" "$binary" "$scratch/ldaps" --server "ldaps://$address" --ca "$ca" --user "$user" \
    --password-file "$scratch/password"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
