#!/usr/bin/python3
"""Adds random principals, objects and access control lists to a copy of a forest, and a case for every known difference:

    populate.py FOREST OUT CASES.json [SEED [HEURISTICS]]

The same seed gives the same lists; HEURISTICS becomes dSHeuristics of the forest. Principals have a password and can log on.
What Samba and the specification judge differently occurs whatever the seed: `_made_to_differ` has one list for each explanation.
Inheritance is real: lists are written from the top down, and Samba's own module hands inheritable entries on.
"""

import json
import random
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import ldb  # noqa: E402 - the path must be set first
from samba.dcerpc import security  # noqa: E402
from samba.ndr import ndr_pack  # noqa: E402

from forest import directory, layout  # noqa: E402

TOP = f"OU=Rechte,{layout.BASE}"
PASSWORD = "Rechte-Probe.2021"
GROUP_SCOPES = {"global": 2, "local": 4, "universal": 8}
SECURITY_ENABLED = 0x80000000
# A SID of a domain that no longer is, which one principal brings along in sIDHistory.
FORMER_SID = "S-1-5-21-1111111111-2222222222-333333333-1105"

# What an entry gives or takes, as SDDL.
MASKS = (
    "WP", "RPWP", "CC", "CCDC", "WD", "WO", "WDWO", "GA", "GW", "GR", "GX", "SD", "SW", "CR", "RPCR", "WPCC", "SWWP",
    "RPWPCRCCDCLCLORCWOWDSDDTSW", "RPLCRC",
)
# Attributes and classes that attackers ask for; the rest comes from the whole schema.
ATTRIBUTES = (
    "member", "servicePrincipalName", "description", "displayName", "telephoneNumber", "userAccountControl",
    "altSecurityIdentities", "gPLink", "nTSecurityDescriptor", "dNSHostName", "msDS-AllowedToActOnBehalfOfOtherIdentity",
)
CLASSES = ("user", "computer", "group", "organizationalUnit", "contact", "container", "person", "top", "inetOrgPerson")
# Reading these is how the answers are read.
ASKED = {"allowedAttributesEffective", "allowedChildClassesEffective", "sDRightsEffective", "objectGUID", "objectClass"}


