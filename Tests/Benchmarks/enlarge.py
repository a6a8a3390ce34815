#!/usr/bin/python3
"""Adds users to a built forest, fast: `enlarge.py FOLDER COUNT`.

Through Samba's modules 20,000 users take minutes. Here copies of one user are written straight into the partition's database,
with the schema set so that the indexes are kept as the modules keep them; each has its own name, GUID and SID and sits in one of
several units. Good for measuring a search, not for changing anything afterwards.
"""

import argparse
import struct
import sys
import uuid
from pathlib import Path

import ldb
from samba import Ldb
from samba.dsdb import _dsdb_set_schema_from_ldb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Lab"))
from forest import directory, layout

FIRST_RID = 1_000_000
MODEL = "vertrieb.02"


def enlarge(folder, count):
    above = directory.Directory(folder, None)
    place = layout.Layout(folder)
    file = place.private / "sam.ldb.d" / f"{layout.BASE.upper()}.ldb"
    database = Ldb(url=f"tdb://{file}", lp=above.parameters, flags=ldb.FLG_DONT_CREATE_DB | ldb.FLG_NOSYNC)
    model = database.search(expression=f"(sAMAccountName={MODEL})", base=layout.BASE)[0]
    parent = model.dn.parent()
    # An index that grows by one entry at a time costs the square of their number.
    indexed = database.search("@INDEXLIST", scope=ldb.SCOPE_BASE)[0]["@IDXATTR"]
    _modify(database, "@INDEXLIST", ldb.MessageElement([], ldb.FLAG_MOD_DELETE, "@IDXATTR"))
    database.transaction_start()
    for number in range(count):
        database.add(_copy(database, model, parent, number))
    database.transaction_commit()
    _modify(database, "@INDEXLIST", ldb.MessageElement([bytes(name) for name in indexed], ldb.FLAG_MOD_ADD, "@IDXATTR"))
    # Once more with the schema, whose syntaxes decide what the keys of an index look like.
    _dsdb_set_schema_from_ldb(database, above.database)
    _modify(
        database, "@ATTRIBUTES", ldb.MessageElement("NONE", ldb.FLAG_MOD_ADD, "force_reindex"),
        ldb.MessageElement("NONE", ldb.FLAG_MOD_DELETE, "force_reindex"))


def _modify(database, dn, *elements):
    message = ldb.Message(ldb.Dn(database, dn))
    for number, element in enumerate(elements):
        message[str(number)] = element
    database.modify(message)


def _copy(database, model, parent, number):
    name = f"Masse {number:06}"
    account = f"masse.{number:06}"
    guid = uuid.UUID(int=number + 1, version=4).bytes_le
    sid = bytes(model["objectSid"][0])[:-4] + struct.pack("<I", FIRST_RID + number)
    own = {
        "cn": name, "name": name, "displayName": name, "sAMAccountName": account, "objectGUID": guid, "objectSid": sid,
        "userPrincipalName": f"{account}@{layout.DNS_DOMAIN}", "mail": f"{account}@{layout.DNS_DOMAIN}",
    }
    message = ldb.Message(ldb.Dn(database, f"CN={name},{parent}"))
    for key in model.keys():
        if key in ("dn", "distinguishedName", "memberOf", "proxyAddresses", "servicePrincipalName", "legacyExchangeDN"):
            continue
        values = [own[key]] if key in own else [bytes(value) for value in model[key]]
        message[key] = ldb.MessageElement(values, ldb.FLAG_MOD_ADD, key)
    return message


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    arguments = parser.parse_args()
    enlarge(arguments.folder, arguments.count)
