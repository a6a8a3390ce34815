"""One step of a forest's growth, in a process whose clock is faked: `joiner.py STEP FIRST NEW`.

`announce` writes into the database of the first controller what a child domain needs there: cross-reference, server, NTDS
Settings, trust. `second` and `child` replicate from the first controller while it is being served. `named` makes the second
one known to the Kerberos service, `staff` the child domain's, and gives that domain people of its own. `intruder` is what the
attacker does there. `branch` joins a read-only controller while the first one is being served, `entrusted` gives it its service and
a password that it may keep.
"""

import functools
import inspect
import logging
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import ldb  # noqa: E402 - the path must be set first
from samba import descriptor, dsdb, join, provision, unix2nttime  # noqa: E402
from samba.auth import system_session  # noqa: E402
from samba.credentials import DONT_USE_KERBEROS, Credentials  # noqa: E402
from samba.dcerpc import drsblobs, drsuapi, lsa, misc, security  # noqa: E402
from samba.ndr import ndr_pack  # noqa: E402
from samba.param import LoadParm  # noqa: E402
from samba.samdb import SamDB  # noqa: E402

from forest import directory, growth, layout  # noqa: E402

SITE = "Default-First-Site-Name"
SERVER = f"CN={layout.CHILD.host.upper()},CN=Servers,CN={SITE},CN=Sites,{layout.CONFIGURATION}"
SETTINGS = f"CN=NTDS Settings,{SERVER}"
PARTITION = f"CN={layout.CHILD.netbios},CN=Partitions,{layout.CONFIGURATION}"
INVOCATION = misc.GUID("5d0f2a54-6a3b-4d5c-8a55-0f3c1de3b711")
DOMAIN_GUID = misc.GUID("3c6c0b2e-6a2b-4c3a-9b1e-1d5c2f3a4b5c")
ENTERPRISE_ADMINS = f"CN=Enterprise Admins,CN=Users,{layout.BASE}"
ENTRUSTED = "svc.auswertung"
TRUST_PASSWORD = "Lab-Vertrauen.2020-Nordwind-Werk"
# Samba's own control, for the account of a trust: its LSA service sets it, LDAP may not.
INTERDOMAIN_TRUST = "1.3.6.1.4.1.7165.4.3.23"
WITHIN_FOREST = lsa.LSA_TRUST_ATTRIBUTE_WITHIN_FOREST


def announce(first, _new):
    database = directory.Directory(first, None).database
    keepers = {"SubdomainAdmins": f"{layout.CHILD_SID}-{security.DOMAIN_RID_ADMINS}"}
    child = f"<GUID={DOMAIN_GUID}>;<SID={layout.CHILD_SID}>;{layout.CHILD.base}"
    database.add({
        "dn": PARTITION, "objectClass": "crossRef", "nCName": child, "nETBIOSName": layout.CHILD.netbios,
        "dnsRoot": layout.CHILD.domain, "trustParent": f"CN={layout.NETBIOS},CN=Partitions,{layout.CONFIGURATION}",
        "systemFlags": str(dsdb.SYSTEM_FLAG_CR_NTDS_NC | dsdb.SYSTEM_FLAG_CR_NTDS_DOMAIN), "msDS-Behavior-Version": "4",
        "nTSecurityDescriptor": descriptor.get_paritions_crossref_subdomain_descriptor(
            security.dom_sid(layout.DOMAIN_SID), name_map=keepers),
    }, controls=["relax:0"])
    phantom(first, layout.CHILD, DOMAIN_GUID, layout.CHILD_SID)
    database.add({"dn": SERVER, "objectClass": "server", "dNSHostName": layout.CHILD.name})
    contexts = [child, layout.CONFIGURATION, layout.SCHEMA]
    database.add({
        "dn": SETTINGS, "objectClass": "nTDSDSA", "dMDLocation": layout.SCHEMA, "options": "1", "msDS-Behavior-Version": "4",
        "invocationId": ndr_pack(INVOCATION), "hasMasterNCs": contexts, "msDS-hasMasterNCs": contexts, "msDS-HasDomainNCs": child,
    }, controls=["relax:0"])
    trust(database, layout.BASE, layout.CHILD, security.dom_sid(layout.CHILD_SID))


