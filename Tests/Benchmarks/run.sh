#!/bin/sh
# Measures foothold against references in the same run: run.sh [BINARY] [OBJECTS] [assess|access|collect]
#
#   assess   at most 3 x the wall time of `openssl dgst -sha256` over the same file, and at most 600 MB of memory
#   access   all rights of one token on all objects of that file in at most 1 s, the control edges of all tokens in at most
#            5 x that
#   collect  at most 1.1 x the wall time of ldapsearch asking the lab's domain controller the same, at most 1.2 x the memory for
#            10 x the users, and 2 x as fast as ldapdomaindump, 5 x as fast as bloodhound-python (where the lab can be served
#            and the two can be installed)
#
# Exits 1 when a limit is exceeded. The generated file stays in $FOOTHOLD_BENCHMARKS (a temporary folder by default).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
binary=${1:-$here/../../.build/release/foothold}
objects=${2:-100000}
only=${3:-}
folder=${FOOTHOLD_BENCHMARKS:-$(mktemp -d)}
mkdir -p "$folder"
file=$folder/forest-$objects.ldif
access=$(dirname "$binary")/access-benchmark

for program in "$binary" "$access"; do
    [ -x "$program" ] || {
        echo "run.sh: $program is missing; build it with: swift build -c release" >&2
        exit 66
    }
done
[ "$only" = collect ] || [ -f "$file" ] || python3 "$here/generate.py" --objects "$objects" --out "$file"

exec python3 -u "$here/measure.py" --binary "$binary" --access-benchmark "$access" --file "$file" --lab "$here/../Lab" \
    ${only:+--only "$only"}
