#!/bin/sh
# Installs what the lab needs on Debian 12. Does nothing when it is all there.
set -eu

packages="samba samba-ad-dc samba-ad-provision samba-dsdb-modules ldb-tools python3-samba ldap-utils faketime
    libldap2-dev libsasl2-modules-gssapi-mit krb5-user gss-ntlmssp openssl"

missing=""
for package in $packages; do
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    # Since Debian 12 samba brings the domain controller itself; the split packages exist only in later releases.
    if [ "$state" != installed ] && apt-cache show "$package" >/dev/null 2>&1; then
        missing="$missing $package"
    fi
done
[ -z "$missing" ] && exit 0

as_root=""
[ "$(id -u)" -eq 0 ] || as_root=sudo
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update --quiet --quiet
# The services of the packages must not start: the lab runs its own, on its own address.
# shellcheck disable=SC2086 # one word per package is what apt-get wants
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends $missing
