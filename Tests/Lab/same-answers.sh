#!/bin/sh
# Asks every question of the catalogue, and some filters, of a server and of its evidence folder, and compares the
# answers: same-answers.sh BINARY EVIDENCE SERVER-OPTION…
set -eu

binary=$1 evidence=$2
shift 2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

{
    "$binary" queries | awk '/^Questions/ { questions = 1; next } questions && /^  [a-z0-9]/ { print $1 }'
    echo '(!(objectClass=group))'
    echo '(&(objectClass=user)(!(primaryGroupID=515)))'
    echo '(userAccountControl:1.2.840.113556.1.4.803:=8192)'
    echo '(groupType:1.2.840.113556.1.4.804:=3)'
    echo '(memberOf:1.2.840.113556.1.4.1941:=CN=Administrators,CN=Builtin,DC=nordwind,DC=example)'
    echo '(whenCreated>=20210101000000.0Z)'
} > "$scratch/asked"

different=0 entries=0 asked=0
while read -r question; do
    base=
    case $question in '('*) base=--base=DC=nordwind,DC=example ;; esac
    "$binary" query "$question" ${base:+"$base"} "$@" < /dev/null > "$scratch/live.ldif"
    "$binary" query "$question" ${base:+"$base"} "$evidence" < /dev/null > "$scratch/offline.ldif"
    grep '^dn:' "$scratch/live.ldif" | sort > "$scratch/live" || true
    grep '^dn:' "$scratch/offline.ldif" | sort > "$scratch/offline" || true
    asked=$((asked + 1))
    entries=$((entries + $(wc -l < "$scratch/live")))
    if ! cmp -s "$scratch/live" "$scratch/offline"; then
        different=$((different + 1))
        echo "$question: the answers differ"
        diff "$scratch/live" "$scratch/offline" | head -5
    fi
done < "$scratch/asked"
[ "$entries" -gt 0 ] || { echo "no question was answered with an entry"; exit 1; }
[ "$different" -eq 0 ] || exit 1
echo "$asked answers agree, $entries entries"
