#!/usr/bin/python3
"""Where entries come from: `origins.py make FOREST OUT PAIRS.json EXPECTED.json`, `origins.py check EXPECTED.json ANSWERS.json`.

`make` grants one right to a group of its own for every way an entry can be inherited, on two levels of a tree with a protected
unit in it; the trustee of a copy therefore tells where Samba's own module took it from. `check` compares what foothold says.
"""

import json
import shutil
import sys
import time
from pathlib import Path

import ldb
from samba.dcerpc import drsblobs, security
from samba.ndr import ndr_pack, ndr_unpack

from forest import directory, layout

TOP = f"OU=Herkunft,{layout.BASE}"
LEVELS = (TOP, f"OU=Mitte,{TOP}", f"OU=Unten,OU=Mitte,{TOP}")
PROTECTED = f"OU=Abgeschnitten,OU=Mitte,{TOP}"
# How the entry is inherited, and by objects of which class.
WAYS = (("", None), ("CI", None), ("OICI", None), ("CINP", None), ("CIIO", None), ("CIIONP", None), ("CIIO", "user"), ("CI", "computer"))
ATTRIBUTE = "description"
DESCRIPTOR = 0x20119  # ATTRTYP of nTSecurityDescriptor, [MS-DRSR] 5.16.4
EPOCH = 11_644_473_600  # seconds from 1601 to 1970


def make(source, folder, pairs, expected):
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("ncalrpc", "winbindd", "ntp"))
    place = layout.Layout(folder)
    place.write_configuration()
    forest = directory.Directory(folder, None)
    guids = {name: _schema_guid(forest, name) for name in (ATTRIBUTE, "user", "computer")}
    objects = _tree(forest)
    _protect(forest, PROTECTED)
    carriers = {}
    for level in LEVELS[:2]:
        entries = []
        for way, kind in WAYS:
            name = f"gg-herkunft-{len(carriers)}"
            forest.add(f"CN={name},CN=Users,{layout.BASE}", "group", sAMAccountName=name)
            carriers[name] = level
            sid = forest.sid_of(name)
            entries.append(f"(OA;{way};WP;{guids[ATTRIBUTE]};{guids[kind] if kind else ''};{sid})")
            # The generic right becomes what it means in the copies.
            name = f"gg-herkunft-{len(carriers)}"
            forest.add(f"CN={name},CN=Users,{layout.BASE}", "group", sAMAccountName=name)
            carriers[name] = level
            entries.append(f"(A;{way};GA;;;{forest.sid_of(name)})" if kind is None else
                           f"(OA;{way};GA;;{guids[kind]};{forest.sid_of(name)})")
        forest.grant(level, *entries)
    facts = []
    for dn in objects:
        aces = forest.descriptor(dn).dacl.aces
        for name, carrier in carriers.items():
            sid = forest.sid_of(name)
            effective = [ace for ace in aces if str(ace.trustee) == sid and not ace.flags & security.SEC_ACE_FLAG_INHERIT_ONLY]
            if not effective:
                facts.append([name, dn, None, None, None])
            elif effective[0].flags & security.SEC_ACE_FLAG_INHERITED_ACE:
                facts.append([name, dn, "inherited", carrier, _changed(forest, carrier)])
            else:
                facts.append([name, dn, "added", None, _changed(forest, dn)])
    Path(pairs).write_text(json.dumps([fact[:2] for fact in facts]))
    Path(expected).write_text(json.dumps(facts))


def check(expected, answers):
    wrong, told = 0, {"inherited": 0, "added": 0, None: 0}
    for (who, dn, origin, carrier, since), answer in zip(_read(expected), _read(answers), strict=True):
        bases = [basis for basis in answer["decidedBy"] if f"write {ATTRIBUTE}" in basis["rights"]]
        found = tuple(bases[0].get(key) for key in ("origin", "from", "since")) if bases else (None, None, None)
        told[origin] += 1
        if found != (origin, carrier, since):
            wrong += 1
            print(f"{who} on {dn}: {found}, Samba has {(origin, carrier, since)}")
    print(f"{told['inherited']} inherited, {told['added']} added, {told[None]} without an entry: {wrong} differ")
    sys.exit(1 if wrong or not all(told.values()) else 0)


def _tree(forest):
    """Units with an object of three classes in each; the DNs of everything made."""
    made = []
    for number, unit in enumerate((*LEVELS, PROTECTED)):
        made.append(forest.add(unit, "organizationalUnit"))
        made.append(forest.add(f"CN=Mensch {number},{unit}", "user", sAMAccountName=f"mensch{number}"))
        made.append(forest.add(f"CN=RECHNER{number},{unit}", "computer", sAMAccountName=f"RECHNER{number}$"))
        made.append(forest.add(f"CN=Kontakt {number},{unit}", "contact"))
    return made


def _protect(forest, dn):
    descriptor = forest.descriptor(dn)
    descriptor.type |= security.SEC_DESC_DACL_PROTECTED
    message = ldb.Message(ldb.Dn(forest.database, dn))
    message["nTSecurityDescriptor"] = ldb.MessageElement(ndr_pack(descriptor), ldb.FLAG_MOD_REPLACE, "nTSecurityDescriptor")
    forest.database.modify(message, controls=[f"sd_flags:1:{security.SECINFO_DACL | security.SECINFO_PROTECTED_DACL}"])


def _schema_guid(forest, name):
    found = forest.database.search(layout.SCHEMA, expression=f"(lDAPDisplayName={name})", attrs=["schemaIDGUID"])
    return str(ndr_unpack(directory.misc.GUID, found[0]["schemaIDGUID"][0]))


def _changed(forest, dn):
    """When the descriptor of an object was last changed, as its metadata has it."""
    found = forest.database.search(dn, scope=ldb.SCOPE_BASE, attrs=["replPropertyMetaData"])
    blob = ndr_unpack(drsblobs.replPropertyMetaDataBlob, found[0]["replPropertyMetaData"][0])
    moment = next(entry.originating_change_time for entry in blob.ctr.array if entry.attid == DESCRIPTOR)
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment // 10_000_000 - EPOCH if moment > 1 << 40 else moment - EPOCH))


def _read(path):
    return json.loads(Path(path).read_text())


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
