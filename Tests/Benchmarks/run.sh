#!/bin/sh
# Measures foothold against references in the same run: run.sh [BINARY] [OBJECTS]
#
#   assess   at most 3 x the wall time of `openssl dgst -sha256` over the same file, and at most 600 MB of memory
#   collect  at most 1.3 x the wall time of ldapsearch asking the lab's domain controller the same (where the lab can be served)
#
# Exits 1 when a limit is exceeded. The generated file stays in $FOOTHOLD_BENCHMARKS (a temporary folder by default).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
binary=${1:-$here/../../.build/release/foothold}
objects=${2:-100000}
folder=${FOOTHOLD_BENCHMARKS:-$(mktemp -d)}
mkdir -p "$folder"
file=$folder/forest-$objects.ldif

[ -x "$binary" ] || { echo "run.sh: $binary is missing; build it with: swift build -c release" >&2; exit 66; }
[ -f "$file" ] || python3 "$here/generate.py" --objects "$objects" --out "$file"

exec python3 "$here/measure.py" --binary "$binary" --file "$file" --lab "$here/../Lab"
