#!/bin/sh
# Ways in and ways refused: LDAPS, StartTLS, Kerberos, every refusal of the design.
. "$(dirname "$0")/common.sh"
serve

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

if [ "$isolated" = yes ]; then
    as_of_then kinit "${user%@*}" < "$scratch/password" > /dev/null
    expect "Kerberos, signed and sealed" 0 . "$binary" collect --server "ldap://$host" --auth kerberos --out "$scratch/kerberos"
    rm -f "$scratch/tickets"
    expect "Kerberos without a ticket" "69 77" "kerberos|ticket|credential|kinit" \
        "$binary" collect --server "ldap://$host" --auth kerberos --out "$scratch/none"
else
    left_out Kerberos "without a namespace of its own this host does not know $host"
fi
finish