def phantom(folder, controller, guid, sid):
    """The head of a domain that is kept elsewhere. Samba hides names of objects that it does not have, and without that of a
    domain its Kerberos service answers nobody; Windows has phantoms for this, and a partial replica where it is a catalogue."""
    writable(folder, flags=0).add({
        "dn": controller.base, "objectClass": ["top", "domain", "domainDNS"], "instanceType": "5", "objectGUID": ndr_pack(guid),
        "objectSid": ndr_pack(security.dom_sid(sid)),
    }, controls=["relax:0", "provision:0"])


def writable(folder, flags=ldb.FLG_DONT_CREATE_DB):
    """The database of a controller as the controller itself."""
    parameters = LoadParm()
    parameters.load(str(layout.Layout(folder).configuration))
    return SamDB(str(layout.Layout(folder).database), session_info=system_session(parameters), lp=parameters, flags=flags)


def refer(first, new):
    """The server object of the child's controller names its account, on both sides; the first has a phantom of that, too."""
    account = f"CN={layout.CHILD.host.upper()},OU=Domain Controllers,{layout.CHILD.base}"
    child, root = writable(new), writable(first)
    found = child.search(account, scope=ldb.SCOPE_BASE, attrs=["objectGUID"])
    for dn, guid in ((account.split(",", 1)[1], None), (account, found[0]["objectGUID"][0])):
        entry = {"dn": dn, "objectClass": "organizationalUnit" if guid is None else "container"}
        root.add(entry if guid is None else {**entry, "objectGUID": bytes(guid)}, controls=["relax:0", "provision:0"])
    for database in (root, child):
        server = ldb.Message(ldb.Dn(database, SERVER))
        server["account"] = ldb.MessageElement(account, ldb.FLAG_MOD_REPLACE, "serverReference")
        database.modify(server)


def admit(database, guid):
    """The administrators of the forest become administrators of the child domain, as on Windows."""
    relaxed = ["relax:0", "provision:0"]
    # Samba gives every domain what only the root of a forest has.
    for name in ("Enterprise Admins", "Schema Admins"):
        database.delete(f"CN={name},CN=Users,{layout.CHILD.base}", ["relax:0"])
    database.add({"dn": f"CN=Users,{layout.BASE}", "objectClass": "container"}, controls=relaxed)
    database.add({
        "dn": ENTERPRISE_ADMINS, "objectClass": "group", "sAMAccountName": "Enterprise Admins", "objectGUID": ndr_pack(misc.GUID(guid)),
        "objectSid": ndr_pack(security.dom_sid(f"{layout.DOMAIN_SID}-{security.DOMAIN_RID_ENTERPRISE_ADMINS}")),
        "groupType": str(dsdb.GTYPE_SECURITY_UNIVERSAL_GROUP),
    }, controls=relaxed)
    administrators = ldb.Message(ldb.Dn(database, f"CN=Administrators,CN=Builtin,{layout.CHILD.base}"))
    administrators["member"] = ldb.MessageElement(ENTERPRISE_ADMINS, ldb.FLAG_MOD_ADD, "member")
    database.modify(administrators)


def trust(database, base, partner, sid):
    """Both halves of a trust within the forest, as one side keeps them."""
    password = list(TRUST_PASSWORD.encode("utf-16-le"))
    secret = drsblobs.AuthInfoClear()
    secret.size = len(password)
    secret.password = password
    information = drsblobs.AuthenticationInformation()
    information.LastUpdateTime = unix2nttime(int(time.time()))
    information.AuthType = lsa.TRUST_AUTH_TYPE_CLEAR
    information.AuthInfo = secret
    # Without a version each side takes another number for the key.
    number = drsblobs.AuthInfoVersion()
    number.size, number.version = 4, 1
    version = drsblobs.AuthenticationInformation()
    version.LastUpdateTime = information.LastUpdateTime
    version.AuthType = lsa.TRUST_AUTH_TYPE_VERSION
    version.AuthInfo = number
    current = drsblobs.AuthenticationInformationArray()
    current.count, current.array = 2, [information, version]
    passwords = drsblobs.trustAuthInOutBlob()
    passwords.count, passwords.current = 2, current
    database.add({
        "dn": f"CN={partner.domain},CN=System,{base}", "objectClass": "trustedDomain", "trustPartner": partner.domain,
        "flatName": partner.netbios, "trustType": str(lsa.LSA_TRUST_TYPE_UPLEVEL), "trustAttributes": str(WITHIN_FOREST),
        "trustDirection": str(lsa.LSA_TRUST_DIRECTION_INBOUND | lsa.LSA_TRUST_DIRECTION_OUTBOUND),
        "trustAuthIncoming": ndr_pack(passwords), "trustAuthOutgoing": ndr_pack(passwords), "securityIdentifier": ndr_pack(sid),
        "msDS-SupportedEncryptionTypes": "28",
    })
    database.add({
        "dn": f"CN={partner.netbios}$,CN=Users,{base}", "objectClass": "user", "sAMAccountName": f"{partner.netbios}$",
        "userAccountControl": str(dsdb.UF_INTERDOMAIN_TRUST_ACCOUNT), "clearTextPassword": TRUST_PASSWORD.encode("utf-16-le"),
    }, controls=[f"local_oid:{INTERDOMAIN_TRUST}:0"])


