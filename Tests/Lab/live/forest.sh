#!/bin/sh
# Several domains and several domain controllers: the forest grown by a second controller and a child domain is collected and
# assessed in one run; a domain or a controller that is not reached is a gap; controllers are found in DNS; of logons that
# two controllers saw, the later one counts.
. "$(dirname "$0")/common.sh"

if [ "$isolated" != yes ]; then
    left_out "a forest of several domains" "without a namespace of its own this host does not know the names of its servers"
    finish
    exit
fi

second=127.77.0.2 child=127.77.0.3
root_host=$host second_host=dc02.nordwind.example child_host=dc11.werk.nordwind.example
"$lab/lab.py" extend "$forest" --out "$scratch/grown"

# The name server knows who serves; resolv.conf asks it, and /etc/hosts keeps out of it.
cat > "$scratch/zone.json" <<ZONE
{"srv": {"_ldap._tcp.dc._msdcs.nordwind.example": [[20, 0, 389, "$root_host"], [0, 100, 389, "weg.nordwind.example"]],
         "_ldap._tcp.dc._msdcs.werk.nordwind.example": [[0, 100, 389, "$child_host"]]},
 "a": {"$root_host": "$address", "$second_host": "$second", "$child_host": "$child", "weg.nordwind.example": "127.77.0.9"}}
ZONE
echo "127.0.0.1 localhost" > "$scratch/hosts"
printf 'nameserver 127.0.0.53\nsearch nordwind.example\noptions timeout:10 attempts:3\n' > "$scratch/resolv.conf"
mount --bind "$scratch/resolv.conf" /etc/resolv.conf
"$lab/nameserver.py" 127.0.0.53 "$scratch/zone.json" > "$scratch/nameserver" &
background="$background $!"
await "the name server" "$scratch/nameserver" $!

# controller NAME ADDRESS: starts one of the grown forest; its process id is left in $controller_id.
controller() {
    "$lab/lab.py" serve "$scratch/grown/$1" --address "$2" --clock "$clock" > "$scratch/$1.json" &
    controller_id=$!
    background="$background $controller_id"
}
controller dc01 "$address"; dc01_id=$controller_id
controller dc02 "$second"; dc02_id=$controller_id
controller dc11 "$child"; dc11_id=$controller_id
await dc01 "$scratch/dc01.json" "$dc01_id"
await dc02 "$scratch/dc02.json" "$dc02_id"
await dc11 "$scratch/dc11.json" "$dc11_id"
began=$(value began "$scratch/dc01.json")
ca=$(value ca "$scratch/dc01.json")
user=$(value administrator "$scratch/dc01.json")
reader=$(value reader "$scratch/dc01.json")
(umask 077 && value password "$scratch/dc01.json" > "$scratch/password" && printf %s "$(cat "$scratch/password")" > "$scratch/secret")
cat > "$scratch/krb5.conf" <<KRB5
[libdefaults]
 default_realm = NORDWIND.EXAMPLE
 dns_lookup_kdc = false
 dns_canonicalize_hostname = false
 rdns = false
[realms]
 NORDWIND.EXAMPLE = {
  kdc = $address
 }
 WERK.NORDWIND.EXAMPLE = {
  kdc = $child
 }
[domain_realm]
 .werk.nordwind.example = WERK.NORDWIND.EXAMPLE
 .nordwind.example = NORDWIND.EXAMPLE
KRB5
export KRB5_CONFIG="$scratch/krb5.conf" KRB5CCNAME="FILE:$scratch/tickets" LDAPTLS_CACERT="$ca"
as_of_then kinit "${user%@*}" < "$scratch/password" > /dev/null

# The second controller alone gives this account its tickets; Samba dates a log-on by them and not by a bind.
sed "s/kdc = $address\$/kdc = $second/" "$scratch/krb5.conf" > "$scratch/krb5-second.conf"
KRB5_CONFIG="$scratch/krb5-second.conf" KRB5CCNAME="FILE:$scratch/other" as_of_then kinit "${reader%@*}" < "$scratch/password" > /dev/null

expect "one run collects both domains and asks every domain controller" 0 "werk.nordwind.example is collected from ldap://$child_host" \
    "$binary" collect --server "ldap://$root_host" --auth kerberos --forest --all-dcs --out "$scratch/both"
expect "the folder verifies" 0 "" "$binary" verify "$scratch/both"
expect "nothing is missing" 0 "^none$" "$lab/forest-check.py" gaps "$scratch/both"
expect "every domain has the entries that ldapsearch counts" 0 "agree" \
    "$lab/forest-check.py" counts "$scratch/both" "$scratch/secret" \
    "ldaps://$root_host" "DC=nordwind,DC=example" "$user" \
    "ldaps://$child_host" "DC=werk,DC=nordwind,DC=example" "Administrator@werk.nordwind.example"
expect "the last logon is that of the controller that saw it" 0 "controller-$second_host" \
    "$lab/forest-check.py" logons "$scratch/both" svc.auswertung
expect "the snapshot keeps the later logon" 0 "agree" "$lab/forest-check.py" merged "$scratch/both" svc.auswertung "$binary"

cp -a "$scratch/both" "$scratch/cut"
expect "a forest that was cut" 0 "controller-$second_host" "$lab/forest-check.py" cut "$scratch/cut"
expect "goes on with all of its servers" 0 "" "$binary" collect --resume "$scratch/cut" --auth kerberos
expect "and ends as the one that was not cut" 0 agree "$lab/forest-check.py" asked "$scratch/both" "$scratch/cut"

