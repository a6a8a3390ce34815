#!/usr/bin/python3
"""Adds a crowd to a forest: `crowd.py FOREST` changes the forest in place.

GG-Verteiler has 20,000 members. GG-Wechsel has 1,000 members and 5,000 changes of its membership: 3,000 came, 2,000 of them
left again. The server gives at most 500 entries a page.
"""

import sys

import ldb

from forest import company, layout
from forest.directory import Directory

MEMBERS = 20_000
CAME, LEFT = 3_000, 2_000
PAGE = 500
UNIT = f"OU=Verteiler,{company.ROOT}"
POLICY = f"CN=Default Query Policy,CN=Query-Policies,CN=Directory Service,CN=Windows NT,CN=Services,{layout.CONFIGURATION}"


def crowd(folder):
    layout.Layout(folder).write_configuration()
    # Otherwise every addition copies the indices: the time would grow with the square of the crowd.
    directory = Directory(folder, clock=None, options=["batch_mode:1", "transaction_index_cache_size:200000"])
    database = directory.database
    database.transaction_start()
    directory.add(UNIT, "organizationalUnit")
    contacts = [directory.add(f"CN=Kontakt {number:05},{UNIT}", "contact") for number in range(MEMBERS)]
    database.transaction_commit()
    database.transaction_start()
    company.add_group(directory, "GG-Wechsel")
    dn = company.add_group(directory, "GG-Verteiler")
    _members(database, dn, ldb.FLAG_MOD_ADD, contacts)
    dn = directory.dn_of("GG-Wechsel")
    _members(database, dn, ldb.FLAG_MOD_ADD, contacts[:CAME])
    _members(database, dn, ldb.FLAG_MOD_DELETE, contacts[:LEFT])
    limits = [str(value) for value in database.search(POLICY, attrs=["lDAPAdminLimits"])[0]["lDAPAdminLimits"]]
    kept = [limit for limit in limits if not limit.startswith("MaxPageSize=")]
    directory.change(POLICY, lDAPAdminLimits=[*kept, f"MaxPageSize={PAGE}"])
    database.transaction_commit()


def _members(database, dn, flag, members):
    message = ldb.Message(ldb.Dn(database, dn))
    message["member"] = ldb.MessageElement(members, flag, "member")
    database.modify(message)


if __name__ == "__main__":
    crowd(sys.argv[1])