def second(first, new):
    parameters, credentials = _client(first)
    join.join_DC(
        logging.getLogger(), growth.ADDRESS, credentials, parameters, netbios_name=layout.SECOND.host.upper(), targetdir=str(new),
        domain=layout.DNS_DOMAIN, dns_backend="NONE")


def branch(first, new):
    parameters, credentials = _client(first)
    join.join_RODC(
        logging.getLogger(), growth.ADDRESS, credentials, parameters, netbios_name=layout.BRANCH.host.upper(), targetdir=str(new),
        domain=layout.DNS_DOMAIN, dns_backend="NONE")


def entrusted(first, _new):
    """The service of the read-only controller, and an account whose password it may keep."""
    database = directory.Directory(first, None).database
    name_service(database, layout.BRANCH)
    allowed = ldb.Message(ldb.Dn(database, f"CN=Allowed RODC Password Replication Group,CN=Users,{layout.BASE}"))
    account = database.search(layout.BASE, expression=f"(sAMAccountName={ENTRUSTED})", attrs=["1.1"])[0].dn
    allowed["member"] = ldb.MessageElement(str(account), ldb.FLAG_MOD_ADD, "member")
    database.modify(allowed)


def name_service(database, controller):
    """The names under which clients ask for tickets to the directory of a controller."""
    account = ldb.Message(ldb.Dn(database, f"CN={controller.host.upper()},OU=Domain Controllers,{controller.base}"))
    names = [f"ldap/{controller.name}", f"ldap/{controller.name}/{controller.domain}"]
    account["names"] = ldb.MessageElement(names, ldb.FLAG_MOD_ADD, "servicePrincipalName")
    database.modify(account)


def named(first, new):
    """The name of the second controller, on both of the domain."""
    for folder in (first, new):
        name_service(directory.Directory(folder, None).database, layout.SECOND)


def child(first, new):
    parameters, credentials = _client(first)
    _ChildJoin(parameters, credentials, new).do_join()


class _ChildJoin(join.DCJoinContext):
    """A join whose domain partition is founded and not replicated. What the parent has to know is there already."""

    def __init__(self, parameters, credentials, new):
        super().__init__(
            logging.getLogger(), growth.ADDRESS, credentials, parameters, None, layout.CHILD.host.upper(), str(new),
            layout.DNS_DOMAIN, None, False, "NONE")
        self.subdomain = True
        self.adminpass = layout.PASSWORD
        self.rid_manager_dn = None
        self.acct_dn = None
        self.domain_name, self.realm, self.dnsdomain = layout.CHILD.netbios, layout.CHILD.domain, layout.CHILD.domain
        self.base_dn, self.dnshostname, self.partition_dn = layout.CHILD.base, layout.CHILD.name, PARTITION
        self.domsid = security.dom_sid(layout.CHILD_SID)
        self.invocation_id = INVOCATION
        self.replica_flags |= drsuapi.DRSUAPI_DRS_WRIT_REP | drsuapi.DRSUAPI_DRS_FULL_SYNC_IN_PROGRESS
        self.domain_replica_flags = self.replica_flags
        found = self.samdb.search(SETTINGS, scope=0, attrs=["objectGUID"])
        self.ntds_guid = misc.GUID(self.samdb.schema_format_value("objectGUID", found[0]["objectGUID"][0]))

    def cleanup_old_join(self, force=False):
        """There is none."""

    def refresh_ldb_connection(self):
        """The first controller is on this machine, and stays."""

    def join_add_objects(self, specified_sid=None):
        """`announce` has done it."""

    def join_add_objects2(self):
        """`announce` has done it."""

    def join_provision_own_domain(self):
        # Samba 4.17 opens databases so that none is created, and founds the domain on a level that knows no AES.
        _define_descriptor()
        join.SamDB = functools.partial(SamDB, flags=0)
        join.DS_DOMAIN_FUNCTION_2003 = dsdb.DS_DOMAIN_FUNCTION_2008_R2
        super().join_provision_own_domain()

    def join_setup_trusts(self):
        trust(self.local_samdb, self.base_dn, layout.FIRST, self.forestsid)