class Population:
    """Random objects in one forest, and the list of what was made."""

    def __init__(self, folder, seed):
        self.random = random.Random(seed)
        self.forest = directory.Directory(folder, None)
        self.database = self.forest.database
        self.principals = []
        self.groups = []
        self.objects = []
        self.trustees = []
        self.without_list = None
        self._read_schema()

    def _read_schema(self):
        def guid(entry, name):
            return str(directory.ndr_unpack(directory.misc.GUID, entry[name][0]))

        attributes = self.database.search(
            layout.SCHEMA, expression="(objectClass=attributeSchema)",
            attrs=["lDAPDisplayName", "schemaIDGUID", "attributeSecurityGUID"])
        self.attributes = {str(entry["lDAPDisplayName"][0]): guid(entry, "schemaIDGUID") for entry in attributes}
        self.sets = sorted({guid(entry, "attributeSecurityGUID") for entry in attributes if "attributeSecurityGUID" in entry})
        classes = self.database.search(
            layout.SCHEMA, expression="(objectClass=classSchema)", attrs=["lDAPDisplayName", "schemaIDGUID"])
        self.classes = {str(entry["lDAPDisplayName"][0]): guid(entry, "schemaIDGUID") for entry in classes}
        rights = self.database.search(
            f"CN=Extended-Rights,{layout.CONFIGURATION}", expression="(objectClass=controlAccessRight)", attrs=["rightsGuid"])
        self.rights = sorted({str(entry["rightsGuid"][0]).lower() for entry in rights})

    # Objects

    def populate(self):
        self._add(TOP, "organizationalUnit")
        accounts = f"OU=Konten,{TOP}"
        self._add(accounts, "organizationalUnit")
        for number in range(24):
            self._principal(f"CN=Person {number:02},{accounts}", "user", f"rechte.u{number:02}")
        for number in range(4):
            self._principal(f"CN=Inet {number:02},{accounts}", "inetOrgPerson", f"rechte.i{number:02}")
        for number in range(6):
            self._principal(f"CN=RECHTE-C{number:02},{accounts}", "computer", f"RECHTE-C{number:02}$")
        for number in range(15):
            self._group(f"CN=Gruppe {number:02},{accounts}", f"rechte-g{number:02}", tuple(GROUP_SCOPES)[number % 3])
        self._memberships()
        self._histories()
        units = [f"OU=Bereich {number},{TOP}" for number in range(6)]
        units += [f"OU=Team {number},{units[number % 6]}" for number in range(8)]
        for unit in units:
            self._add(unit, "organizationalUnit")
        for number in range(200):
            self._object(number, self.random.choice(units))
        self.trustees = [self.forest.sid_of(name) for name in (*self.principals, *self.groups)]
        self._lists(units)
        self._made_to_differ()

    def _add(self, dn, object_class, **attributes):
        self.forest.add(dn, object_class, **attributes)
        self.objects.append(dn)

    def _principal(self, dn, object_class, account):
        control = 4096 if object_class == "computer" else 512
        self._add(
            dn, object_class, sAMAccountName=account, userAccountControl=str(control),
            unicodePwd=f'"{PASSWORD}"'.encode("utf-16-le"))
        self.principals.append(account)

    def _group(self, dn, account, scope):
        kind = (GROUP_SCOPES[scope] | SECURITY_ENABLED) - (1 << 32)
        self._add(dn, "group", sAMAccountName=account, groupType=str(kind))
        self.groups.append(account)

    def _memberships(self):
        """Nested groups of all scopes; a member of Administrators, one of Domain Admins, one by primary group."""
        # Groups hold what Windows lets them hold: a global one holds global ones, a universal one global and universal ones.
        may_hold = {0: (0,), 1: (0, 1, 2), 2: (0, 2)}
        for number, group in enumerate(self.groups):
            inner = [
                other for at, other in enumerate(self.groups) if at > number and at % 3 in may_hold[number % 3]]
            members = self.random.sample(self.principals, 4) + self.random.sample(inner, min(2, len(inner)))
            self.forest.change(self.forest.dn_of(group), member=[self.forest.dn_of(name) for name in members])
        self._join(f"CN=Administrators,CN=Builtin,{layout.BASE}", self.principals[0])
        self._join(f"CN=Domain Admins,CN=Users,{layout.BASE}", self.principals[1])
        self._join(f"CN=Backup Operators,CN=Builtin,{layout.BASE}", self.principals[2])
        primary = self.groups[0]
        self._join(self.forest.dn_of(primary), self.principals[3])
        rid = self.forest.sid_of(primary).rsplit("-", 1)[1]
        self.forest.change(self.forest.dn_of(self.principals[3]), primaryGroupID=rid)

    def _join(self, group, account):
        message = ldb.Message(ldb.Dn(self.database, group))
        message["member"] = ldb.MessageElement(self.forest.dn_of(account), ldb.FLAG_MOD_ADD, "member")
        try:
            self.database.modify(message)
        except ldb.LdbError as error:
            if error.args[0] != ldb.ERR_ENTRY_ALREADY_EXISTS:
                raise

    def _histories(self):
        self.forest.change(self.forest.dn_of(self.principals[4]), sIDHistory=ndr_pack(security.dom_sid(FORMER_SID)))

    def _object(self, number, unit):
        kind = self.random.choice((
            "user", "user", "computer", "computer", "group", "group", "inetOrgPerson", "contact", "container", "organizationalUnit",
            "groupPolicyContainer", "msDS-GroupManagedServiceAccount", "serviceConnectionPoint", "auxiliary"))
        name = f"{'OU' if kind in ('organizationalUnit', 'auxiliary') else 'CN'}=Objekt {number:03},{unit}"
        account = f"rechte-o{number:03}"
        if kind in ("user", "inetOrgPerson"):
            self._add(name, kind, sAMAccountName=account, userAccountControl="514")
        elif kind == "computer":
            self._add(name, kind, sAMAccountName=f"{account}$", userAccountControl="4096")
        elif kind == "msDS-GroupManagedServiceAccount":
            self._add(name, kind, sAMAccountName=f"{account}$", userAccountControl="4096", msDS_ManagedPasswordInterval="30")
        elif kind == "group":
            self._add(name, kind, sAMAccountName=account)
        elif kind == "auxiliary":
            self._add(name, ["organizationalUnit", "domainRelatedObject"], associatedDomain="rechte.example")
        else:
            self._add(name, kind)

    # Lists

    def _lists(self, units):
        # From the top down, so that what children inherit is there when their own list is written; the list of the first two
        # only keeps everything below visible.
        fixed = [TOP, f"OU=Konten,{TOP}"]
        for dn in fixed:
            self._write(dn, f"O:DAG:DAD:P(A;;GA;;;SY)(A;CI;RPLCLORC;;;WD)(A;CI;WP;;;{self.trustees[0]})")
        # One unit shows its contents to a group, to an account by an object-specific entry, and to one in List Object mode only.
        group, listing, picking = self.trustees[-1], self.trustees[9], self.trustees[10]
        closed = units[-1]
        for dn in units:
            readers = f"(A;;LC;;;{group})(OA;;LC;;;{listing})(A;;LO;;;{picking})" if dn == closed else "(A;;LC;;;WD)"
            self._write(dn, self._descriptor(f"(A;;RPRC;;;WD)(A;;LC;;;DA){readers}", may_hide=False))
        # Who is unreadable as an object is unknown as a member of groups; accounts keep what shows them.
        accounts = [dn for dn in self.objects if dn.endswith(f",OU=Konten,{TOP}")]
        for dn in accounts:
            self._write(dn, self._descriptor("(A;;RPLCLORC;;;WD)", may_hide=False))
        others = [dn for dn in self.objects if dn not in fixed and dn not in units and dn not in accounts]
        for dn in others:
            self._write(dn, self._descriptor("(A;;RPLCLORC;;;WD)", may_hide=True))
        self._write(others[0], "O:DAG:DAD:P")
        self.without_list = others[1]

    def _descriptor(self, read, may_hide):
        owner = self.random.choice([*self.trustees, "DA", "BA"])
        entries = [self._entry() for _ in range(self.random.randint(0, 12))]
        # Without a right to read there is no answer to compare. First, it cannot be taken away; last, it mostly can.
        entries.insert(len(entries) if may_hide and self.random.random() < 0.15 else 0, read)
        protected = "P" if self.random.random() < 0.4 else ""
        return f"O:{owner}G:DAD:{protected}{''.join(entries)}"

    def _entry(self):
        kind = self.random.choice(("A", "A", "D", "OA", "OA", "OD"))
        flags = self.random.choice(("", "", "", "CI", "CI", "CIIO", "CINP", "OICI", "CINPIO"))
        mask = self.random.choice(MASKS)
        object_type = inherited = ""
        if kind in ("OA", "OD"):
            object_type = self._object_type() if self.random.random() < 0.85 else ""
            inherited = self.classes[self.random.choice(CLASSES)] if self.random.random() < 0.25 else ""
        return f"({kind};{flags};{mask};{object_type};{inherited};{self._trustee()})"

    def _object_type(self):
        chance = self.random.random()
        if chance < 0.30:
            return self.attributes[self.random.choice(ATTRIBUTES)]
        if chance < 0.50:
            return self.random.choice(self.sets)
        if chance < 0.75:
            return self.classes[self.random.choice(CLASSES)]
        if chance < 0.85:
            return self.random.choice(self.rights)
        if chance < 0.88:
            return "00000000-0000-0000-0000-000000000000"
        return self.attributes[self.random.choice(sorted(set(self.attributes) - ASKED))]

    def _trustee(self):
        domain = layout.DOMAIN_SID
        return self.random.choice((
            *self.random.choices(self.trustees, k=10), "WD", "AU", "BU", "PS", "PS", "OW", "CO", f"{domain}-513", f"{domain}-515",
            f"{domain}-512", "BA", FORMER_SID, "S-1-5-21-9-9-9-9999"))

    def _made_to_differ(self):
        """One list for each explanation of differences.json, by its name, that nothing but this explanation is about. Lists are
        protected, so that no random one reaches them; everybody may read them."""
        one, owner = self.trustees[12], self.trustees[13]
        descriptor = self.attributes["nTSecurityDescriptor"]
        lists = {
            "owner-rights-ignored": (owner, "(A;;RP;;;OW)"),
            "control-access-grants-all": ("DA", f"(OA;;CR;;;{one})"),
            "descriptor-is-an-attribute": ("DA", f"(OA;;WD;{descriptor};;{one})"),
            "history-not-in-token": ("DA", f"(A;;WP;;;{FORMER_SID})"),
        }
        unit = f"OU=Unterschiede,{TOP}"
        self._add(unit, "organizationalUnit")
        self._write(unit, "O:DAG:DAD:P(A;;RPLCRC;;;WD)")
        for name, (holder, entries) in lists.items():
            dn = f"CN={name},{unit}"
            self._add(dn, "contact")
            self._write(dn, f"O:{holder}G:DAD:P(A;;RPLCLORC;;;WD){entries}")
        # That one is about seeing what is below an object.
        listing = f"OU=listing-knows-simple-entries,{unit}"
        self._add(listing, "organizationalUnit")
        self._write(listing, f"O:DAG:DAD:P(A;;RPRC;;;WD)(A;;LC;;;DA)(OA;;LC;;;{one})")
        seen = f"CN=seen,{listing}"
        self._add(seen, "contact")
        self._write(seen, "O:DAG:DAD:P(A;;RPLCLORC;;;WD)")

    def _write(self, dn, sddl):
        self._store(dn, security.descriptor.from_sddl(sddl, self.forest.domain_sid))

    def _store(self, dn, descriptor):
        message = ldb.Message(ldb.Dn(self.database, dn))
        message["nTSecurityDescriptor"] = ldb.MessageElement(ndr_pack(descriptor), ldb.FLAG_MOD_REPLACE, "nTSecurityDescriptor")
        self.database.modify(message, [f"sd_flags:1:{directory.DESCRIPTOR_PARTS}"])

    def take_list(self):
        """Takes the whole list from one object, below the modules, which would put the default of the class in its place."""
        files = self.forest.place.private / "sam.ldb.d"
        store = ldb.Ldb(str(next(path for path in files.iterdir() if path.name.lower() == f"{layout.BASE.lower()}.ldb")))
        descriptor = security.descriptor.from_sddl("O:DAG:DA", self.forest.domain_sid)
        descriptor.type |= security.SEC_DESC_DACL_PRESENT
        message = ldb.Message(ldb.Dn(store, self.without_list))
        message["nTSecurityDescriptor"] = ldb.MessageElement(ndr_pack(descriptor), ldb.FLAG_MOD_REPLACE, "nTSecurityDescriptor")
        store.modify(message)

    def cases(self):
        return {
            "top": TOP, "password": PASSWORD, "objects": self.objects,
            "principals": [self.forest.dn_of(account) for account in self.principals],
        }


def main(source, out, cases, seed="20210302", heuristics=None):
    shutil.copytree(source, out, ignore=shutil.ignore_patterns("ncalrpc", "winbindd", "ntp"))
    layout.Layout(out).write_configuration()
    population = Population(out, int(seed))
    population.database.transaction_start()
    population.populate()
    if heuristics:
        population.forest.change(
            f"CN=Directory Service,CN=Windows NT,CN=Services,{layout.CONFIGURATION}", dSHeuristics=heuristics)
    population.database.transaction_commit()
    population.take_list()
    Path(cases).write_text(json.dumps(population.cases(), indent=1) + "\n")
    print(f"{len(population.principals)} principals, {len(population.objects)} objects")


if __name__ == "__main__":
    main(*sys.argv[1:])
