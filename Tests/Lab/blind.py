#!/usr/bin/python3
"""Takes sight from the reading account of a forest: `blind.py FOREST` changes the forest in place.

The account may no longer read the descriptors of the domain head, of AdminSDHolder and of Domain Admins, nor see what the
unit of the service accounts holds.
"""

import sys

from forest import clock, company, layout
from forest.directory import Directory

ACCOUNT = "svc.auswertung"
UNREADABLE = (layout.BASE, f"CN=AdminSDHolder,CN=System,{layout.BASE}", f"CN=Domain Admins,CN=Users,{layout.BASE}")


def blind(folder):
    layout.Layout(folder).write_configuration()
    directory = Directory(folder, clock=None)
    account = directory.sid_of(ACCOUNT)
    for dn in UNREADABLE:
        directory.grant(dn, f"(D;;RC;;;{account})")
    directory.grant(company.SERVICES, f"(D;;LCLO;;;{account})")


if __name__ == "__main__":
    blind(sys.argv[1])
