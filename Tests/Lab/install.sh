#!/bin/sh
# Installs what the lab needs on Debian 12. Does nothing when it is all there.
set -eu

# Debian 12 has the domain controller in samba itself; where the package is split, samba-ad-dc brings it.
exec "$(dirname "$0")/../../.ci/packages" \
    samba samba-ad-provision samba-dsdb-modules ldb-tools python3-samba ldap-utils faketime \
    libsasl2-modules-gssapi-mit krb5-user gss-ntlmssp python3-gssapi slapd openssl iproute2 util-linux bsdutils \
    "?samba-ad-dc"