assess="$binary assess --from EX01 --now $now --quiet"
# shellcheck disable=SC2086
{
expect "both domains in one assessment" 10 "" $assess "$scratch/both" --json "$scratch/both.json"
expect "all domains of the forest were read" 0 "^met$" "$lab/forest-check.py" coverage "$scratch/both.json" domains
expect "the rest is understood as in a forest of one domain" 0 "^none$" "$lab/forest-check.py" conflicts "$scratch/both.json"
}
expect "the attack on the child domain is decisive" 0 "IND-A01" "$lab/forest-check.py" findings "$scratch/both.json" \
    "DC=werk,DC=nordwind,DC=example"
expect "and tells the domain's administrators from those of the root" 0 "WERK.+Domain Admins" \
    grep -o 'WERK[^"]*Domain Admins' "$scratch/both.json"
expect "no domain controller of either domain is a stranger" 0 "^none$" "$lab/forest-check.py" controllers "$scratch/both.json"

# shellcheck disable=SC2086
expect "the forest is assessed from its servers as from the folder" 10 "" $assess --server "ldap://$root_host" --auth kerberos \
    --forest --all-dcs --json "$scratch/live.json"
expect "both answers agree" 0 agree "$lab/same-assessment.py" "$scratch/both.json" "$scratch/live.json"
expect "a global catalogue is said to hold a part only" 0 "not collected: .*port of the global catalogue" \
    "$binary" collect --server "ldaps://$root_host:3269" --ca "$ca" --user "$user" --password-file "$scratch/password" \
    --out "$scratch/catalogue"
expect "it is counted" 0 "partialReplica 1" "$lab/forest-check.py" gaps "$scratch/catalogue"

expect "a domain controller is found in DNS, the next when one is down" 0 "weg.nordwind.example" \
    "$binary" collect --domain nordwind.example --ca "$ca" --user "$user" --password-file "$scratch/password" --out "$scratch/found"
expect "the one that answered is named" 0 "ldaps://$root_host" grep '"url"' "$scratch/found/manifest.json"
expect "a domain that DNS does not know" 69 "_msdcs.fremd.example" \
    "$binary" collect --domain fremd.example --ca "$ca" --user "$user" --password-file "$scratch/password" --out "$scratch/none"
expect "a further domain is counted as not read without --forest" 0 "^not met$" \
    sh -c "$assess '$scratch/found' --json '$scratch/found.json'; '$lab/forest-check.py' coverage '$scratch/found.json' domains"

expect "servers of both domains named by hand" 0 "" \
    "$binary" collect --server "ldap://$root_host" --server "ldap://$child_host" --auth kerberos --out "$scratch/named"
expect "nothing is missing then either" 0 "^none$" "$lab/forest-check.py" gaps "$scratch/named"
expect "a name within one domain is not tried in another" 0 "not collected: werk.nordwind.example: .*user@domain" \
    "$binary" collect --server "ldaps://$root_host" --ca "$ca" --user "CN=Administrator,CN=Users,DC=nordwind,DC=example" \
    --password-file "$scratch/password" --forest --out "$scratch/within"

# A password of one domain proves nothing to the lab's controller of the other, which has no winbind.
expect "a domain that refuses the account is a gap, the others are collected" 0 "not collected: werk.nordwind.example.*$child_host" \
    "$binary" collect --server "ldaps://$root_host" --ca "$ca" --user "$user" --password-file "$scratch/password" --forest \
    --out "$scratch/refused"

kill "$dc11_id" "$dc02_id"
wait "$dc11_id" "$dc02_id" || true
expect "a domain and a controller that are down are gaps" 0 "not collected: (werk.nordwind.example|$second_host)" \
    "$binary" collect --server "ldap://$root_host" --auth kerberos --forest --all-dcs --out "$scratch/down"
expect "each is counted" 0 "^controllerMissing 1, domainMissing 1$" "$lab/forest-check.py" gaps "$scratch/down"
# shellcheck disable=SC2086
expect "without the domain nothing is cleared" "10 20" "" $assess "$scratch/down" --json "$scratch/down.json"
expect "the verdict says that the forest was not read whole" 0 "^not met$" \
    "$lab/forest-check.py" coverage "$scratch/down.json" domains

expect "the folder verifies, and says at its end that it is not the whole" 0 "^NOT THE WHOLE: 2 domains" \
    "$binary" verify "$scratch/down"
sha256sum "$scratch/down"/* > "$scratch/sums"
expect "while they are down, to resume it changes nothing" 0 "NOT THE WHOLE: 2 domains" \
    "$binary" collect --resume "$scratch/down" --auth kerberos
expect "not a byte" 0 "" sha256sum --check --quiet "$scratch/sums"
# What it said of itself the first time says nothing now.
rm "$scratch/dc11.json"
controller dc11 "$child"
await dc11 "$scratch/dc11.json" "$controller_id"
expect "once the domain answers, it is fetched" 0 "werk.nordwind.example is collected from ldap://$child_host" \
    "$binary" collect --resume "$scratch/down" --auth kerberos
expect "only the other controller is missing" 0 "^controllerMissing 1$" "$lab/forest-check.py" gaps "$scratch/down"
expect "which is said" 0 "^NOT THE WHOLE: 1 domain or" "$binary" verify "$scratch/down"
# shellcheck disable=SC2086
expect "with the domain the forest is assessed" 10 "" $assess "$scratch/down" --json "$scratch/whole.json"
expect "as one that was read whole" 0 "^met$" "$lab/forest-check.py" coverage "$scratch/whole.json" domains
finish
