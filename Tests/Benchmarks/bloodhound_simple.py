#!/usr/bin/env python3
"""bloodhound-python with a simple bind over TLS; its arguments are bloodhound-python's own.

Of the two binds that it knows, Samba has not the one (NTLM as Sicily, [MS-ADTS] 5.1.1.1.3), and refuses the ticket request of the
other, which carries no checksum. The name of the server is left to its address, which the lab's certificate has.
"""

import sys

import ldap3
from bloodhound import main
from bloodhound.ad.authentication import ADAuthentication


def connect(self, hostname="", ip="", baseDN="", protocol="ldaps", gc=False):  # noqa: N803 as it is called
    server = ldap3.Server(f"ldaps://{ip}:{3269 if gc else 636}", get_info=ldap3.ALL)
    connection = ldap3.Connection(
        server, user=f"{self.username}@{self.userdomain}", password=self.password, authentication=ldap3.SIMPLE,
        auto_referrals=False, auto_range=True, receive_timeout=60)
    if not connection.bind():
        sys.exit(f"bloodhound_simple: {connection.result['description']}")
    return connection


if __name__ == "__main__":
    ADAuthentication.getLDAPConnection = connect
    main()
