#!/bin/sh
# Application partitions: the zones of DNS are collected entry by entry as ldapsearch shows them, by an administrator and by an
# ordinary account; one that may not be read, and one that nobody holds, is a gap; what was changed in a zone is found; one that
# only another domain controller holds is fetched from there.
. "$(dirname "$0")/common.sh"
whole=$forest
cp -a "$forest" "$scratch/zones"
"$lab/zones.py" "$scratch/zones"
forest=$scratch/zones
serve
export LDAPTLS_CACERT="$ca"
printf %s "$(cat "$scratch/password")" > "$scratch/secret"

base=DC=nordwind,DC=example
held="DC=DomainDnsZones,$base DC=ForestDnsZones,$base"
# shellcheck disable=SC2086
assess="$binary assess --from EX01 --now $now --quiet"

# shellcheck disable=SC2046
{
expect "an administrator collects the partitions" 0 "not collected: DC=Anwendung,$base: no domain controller" \
    $(collect "ldaps://$address") --out all
}
expect "the folder verifies" 0 "" "$binary" verify all
for partition in $held; do
    expect "$partition as ldapsearch shows it" 0 "agree" \
        "$lab/partition-check.py" entries all "$scratch/secret" "ldaps://$address" "$partition" "$user"
done
expect "only the partition that nobody holds is missing" 0 "^partitionMissing 1$" "$lab/forest-check.py" gaps all
expect "a deleted name that diverted others is kept" 0 "wpad" grep -i 'lastKnownParent: DC=nordwind.example' -B 20 all/application-domaindnszones.nordwind.example.ldif
# shellcheck disable=SC2086
expect "the forest is assessed" 10 "" $assess all --json all.json
expect "one partition is missing, as in the manifest" 0 "^partitionMissing 1$" "$lab/forest-check.py" missing all.json partitionMissing
expect "without confusing its objects with those of the domain" 0 "^met$" "$lab/forest-check.py" coverage all.json domains
for sign in "Permissions of nordwind.example of DNS were changed" "The name \*, which diverts others, was set" "The name wpad, which diverts others, was taken out"; do
    expect "$sign" 0 "$sign" cat all.json
done
# shellcheck disable=SC2086
expect "offline the question finds the same entries" 0 "^dn: DC=\*," "$binary" query application-partitions all --attributes name
expect "live, too" 0 "^dn: DC=\*," "$binary" query application-partitions --attributes name --server "ldaps://$address" --ca "$ca" \
    --user "$user" --password-file "$scratch/password"

cp -a all cut
expect "a collection that was cut" 0 "" "$lab/forest-check.py" cut cut
# shellcheck disable=SC2046
{
expect "goes on" 0 "" "$binary" collect --resume cut --server "ldaps://$address" --ca "$ca" --user "$user" --password-file "$scratch/password"
}
expect "and ends as the one that was not cut" 0 agree "$lab/forest-check.py" asked all cut

"$binary" queries --as ldapsearch --server "ldaps://$address" --user "$user" > collect.sh
mkdir byhand
expect "ldapsearch by hand asks for each partition" 0 "" sh -c "cd byhand && sh ../collect.sh < ../password"
for partition in domaindnszones forestdnszones; do
    expect "$partition has a file" 0 "dnsZone" cat "byhand/application-partitions-$partition.nordwind.example.ldif"
done
# shellcheck disable=SC2086
expect "its answer assesses to the same" 10 "" sh -c "$assess byhand/*.ldif --json byhand.json"
expect "verdict, reach and findings agree" 0 agree "$lab/same-assessment.py" all.json byhand.json
expect "what is missing is said there, too" 0 "^partitionMissing 1$" "$lab/forest-check.py" missing byhand.json partitionMissing

expect "an ordinary account" 0 "" "$binary" collect --server "ldaps://$address" --ca "$ca" --user "$reader" \
    --password-file "$scratch/password" --out some
for partition in $held; do
    expect "sees of $partition what ldapsearch shows it" 0 "agree" \
        "$lab/partition-check.py" entries some "$scratch/secret" "ldaps://$address" "$partition" "$reader"
done
# shellcheck disable=SC2086
expect "and is assessed" "10 20" "" $assess some --json some.json
# Samba shows it the deleted objects of an application partition, unlike those of the domain.
expect "with no partition missing but that one" 0 "^partitionMissing 1$" "$lab/forest-check.py" missing some.json partitionMissing

stop "$server_id"
"$lab/zones.py" "$forest" hide
serve
expect "an account that may not see a partition collects the rest" 0 "not collected: .*DomainDnsZones" "$binary" collect --server "ldaps://$address" \
    --ca "$ca" --user "$reader" --password-file "$scratch/password" --out hidden
expect "has no zone of it" 0 "^none$" "$lab/partition-check.py" zones hidden "DC=DomainDnsZones,$base"
# shellcheck disable=SC2086
expect "and is assessed" "10 20" "" $assess hidden --json hidden.json
# The one that nobody holds, and of the hidden one the deleted objects and the zones.
expect "with the gap" 0 "^partitionMissing 3$" "$lab/forest-check.py" missing hidden.json partitionMissing

if [ "$isolated" != yes ]; then
    left_out "a partition that another domain controller holds" "without a namespace of its own this host does not know its name"
    finish
    exit
fi
stop "$server_id"
"$lab/lab.py" extend "$whole" --out "$scratch/grown"
"$lab/zones.py" "$scratch/grown/dc01" point
"$lab/zones.py" "$scratch/grown/dc02" hold
second=127.77.0.2
echo "$second dc02.nordwind.example" >> "$scratch/hosts"
forest=$scratch/grown/dc01
serve
"$lab/lab.py" serve "$scratch/grown/dc02" --address "$second" --clock "$clock" > "$scratch/dc02.json" &
second_id=$!
background="$background $second_id"
await dc02 "$scratch/dc02.json" "$second_id"
as_of_then kinit "${user%@*}" < "$scratch/password" > /dev/null
expect "a partition that another holds is named with its holder" 0 "not collected: DC=Anwendung,$base: held by dc02.nordwind.example" \
    "$binary" collect --server "ldap://$host" --auth kerberos --out alone
expect "and is fetched from there with --forest" 0 "DC=Anwendung,$base is collected from ldap://dc02.nordwind.example" \
    "$binary" collect --server "ldap://$host" --auth kerberos --forest --out both
expect "whole" 0 "^dn: CN=Ablage,DC=Anwendung,$base" cat both/application-anwendung.nordwind.example.ldif
expect "also when every controller is asked for its logons" 0 "^dn: CN=Ablage," \
    sh -c "'$binary' collect --server 'ldap://$host' --auth kerberos --all-dcs --out every && cat every/application-anwendung.nordwind.example.ldif"
# The lab's partition was never given a container for deleted objects.
expect "and nothing but its deleted objects is missing" 0 "^partitionMissing 1$" "$lab/forest-check.py" gaps every
expect "which is named" 0 '"query" : "application-deleted"' cat every/manifest.json
kill "$second_id"
wait "$second_id" || true
expect "one whose holder is down is a gap" 0 "not collected: DC=Anwendung,$base: ldap://dc02.nordwind.example: " \
    "$binary" collect --server "ldap://$host" --auth kerberos --forest --out down
finish
