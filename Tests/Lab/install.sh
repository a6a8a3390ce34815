#!/bin/sh
# Installs what the lab needs on Debian 12. Does nothing when it is all there.
set -eu

packages="samba samba-ad-provision samba-dsdb-modules ldb-tools python3-samba ldap-utils faketime
    libsasl2-modules-gssapi-mit krb5-user gss-ntlmssp python3-gssapi slapd openssl iproute2 util-linux"
# Debian 12 has the domain controller in samba itself; where the package is split, this one brings it.
optional="samba-ad-dc"

is_installed() {
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing=""
for package in $packages; do
    is_installed "$package" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

as_root=""
[ "$(id -u)" -eq 0 ] || as_root=sudo
echo "Installing:$missing"
$as_root apt-get update --quiet --quiet
for package in $optional; do
    if ! is_installed "$package" && apt-cache show "$package" >/dev/null 2>&1; then missing="$missing $package"; fi
done
# The live tests bring slapd's configuration along; without one of its own Debian does not start it.
echo "slapd slapd/no_configuration boolean true" | $as_root debconf-set-selections
# shellcheck disable=SC2086 # one word per package is what apt-get wants
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends $missing >/dev/null
