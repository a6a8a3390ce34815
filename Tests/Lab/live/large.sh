#!/bin/sh
# Groups that no answer holds whole: 20,000 members, and 3,000 links of which 2,000 were removed (5,000 changes). The server
# gives at most 500 entries a page and 1,500 values an attribute.
. "$(dirname "$0")/common.sh"

cp -R "$forest" "$scratch/crowd"
forest=$scratch/crowd
"$lab/crowd.py" "$forest"
serve --allow-plain
"$lab/ranges.py" "$address" 10389 "$address" 389 1500 > "$scratch/cuts" &
background="$background $!"
await "the limiting server" "$scratch/cuts" "$!"

search() {
    LDAPTLS_CACERT=$ca ldapsearch -LLL -o ldif-wrap=no -x -H "ldaps://$address" -D "$user" -y "$scratch/bare" "$@"
}
(umask 077 && printf %s "$(cat "$scratch/password")" > "$scratch/bare")
for group in GG-Verteiler GG-Wechsel; do
    search -b DC=nordwind,DC=example "(sAMAccountName=$group)" member msDS-ReplValueMetaData
done > "$scratch/asked.ldif"

expect "collect from a server that cuts every long answer" 0 . \
    "$binary" collect --server "ldap://$address:10389" --insecure --user "$user" --password-file "$scratch/password" \
    --out "$scratch/evidence"
expect "the server did cut" 0 "" grep -q "GG-Verteiler.*range=18000-19499" "$scratch/cuts"
cat "$scratch"/evidence/*.ldif > "$scratch/collected.ldif"
groups="OU=Gruppen,OU=Nordwind,DC=nordwind,DC=example"
for check in "GG-Verteiler member 20000" "GG-Verteiler msDS-ReplValueMetaData 20000" "GG-Wechsel member 1000" \
    "GG-Wechsel msDS-ReplValueMetaData 3000"; do
    # shellcheck disable=SC2086 # three words
    set -- $check
    expect "$1: $3 values of $2, each as ldapsearch gives it" 0 agree \
        "$lab/same-values.py" "CN=$1,$groups" "$2" "$3" "$scratch/asked.ldif" "$scratch/collected.ldif"
done
expect "no range is left open" 1 "" grep -q rangeIncomplete "$scratch/evidence/manifest.json"
expect "the members are found offline" 0 '^20000$' sh -c "'$binary' query \
    '(memberOf:1.2.840.113556.1.4.1941:=CN=GG-Verteiler,$groups)' '$scratch/evidence' | grep -c '^dn:'"
finish
