#!/bin/sh
# Ways in and ways refused: LDAPS, StartTLS, Kerberos by cache, keytab and password, NTLM, a client certificate; wrong and
# expired passwords, accounts that may not log on, certificates that do not verify, clocks that differ, servers that are silent.
. "$(dirname "$0")/common.sh"

cp -R "$forest" "$scratch/odd"
forest=$scratch/odd
"$lab/odd_accounts.py" "$forest"
serve --allow-sasl-over-tls

right=$scratch/password
wrong=$scratch/wrong
realm=$(value realm)
folder=$(dirname "$ca")
# Everything the program says goes here, too: no secret may be in it.
said=$scratch/said
: > "$said"

# foothold OPTION…: the program, its words kept.
foothold="$scratch/foothold"
cat > "$foothold" <<END
#!/bin/sh
"$binary" "\$@" > "$scratch/words" 2>&1; code=\$?
tee -a "$said" < "$scratch/words"
exit \$code
END
chmod +x "$foothold"

# into NAME WHAT OPTION…: a collection that succeeds.
into() {
    name=$1 what=$2
    shift 2
    expect "$what" 0 . "$foothold" collect "$@" --out "$scratch/$name"
}

# refused WHAT CODE PATTERN OPTION…: one that does not, says why in one line and leaves nothing behind.
refused() {
    what=$1 codes=$2 pattern=$3
    shift 3
    expect "$what" "$codes" "$pattern" "$foothold" collect "$@" --out "$scratch/none"
    [ ! -e "$scratch/none" ] || { failed=$((failed + 1)); echo "FAILED  $what: a folder was left"; rm -rf "$scratch/none"; }
    [ "$(wc -l < "$scratch/output")" -eq 1 ] || { failed=$((failed + 1)); echo "FAILED  $what: more than one line"; }
}

# $manifest NAME EXPRESSION: prints what a Python expression finds in s, the first server of a manifest.
manifest="$scratch/manifest"
cat > "$manifest" <<END
#!/usr/bin/python3
import json, sys
s = json.load(open("$scratch/" + sys.argv[1] + "/manifest.json"))["servers"][0]
value = eval(sys.argv[2])
print(*value if isinstance(value, tuple) else [value])
END
chmod +x "$manifest"

# Clear text, for a server reached by address; the name goes to Kerberos.
plain="--server ldap://$address --tls-name $host"
tls="--server ldaps://$address --ca $ca"

