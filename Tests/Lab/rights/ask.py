#!/usr/bin/python3
"""Lets every principal log on to a domain controller and read its rights on every object:

    ask.py SERVER.json CASES.json OUT.json PAIRS.json

What the administrator reads comes along: descriptors, classes and the schema, for the model that the answers are judged by. The
pairs are those of every principal with every object whose descriptor the administrator can read.
"""

import json
import sys
import uuid
from pathlib import Path

import ldb
from samba import Ldb
from samba.credentials import Credentials
from samba.dcerpc import security
from samba.ndr import ndr_unpack
from samba.param import LoadParm

DESCRIPTOR_PARTS = security.SECINFO_OWNER | security.SECINFO_GROUP | security.SECINFO_DACL
# The first belongs to the property set General Information; the second stands for Public Information, to which the lists belong:
# a list that may not be read looks like an empty one.
SD, WITNESS = "sDRightsEffective", "objectGUID"
WRITES, CREATES = "allowedAttributesEffective", "allowedChildClassesEffective"


def connect(server, name, password):
    """A simple bind over TLS whose certificate is checked."""
    parameters = LoadParm()
    parameters.set("tls cafile", server["ca"])
    parameters.set("tls verify peer", "ca_only")
    credentials = Credentials()
    credentials.guess(parameters)
    credentials.set_bind_dn(name)
    credentials.set_password(password)
    return Ldb(url=server["ldaps"], credentials=credentials, lp=parameters)


def texts(entry, name):
    return sorted(str(value) for value in entry.get(name, []))


def answers(server, cases, principal):
    """The token, and by DN the three answers; None where the domain controller shows the object but not the answer."""
    session = connect(server, principal, cases["password"])
    root = session.search("", scope=ldb.SCOPE_BASE, attrs=["tokenGroups"])[0]
    found = session.search(cases["top"], attrs=[SD, WRITES, CREATES, WITNESS])
    read = {}
    for entry in found:
        is_read = SD in entry and WITNESS in entry
        read[str(entry.dn)] = {
            "sd": int(str(entry[SD][0])), "writes": texts(entry, WRITES), "creates": texts(entry, CREATES),
        } if is_read else None
    return {"token": [str(ndr_unpack(security.dom_sid, value)) for value in root["tokenGroups"]], "objects": read}


def guid(entry, name):
    return str(uuid.UUID(bytes_le=bytes(entry[name][0]))) if name in entry else None


def facts(server, cases):
    """What the administrator reads of the objects and of the schema."""
    session = connect(server, server["administrator"], server["password"])
    schema = f"CN=Schema,CN=Configuration,{server['base']}"
    settings = session.search(
        f"CN=Directory Service,CN=Windows NT,CN=Services,CN=Configuration,{server['base']}", scope=ldb.SCOPE_BASE,
        attrs=["dSHeuristics"])[0]
    attributes = session.search(
        schema, scope=ldb.SCOPE_ONELEVEL, expression="(objectClass=attributeSchema)",
        attrs=["lDAPDisplayName", "schemaIDGUID", "attributeSecurityGUID", "systemOnly", "systemFlags", "linkID"])
    classes = session.search(
        schema, scope=ldb.SCOPE_ONELEVEL, expression="(objectClass=classSchema)",
        attrs=["lDAPDisplayName", "schemaIDGUID"])
    objects, histories = {}, {}
    for dn in cases["objects"]:
        entry = session.search(
            dn, scope=ldb.SCOPE_BASE, controls=[f"sd_flags:1:{DESCRIPTOR_PARTS}"],
            attrs=["nTSecurityDescriptor", "objectClass", "objectSid", "sIDHistory", "allowedAttributes", "allowedChildClasses"])[0]
        histories[dn] = [str(ndr_unpack(security.dom_sid, value)) for value in entry.get("sIDHistory", [])]
        # A list can deny even the administrator the right to read it; then nobody who collects knows it.
        if "nTSecurityDescriptor" not in entry or "objectClass" not in entry:
            continue
        objects[dn] = {
            "descriptor": bytes(entry["nTSecurityDescriptor"][0]).hex(), "class": str(entry["objectClass"][-1]),
            "classes": [str(name) for name in entry["objectClass"]],
            "sid": str(ndr_unpack(security.dom_sid, entry["objectSid"][0])) if "objectSid" in entry else None,
            "attributes": texts(entry, "allowedAttributes"), "children": texts(entry, "allowedChildClasses"),
        }
    return {
        "heuristics": str(settings.get("dSHeuristics", [""])[0]),
        "attributes": {str(entry["lDAPDisplayName"][0]): {
            "guid": guid(entry, "schemaIDGUID"), "set": guid(entry, "attributeSecurityGUID"),
            "systemOnly": str(entry.get("systemOnly", ["FALSE"])[0]) == "TRUE",
            "constructed": bool(int(str(entry.get("systemFlags", ["0"])[0])) & 4),
            "backLink": int(str(entry.get("linkID", ["0"])[0])) % 2 == 1,
        } for entry in attributes},
        "classes": {str(entry["lDAPDisplayName"][0]): guid(entry, "schemaIDGUID") for entry in classes},
        "objects": objects, "histories": histories,
    }


def main(server, cases, out, pairs):
    server, cases = (json.loads(Path(path).read_text()) for path in (server, cases))
    result = facts(server, cases)
    result["principals"] = {name: answers(server, cases, name) for name in cases["principals"]}
    Path(out).write_text(json.dumps(result))
    Path(pairs).write_text(json.dumps([[who, on] for who in result["principals"] for on in result["objects"]]))
    shown = sum(len(answer["objects"]) for answer in result["principals"].values())
    print(f"{len(result['principals'])} principals bound, {shown} objects shown to them")


if __name__ == "__main__":
    main(*sys.argv[1:])
