# shellcheck shell=sh
# What every live test needs; a subject begins with
#
#   . "$(dirname "$0")/common.sh"
#   serve
#
# and ends with `finish`. A subject is run as SUBJECT.sh BINARY [FOREST], alone or by live-test.sh, in a network and mount
# namespace of its own where the system allows it ($isolated). It works in an empty folder, $scratch, which is the current one.
#
# shellcheck disable=SC2034 # the subjects use what is set here
set -eu

[ $# -ge 1 ] || { echo "usage: $(basename "$0") BINARY [FOREST]" >&2; exit 64; }
[ "$(id -u)" -eq 0 ] || { echo "$(basename "$0"): only root can run a domain controller: sudo $0 $*" >&2; exit 77; }
lab=$(cd "$(dirname "$0")/.." && pwd)
binary=$(realpath "$1")
forest=$([ -z "${2:-}" ] || realpath "$2")

# Every subject has its own namespace: no port, ticket or server of one reaches another.
if [ "${LIVE_SUBJECT:-}" != "$0" ]; then
    export LIVE_SUBJECT="$0"
    if unshare --net --mount true 2>/dev/null; then
        export LIVE_ISOLATED=yes
        exec unshare --net --mount "$0" "$@"
    fi
    export LIVE_ISOLATED=no
fi
isolated=$LIVE_ISOLATED

# Words are looked for as they are in English; names sort by their bytes.
export LC_ALL=C.UTF-8

address=127.77.0.1
host=dc01.nordwind.example
clock="2021-04-10 06:00:00" # of the server when it starts
began=""                    # when that was, in seconds since 1970
now=2021-04-12T08:00:00Z

scratch=$(mktemp -d)
cd "$scratch" # what assess --server collects goes to the current folder
background="" # process ids that end with the subject
clean_up() {
    for id in $background; do
        kill "$id" 2>/dev/null || true
        wait "$id" 2>/dev/null || true
    done
    rm -rf "$scratch"
}
trap clean_up EXIT
# PIPE as well: whoever reads only the beginning of what is said must not leave a server behind.
trap 'exit 130' INT TERM HUP PIPE

if [ "$isolated" = yes ]; then
    ip link set lo up
    # faketime leaves a semaphore behind when it is killed, and refuses to start when its number comes round again.
    mount -t tmpfs tmpfs /dev/shm
    { cat /etc/hosts; echo "$address $host"; } > "$scratch/hosts"
    mount --bind "$scratch/hosts" /etc/hosts
fi

if [ -z "$forest" ]; then
    forest=$scratch/forest
    "$lab/lab.py" build --state attacked --out "$forest"
fi

# wait_until WHAT ID COMMAND…: until the command succeeds, for ten minutes at most, and only while the process lives.
wait_until() {
    awaited=$1 process=$2 tries=0
    shift 2
    until "$@"; do
        tries=$((tries + 1))
        if [ "$tries" -gt 6000 ] || ! kill -0 "$process" 2>/dev/null; then
            echo "$(basename "$0"): $awaited did not start" >&2
            exit 1
        fi
        sleep 0.1
    done
}

# await WHAT FILE ID: until the file has content.
await() { wait_until "$1" "$3" test -s "$2"; }

# await_port WHAT PORT ID: until somebody listens on that port of $address.
await_port() { wait_until "$1" "$3" listens "$2"; }
listens() { [ -n "$(ss --no-header --listening --tcp --numeric "src = $address:$1")" ]; }

# value KEY [SERVER.json]: what the server says about itself.
value() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "${2:-$scratch/server.json}" "$1"; }

# serve [OPTION…]: starts a domain controller on a copy of $forest at $address, and says how to log on.
serve() {
    rm -f "$scratch/server.json" # of a server before
    "$lab/lab.py" serve "$forest" --address "$address" --clock "$clock" "$@" > "$scratch/server.json" &
    server_id=$!
    background="$background $server_id"
    await "the domain controller" "$scratch/server.json" "$server_id"
    began=$(value began)
    ca=$(value ca)
    user=$(value administrator)
    reader=$(value reader)
    KRB5_CONFIG=$(value krb5_config)
    KRB5CCNAME=FILE:$scratch/tickets
    export KRB5_CONFIG KRB5CCNAME
    (umask 077 && value password > "$scratch/password" && echo wrong > "$scratch/wrong")
}

# stop ID: ends one background process before the subject ends.
stop() {
    kill "$1"
    wait "$1" || true
    : > "$scratch/server.json"
}

# Clients share the server's clock, which goes on: Kerberos insists, and the report would name the skew. The wrapper and not
# the library alone: the library sets a variable when it is loaded, and Swift's runtime then no longer finds the arguments.
as_of_then() {
    [ -n "$began" ] || began=$(date +%s)
    shown=$(date --utc --date "$clock UTC + $(($(date +%s) - began)) seconds" "+%Y-%m-%d %H:%M:%S")
    TZ=UTC FAKETIME_DONT_FAKE_MONOTONIC=1 faketime -f "@$shown" "$@"
}

passed=0
failed=0
# expect WHAT CODES PATTERN COMMAND…: the exit code must be one of CODES, the output ($scratch/output) must match PATTERN
# unless that is empty.
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

# left_out WHAT WHY: a check that this host cannot make is named, never passed over.
left_out() { echo "--      $1 not tried: $2"; }

# The words of a collection over the network with the administrator's password.
collect() { echo "$binary collect --server $1 --ca $ca --user $user --password-file $scratch/password"; }

# take_ticket WHAT: gets the administrator a ticket and sets $kerberos to --kerberos; where Kerberos cannot be had WHAT is left out.
take_ticket() {
    kerberos=""
    if [ "$isolated" = yes ]; then
        as_of_then kinit "${user%@*}" < "$scratch/password" > /dev/null
        kerberos=--kerberos
    else
        left_out "$1" "without a namespace of its own this host does not know $host"
    fi
}

finish() {
    echo "$(basename "$0" .sh): $passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}