# shellcheck disable=SC2086 # the words of the options are meant to be split; none has a space in it
{
echo "-- TLS"
into ldaps "LDAPS with a password" $tls --user "$user" --password-file "$right"
into starttls "StartTLS with a password" --server "ldap://$address" --start-tls --ca "$ca" --user "$user" --password-file "$right"
expect "the manifest names account, role and protection" 0 "Administrator administrator .*Domain Admins.* TLS1" \
    "$manifest" ldaps 's["account"]["name"], s["account"]["role"], s["account"]["groups"], s["protection"]'
printf '\357\273\277%s\r\nsecond line\n' "$(cat "$right")" > "$scratch/notepad"
into from-notepad "a password file of Windows' editor" $tls --user "$user" --password-file "$scratch/notepad"
mkfifo "$scratch/pipe"
cat "$right" > "$scratch/pipe" &
background="$background $!"
into from-pipe "a password from a pipe" $tls --user "$user" --password-file "$scratch/pipe"
openssl x509 -in "$ca" -outform der -out "$scratch/ca.der"
refused "an authority in DER" 65 "ca.der.*openssl x509 -inform der" \
    --server "ldaps://$address" --ca "$scratch/ca.der" --user "$user" --password-file "$right"
into named "LDAPS by address, verified by name" $tls --tls-name "$host" --user "$user" --password-file "$right"
refused "another name than the certificate's" 77 "is for $host, .*not for dc99.$host.*--tls-name" \
    $tls --tls-name "dc99.$host" --user "$user" --password-file "$right"
refused "another name, StartTLS" 77 "is for $host, .*not for dc99.$host" \
    --server "ldap://$address" --start-tls --ca "$ca" --tls-name "dc99.$host" --user "$user" --password-file "$right"
refused "an unknown authority" 77 "issuer, Nordwind Lab CA, is not trusted.*--ca" \
    --server "ldaps://$address" --user "$user" --password-file "$right"
expect "--insecure tells what is lost" 77 "learn the password" \
    "$foothold" collect --server "ldaps://$address" --insecure --user "$user" --password-file "$wrong" --out "$scratch/none"
refused "a password in clear is not sent" 77 "sent in clear.*ldaps" --server "ldap://$address" --user "$user" --password-file "$right"
expect "a server that requires signing" 77 "strong.*\[8\].*ldaps" \
    "$foothold" collect --server "ldap://$address" --insecure --user "$user" --password-file "$right" --out "$scratch/none"
refused "a server that cannot be reached" 69 "port 636 of 127.77.0.2 cannot be reached" \
    --server ldaps://127.77.0.2 --ca "$ca" --user "$user" --password-file "$right"

(
    cd "$folder"
    openssl ca -batch -notext -config ca.cnf -keyfile ca.key -cert ca.pem -in server.csr -out expired.pem -extensions server \
        -startdate 20180101000000Z -enddate 20210301000000Z
    openssl req -newkey rsa:2048 -nodes -keyout analyst.key -out analyst.csr -subj /CN=analyst
    openssl ca -batch -notext -config ca.cnf -keyfile ca.key -cert ca.pem -in analyst.csr -out analyst.pem \
        -startdate 20180101000000Z -enddate 20491231235959Z
) > "$scratch/openssl" 2>&1
openssl s_server -accept "$address:1637" -cert "$folder/expired.pem" -key "$folder/server.key" -quiet < /dev/null > /dev/null 2>&1 &
expired_id=$!
background="$background $expired_id"
await_port "the server with an expired certificate" 1637 "$expired_id"
refused "a certificate that has expired" 77 "expired on 2021-03-01.*clock" \
    --server "ldaps://$address:1637" --ca "$ca" --user "$user" --password-file "$right"

echo "-- Kerberos"
into krb-password "Kerberos with a password" $plain --auth kerberos --user "$user" --password-file "$right"
expect "signed and sealed" 0 "kerberos Administrator@$realm SASL 256 bit" "$manifest" krb-password 's["credentials"], s["protection"]'
into within-tls "Kerberos within TLS" $tls --tls-name "$host" --auth kerberos --user "$user" --password-file "$right"
as_of_then samba-tool domain exportkeytab "$scratch/keytab" --principal=svc.auswertung -s "$folder/smb.conf" > "$scratch/export" 2>&1
into krb-keytab "Kerberos with a keytab" $plain --keytab "$scratch/keytab"
expect "the ordinary user is one" 0 "svc.auswertung ordinary \[\]" \
    "$manifest" krb-keytab 's["account"]["name"], s["account"]["role"], s["account"]["groups"]'
refused "a keytab without the user's key" 77 "no key for Administrator.*klist" $plain --keytab "$scratch/keytab" --user Administrator
expect "no ticket was written" 1 "" test -e "$scratch/tickets"
refused "no ticket" 77 "no Kerberos ticket in .*tickets.*--password-file" $plain
as_of_then kinit "${user%@*}" < "$right" > /dev/null
cp "$scratch/tickets" "$scratch/kept"
into cache "Kerberos with the cache of the environment" $plain
expect "the cache is read, not written" 0 "" cmp "$scratch/tickets" "$scratch/kept"
mv "$scratch/tickets" "$scratch/elsewhere"
into ccache "Kerberos with --ccache" $plain --ccache "$scratch/elsewhere"
refused "a wrong password, Kerberos" 77 "password or the key of .* is wrong" $plain --auth kerberos --user "$user" --password-file "$wrong"
refused "an unknown user" 77 "knows no user nobody@$realm" $plain --auth kerberos --user "nobody@$realm" --password-file "$right"
# Otherwise whoever's ticket lies around would ask, and nobody would notice.
expect "a password for nobody is refused" 64 "--password-file needs --user" \
    "$foothold" collect $plain --password-file "$right" --out "$scratch/none"
refused "a server without its name" 77 "knows no service ldap/$address.*--tls-name" \
    --server "ldap://$address" --auth kerberos --user "$user" --password-file "$right"
refused "a realm nobody serves" 77 "knows no user nobody@ELSEWHERE.EXAMPLE" \
    $plain --auth kerberos --user nobody@ELSEWHERE.EXAMPLE --password-file "$right"
KRB5_CONFIG=/nonexistent into unconfigured "Kerberos on a machine that knows no realm" \
    $plain --auth kerberos --user "$user" --password-file "$right"
# Who is not root may not look into a process that cannot be dumped, not even into its own files by way of /proc: except the
# process itself.
if setpriv --reuid=65534 --regid=65534 --clear-groups true 2>/dev/null; then
    chmod 711 "$scratch" && mkdir "$scratch/public"
    cp "$binary" "$ca" "$right" "$scratch/public" && chown -R 65534 "$scratch/public"
    KRB5_CONFIG=/nonexistent expect "the same as a user who is not root" 0 "entries in" \
        setpriv --reuid=65534 --regid=65534 --clear-groups "$scratch/public/$(basename "$binary")" collect $plain --auth kerberos \
        --user "$user" --password-file "$scratch/public/password" --out "$scratch/public/evidence"
    setpriv --reuid=65534 --regid=65534 --clear-groups "$scratch/public/$(basename "$binary")" collect --server "ldaps://$address" \
        --ca "$scratch/public/$(basename "$ca")" --user "$user" --password-file "$scratch/public/password" --throttle 600000 \
        --out "$scratch/public/held" > "$scratch/public/said" 2>&1 &
    held_id=$!
    background="$background $held_id"
    tries=0
    until [ -e "$scratch/public/held" ] || [ "$tries" -gt 600 ]; do tries=$((tries + 1)); sleep 0.1; done
    expect "a core dump has no room" 0 "core file size +0 +0 " cat "/proc/$held_id/limits"
    expect "what that process holds belongs to root" 0 "^0$" stat -c %u "/proc/$held_id/environ"
    expect "and other processes of the user cannot look in" 1 "" \
        setpriv --reuid=65534 --regid=65534 --clear-groups cat "/proc/$held_id/environ"
    kill -9 "$held_id"
else
    left_out "A user who is not root" "this host does not let another be taken"
fi
SASL_PATH=/nonexistent refused "a machine without the SASL mechanism" 69 "package libsasl2-modules-gssapi-mit" \
    $plain --auth kerberos --user "$user" --password-file "$right"
: > "$scratch/mechanisms"
GSS_MECH_CONFIG=$scratch/mechanisms refused "a machine without NTLM" 69 "package gss-ntlmssp" \
    --server "ldap://$address" --auth ntlm --user "$user" --password-file "$right"

echo "-- clocks"
in_time=$clock
clock="2021-04-10 07:30:00"
refused "a ticket, and a clock off by an hour" 77 "clocks.*more than five minutes.*set the clock" $plain --ccache "$scratch/elsewhere"
# libkrb5 takes the time from the Kerberos server when it asks for a ticket; the difference is recorded.
into skewed "a password, and a clock off by an hour" $plain --auth kerberos --user "$user" --password-file "$right"
expect "the difference is in the manifest" 0 "True" "$manifest" skewed '-5700 < s["clockSkewSeconds"] < -5100'
clock="2021-04-12 06:00:00"
refused "a ticket that has expired" 77 "ticket has expired.*kinit" $plain --ccache "$scratch/elsewhere"
clock="2021-04-13 06:00:00"
refused "NTLM, and a clock off by three days" 77 "clocks are too far apart.*set the clock" \
    --server "ldap://$address" --auth ntlm --user "NORDWIND\\Administrator" --password-file "$right"
clock=$in_time

echo "-- NTLM"
into ntlm "NTLM with a password" --server "ldap://$address" --auth ntlm --user "NORDWIND\\Administrator" --password-file "$right"
expect "signed and sealed, NTLM" 0 "SASL [0-9]+ bit" "$manifest" ntlm 's["protection"]'
refused "a wrong password, NTLM" 77 "data 52e.*password is wrong" \
    --server "ldap://$address" --auth ntlm --user "$user" --password-file "$wrong"
refused "a wrong password, simple" 77 "data 52e.*password is wrong" $tls --user "$user" --password-file "$wrong"

echo "-- accounts that may not log on"
try=0
while [ "$try" -lt 5 ]; do
    "$binary" collect $tls --user odd.locked@nordwind.example --password-file "$wrong" --out "$scratch/none" > /dev/null 2>&1 || true
    try=$((try + 1))
done
while read -r name data words; do
    refused "$name, simple" 77 "data $data,.*$words" $tls --user "odd.$name@nordwind.example" --password-file "$right"
    refused "$name, NTLM" 77 "data $data,.*$words" \
        --server "ldap://$address" --auth ntlm --user "odd.$name@nordwind.example" --password-file "$right"
done <<END
expired 532 password has expired
change 773 must be changed
disabled 533 disabled
over 701 account has expired
nights 530 at this time
elsewhere 531 from this machine
locked 775 locked
END
for name in expired change; do
    refused "$name, Kerberos" 77 "password of odd.$name@$realm has expired" \
        $plain --auth kerberos --user "odd.$name@$realm" --password-file "$right"
done
for name in disabled over locked; do
    refused "$name, Kerberos" 77 "disabled, locked, expired" \
        $plain --auth kerberos --user "odd.$name@$realm" --password-file "$right"
done

echo "-- what is on the wire"
"$lab/tap.py" "$address" 1389 "$address" 389 "$scratch/wire" > "$scratch/tap" &
background="$background $!"
await "the tap" "$scratch/tap" "$!"
ldapsearch -x -H "ldap://$address:1389" -b "" -s base defaultNamingContext > /dev/null
expect "the tap sees what is in clear" 0 "" grep -q -a defaultNamingContext "$scratch/wire"
for kind in kerberos ntlm; do
    : > "$scratch/wire"
    into "wire-$kind" "through the tap, $kind" --server "ldap://$address:1389" --tls-name "$host" --auth "$kind" --user "$user" --password-file "$right"
    expect "much went through, $kind" 0 "" test "$(wc -c < "$scratch/wire")" -gt 1000000
    expect "nothing of it is readable, $kind" 1 "" grep -q -a -i -e nTSecurityDescriptor -e objectClass -e DC=nordwind "$scratch/wire"
done
as_of_then samba-tool domain exportkeytab "$scratch/service" --principal='DC01$' -s "$folder/smb.conf" > "$scratch/export" 2>&1
# Samba 4.17 takes a token whatever it is bound to, so a service of MIT Kerberos looks at it: once as the owner of the
# certificate, once as the owner of another, whom somebody in between has made believe to be asked.
for owner in server:bound ca:mismatch; do
    KRB5_KTNAME=FILE:$scratch/service as_of_then "$lab/binding.py" "$address" 1636 "$folder/server.pem" "$folder/server.key" \
        "$folder/${owner%:*}.pem" > "$scratch/${owner#*:}" &
    binding_id=$!
    await "the service" "$scratch/${owner#*:}" "$binding_id"
    as_of_then "$binary" collect --server "ldaps://$address:1636" --tls-name "$host" --ca "$ca" --auth kerberos --user "$user" \
        --password-file "$right" --out "$scratch/none" > /dev/null 2>&1 || true
    wait "$binding_id" || true # what it did not say fails below
    expect "channel binding: ${owner#*:} to the certificate $(basename "${owner%:*}")" 0 "^${owner#*:}$" cat "$scratch/${owner#*:}"
done

echo "-- a client certificate"
mkdir "$scratch/slapd"
cat > "$scratch/slapd.conf" <<END
include /etc/ldap/schema/core.schema
TLSCACertificateFile $ca
TLSCertificateFile $folder/server.pem
TLSCertificateKeyFile $folder/server.key
TLSVerifyClient demand
modulepath /usr/lib/ldap
moduleload back_ldif
database ldif
suffix dc=slapd,dc=example
directory $scratch/slapd
END
slapd -h "ldaps://$address:2636" -f "$scratch/slapd.conf" -d stats > "$scratch/slapd.log" 2>&1 &
slapd_id=$!
background="$background $slapd_id"
await_port slapd 2636 "$slapd_id"
refused "EXTERNAL: a certificate lets in, to what is no domain controller" 69 "no domain controller" \
    --server "ldaps://$address:2636" --ca "$ca" --certificate "$folder/analyst.pem" --key "$folder/analyst.key"
expect "EXTERNAL: as the name in the certificate" 0 "" grep -q 'BIND dn="cn=analyst" mech=EXTERNAL' "$scratch/slapd.log"
refused "EXTERNAL: not without a certificate" 69 "." \
    --server "ldaps://$address:2636" --ca "$ca" --user cn=analyst --password-file "$right"
refused "EXTERNAL: a server that does not offer it" 77 "does not offer this kind of authentication" \
    $tls --certificate "$folder/analyst.pem" --key "$folder/analyst.key"

echo "-- silence"
"$lab/silent.py" "$address" 7999 > "$scratch/silent" &
background="$background $!"
await "the silent server" "$scratch/silent" "$!"
sed "s/kdc = .*/kdc = $address:7999/" "$KRB5_CONFIG" > "$scratch/silent.conf"
sed "s/kdc = .*/kdc = 127.77.0.9/" "$KRB5_CONFIG" > "$scratch/nobody.conf"
silent="$address:7999"
begun=$(date +%s)
refused "nobody there" 69 "cannot be reached" --server "ldaps://$address:7998" --user "$user" --password-file "$right"
# Seconds that a refusal takes on this machine, rounded up.
usual=$(($(date +%s) - begun + 1))
# soon WHAT PATTERN OPTION…: ends with 69 within the time limit of three seconds and some more for the machine.
soon() {
    what=$1 pattern=$2
    shift 2
    begun=$(date +%s)
    refused "$what" 69 "$pattern" --timeout 3 "$@" --password-file "$right"
    taken=$(($(date +%s) - begun))
    [ "$taken" -le $((5 + 10 * usual)) ] || { failed=$((failed + 1)); echo "FAILED  $what: took $taken s"; }
}
soon "silent in the handshake" "timed out" --server "ldaps://$silent" --user "$user"
soon "silent at StartTLS" "timed out" --server "ldap://$silent" --start-tls --user "$user"
soon "silent at the bind" "no answer" --server "ldap://$silent" --auth ntlm --user "$user"
KRB5_CONFIG=$scratch/silent.conf soon "a silent Kerberos server" "no Kerberos server answered" $plain --auth kerberos --user "$user"
KRB5_CONFIG=$scratch/nobody.conf soon "no Kerberos server" "no Kerberos server.*port 88" $plain --auth kerberos --user "$user"

echo "-- secrets"
secret=$(cat "$right")
as_of_then "$binary" collect $plain --auth kerberos --user "$user" --password-file "$right" --throttle 20 --quiet --out "$scratch/watched" &
watched_id=$!
seen=0
while kill -0 "$watched_id" 2>/dev/null; do
    # Shells of this test and whoever else runs here do not matter: only the program does. Which file it runs is not shown.
    grep -l -a -F -e "$scratch/watched" /proc/[0-9]*/cmdline > "$scratch/running" 2>/dev/null || true
    while read -r line; do
        process=${line%/cmdline}
        [ "$(cat "$process/comm" 2>/dev/null)" = "$(basename "$binary" | cut -c 1-15)" ] || continue
        seen=$((seen + 1))
        ! grep -q -a -F -e "$secret" "$process/cmdline" "$process/environ" 2>/dev/null || echo "$process" >> "$scratch/leak"
    done < "$scratch/running"
    sleep 0.05
done
wait "$watched_id"
expect "the program was watched while it ran" 0 "" test "$seen" -gt 0
expect "no password among arguments and environment" 1 "" test -e "$scratch/leak"
expect "no password in anything said" 1 "" grep -q -a -F -e "$secret" "$said"
expect "no password in any evidence" 1 "" \
    grep -r -q -a -F -e "$secret" ldaps starttls krb-password krb-keytab cache ntlm skewed wire-kerberos wire-ntlm watched
}
finish