def _define_descriptor():
    """Samba 4.17 sets one variable for the founder of a forest only, and reads it for the founder of a domain as well."""
    before = "    if next_rid is None:\n"
    value = "b64encode(get_managed_service_accounts_descriptor(names.domainsid)).decode()"
    source = inspect.getsource(provision.fill_samdb).replace(before, f"    managedservice_descr = {value}\n{before}", 1)
    exec(compile(source, provision.__file__, "exec"), vars(provision))  # pylint: disable=exec-used


def intruder(_first, new):
    """The attacker reaches the child domain: a member of its staff becomes one of its administrators."""
    database = writable(new)
    group = ldb.Message(ldb.Dn(database, f"CN=Domain Admins,CN=Users,{layout.CHILD.base}"))
    group["member"] = ldb.MessageElement(f"CN=Werk 07,OU=Werk,{layout.CHILD.base}", ldb.FLAG_MOD_ADD, "member")
    database.modify(group)


def staff(first, new):
    """People of the child domain, and what its controller needs besides."""
    database = writable(new)
    # Samba keeps no name of an object that it does not have; Windows has a phantom for it.
    root = directory.Directory(first, None).guid_of(layout.BASE)
    reference = ldb.Message(ldb.Dn(database, f"CN={layout.NETBIOS},CN=Partitions,{layout.CONFIGURATION}"))
    reference["name"] = ldb.MessageElement(f"<GUID={root}>;<SID={layout.DOMAIN_SID}>;{layout.BASE}", ldb.FLAG_MOD_REPLACE, "nCName")
    database.modify(reference, ["relax:0"])
    phantom(new, layout.FIRST, misc.GUID(root), layout.DOMAIN_SID)
    admit(database, directory.Directory(first, None).guid_of(ENTERPRISE_ADMINS))
    # Samba's Kerberos service of a child domain cannot follow it, and answers nobody; the root domain's copy keeps it.
    own = ldb.Message(ldb.Dn(database, PARTITION))
    own["parent"] = ldb.MessageElement([], ldb.FLAG_MOD_DELETE, "trustParent")
    database.modify(own)
    refer(first, new)
    name_service(database, layout.CHILD)
    message = ldb.Message(ldb.Dn(database, f"CN=Administrator,CN=Users,{layout.CHILD.base}"))
    # Its password would have expired long ago.
    message["control"] = ldb.MessageElement("66048", ldb.FLAG_MOD_REPLACE, "userAccountControl")
    database.modify(message)
    unit = f"OU=Werk,{layout.CHILD.base}"
    database.add({"dn": unit, "objectClass": "organizationalUnit"})
    for number in range(1, 13):
        database.add({
            "dn": f"CN=Werk {number:02},{unit}", "objectClass": "user", "sAMAccountName": f"werk.{number:02}",
            "userPrincipalName": f"werk.{number:02}@{layout.CHILD.domain}", "userAccountControl": "66048",
            "unicodePwd": directory.encoded(layout.PASSWORD),
        })
    database.add({"dn": f"CN=GG-Werk,{unit}", "objectClass": "group", "sAMAccountName": "GG-Werk",
                  "member": [f"CN=Werk {number:02},{unit}" for number in range(1, 13)]})


def _client(first):
    parameters = LoadParm()
    parameters.load(str(layout.Layout(first).configuration))
    credentials = Credentials()
    credentials.guess(parameters)
    credentials.set_kerberos_state(DONT_USE_KERBEROS)
    credentials.set_username("Administrator")
    credentials.set_domain(layout.NETBIOS)
    credentials.set_password(layout.PASSWORD)
    return parameters, credentials


if __name__ == "__main__":
    steps = (announce, second, named, child, staff, intruder, branch, entrusted)
    {step.__name__: step for step in steps}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
