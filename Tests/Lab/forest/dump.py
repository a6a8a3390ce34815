"""Writes a forest as LDIF, with what Windows would answer to the queries of a responder.

Samba keeps link values with their times, the removed ones too, but does not serve msDS-ReplValueMetaData; it is written here
from what the database keeps. Secrets never leave the database.
"""

import html
import re
import time

import ldb
from samba.auth import system_session
from samba.dcerpc import misc, security
from samba.ndr import ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB

from . import layout, ldif

SECRETS = frozenset(name.lower() for name in (
    "unicodePwd", "supplementalCredentials", "ntPwdHistory", "lmPwdHistory", "dBCSPwd", "trustAuthIncoming", "trustAuthOutgoing",
    "initialAuthIncoming", "initialAuthOutgoing", "msDS-ManagedPassword", "priorValue", "currentValue", "msDS-ExecuteScriptPassword",
    "msFVE-RecoveryPassword", "msFVE-KeyPackage", "msKds-RootKeyData", "priorSecret", "currentSecret", "pekList", "unixUserPassword",
    "userPassword", "clearTextPassword", "krb5Key", "sambaNTPassword", "sambaLMPassword", "msTPM-OwnerInformation",
))

# Of schema objects, what naming, rights and metadata need; the prose of 1,500 attributes is left out.
SCHEMA_ATTRIBUTES = (
    "objectClass", "cn", "name", "objectGUID", "whenCreated", "whenChanged", "lDAPDisplayName", "schemaIDGUID", "attributeSecurityGUID",
    "attributeID", "attributeSyntax", "oMSyntax", "oMObjectClass", "isSingleValued", "linkID", "msDS-IntId", "searchFlags", "systemFlags",
    "governsID", "subClassOf", "objectClassCategory", "possSuperiors", "systemPossSuperiors", "auxiliaryClass", "systemAuxiliaryClass",
    "mustContain", "systemMustContain", "mayContain", "systemMayContain", "systemOnly",
    "defaultSecurityDescriptor", "rangeUpper", "objectVersion", "isDefunct", "nTSecurityDescriptor", "replPropertyMetaData",
)
# Screens of management consoles in 26 languages: a third of the configuration, and nothing that rights depend on.
LEFT_OUT = ("cn=displayspecifiers,",)

DESCRIPTOR_PARTS = security.SECINFO_OWNER | security.SECINFO_GROUP | security.SECINFO_DACL
NEVER = "1601-01-01T00:00:00Z"
FILETIME_OF_EPOCH = 11644473600


def dump(folder, out):
    """Writes domain, configuration and schema with deleted objects to the file `out`."""
    with open(out, "w", encoding="ascii", newline="\n") as file:
        for line in _lines(open_database(folder)):
            file.write(line + "\n")


def open_database(folder):
    """The database of a forest, with the rights of the domain controller itself."""
    place = layout.Layout(folder)
    place.write_configuration()
    parameters = LoadParm()
    parameters.load(str(place.configuration))
    return SamDB(url=str(place.database), session_info=system_session(parameters), lp=parameters)


def _lines(database):
    links = LinkRecords(database)
    collected = time.strftime("%Y%m%d%H%M%S.0Z", time.strptime(layout.COLLECTED, "%Y-%m-%d %H:%M:%S"))
    yield "version: 1"
    yield "# Made by Tests/Lab of an invented company; no secret of any account is in it."
    yield f"# rootDSE of dc01.{layout.DNS_DOMAIN}: currentTime {collected}"
    yield ""
    yield from _root(collected)
    for base in (layout.BASE, layout.CONFIGURATION, layout.SCHEMA):
        attributes = list(SCHEMA_ATTRIBUTES) if base == layout.SCHEMA else ["*", "nTSecurityDescriptor", "replPropertyMetaData"]
        present = database.search(
            base, attrs=attributes, controls=[f"sd_flags:1:{DESCRIPTOR_PARTS}", "show_deleted:1", "show_recycled:1"])
        for entry in sorted(present, key=lambda entry: str(entry.dn.canonical_str())):
            if not any(part in str(entry.dn).lower() for part in LEFT_OUT):
                yield from _entry(entry, links)


def _root(collected):
    """The root DSE, as far as an assessment reads it."""
    server = f"CN=DC01,CN=Servers,CN=Default-First-Site-Name,CN=Sites,{layout.CONFIGURATION}"
    yield "dn:"
    for name, value in (
        ("currentTime", collected), ("defaultNamingContext", layout.BASE), ("rootDomainNamingContext", layout.BASE),
        ("configurationNamingContext", layout.CONFIGURATION), ("schemaNamingContext", layout.SCHEMA),
        ("dnsHostName", f"dc01.{layout.DNS_DOMAIN}"), ("serverName", server), ("dsServiceName", f"CN=NTDS Settings,{server}"),
    ):
        yield from ldif.attribute_lines(name, value.encode())
    yield ""


def _entry(entry, links):
    yield from ldif.attribute_lines("dn", str(entry.dn).encode())
    for name in sorted(entry.keys(), key=lambda name: (name != "objectClass", name.lower())):
        if name == "dn" or name.lower() in SECRETS:
            continue
        for value in entry[name]:
            yield from ldif.attribute_lines(name, bytes(value))
    if not str(entry.dn).endswith(layout.SCHEMA):
        for value in links.of(entry.dn):
            yield from ldif.attribute_lines("msDS-ReplValueMetaData", value)
    yield ""


class LinkRecords:
    """Values of msDS-ReplValueMetaData: present and removed links, in XML ([MS-ADTS] 3.1.1.4.5.24)."""

    def __init__(self, database):
        self._database = database
        found = database.search(layout.SCHEMA, expression="(linkID=*)", attrs=["lDAPDisplayName", "linkID"])
        # Values of forward links, whose linkID is even, carry metadata of their own.
        self._links = sorted(str(entry["lDAPDisplayName"][0]) for entry in found if int(entry["linkID"][0]) % 2 == 0)
        found = database.search(layout.CONFIGURATION, expression="(objectClass=nTDSDSA)", attrs=["invocationId"])
        # invocationId to the DN of the directory service agent.
        # That of a read-only controller has none here: Samba sets it with a change that no other controller gets.
        self._agents = {
            str(ndr_unpack(misc.GUID, entry["invocationId"][0])): str(entry.dn) for entry in found if "invocationId" in entry}

    def of(self, dn):
        """The records of one object."""
        found = self._database.search(
            dn, scope=ldb.SCOPE_BASE, attrs=self._links,
            controls=["reveal_internals:0", "extended_dn:1:1", "show_deleted:1", "show_recycled:1", "show_deactivated_link:0"])
        for name in self._links:
            for value in found[0].get(name, []) if len(found) else []:
                if record := _record(name, bytes(value).decode(), self._agents):
                    yield record


def _record(name, value, agents):
    parts = dict(re.findall(r"<(RMD_\w+|GUID|SID)=([^>]*)>;", value))
    if "RMD_ADDTIME" not in parts:
        return None
    target = re.sub(r"<[^>]*>;", "", value)
    data = ""
    if match := re.match(r"B:(\d+):([0-9A-Fa-f]*):(.*)", target, re.DOTALL):
        data, target = match[2], match[3]
    removed = int(parts.get("RMD_FLAGS", "0")) & 1
    changed = _time(parts["RMD_CHANGETIME"])
    invocation = parts["RMD_INVOCID"]
    fields = (
        ("pszAttributeName", name), ("pszObjectDn", html.escape(target, quote=False)), ("cbData", str(len(data) // 2)), ("pbData", data),
        ("ftimeDeleted", changed if removed else NEVER), ("ftimeCreated", _time(parts["RMD_ADDTIME"])),
        ("dwVersion", parts["RMD_VERSION"]),
        ("ftimeLastOriginatingChange", changed), ("uuidLastOriginatingDsaInvocationID", invocation),
        ("usnOriginatingChange", parts["RMD_ORIGINATING_USN"]), ("usnLocalChange", parts["RMD_LOCAL_USN"]),
        ("pszLastOriginatingDsaDN", agents.get(invocation, "")),
    )
    body = "".join(f"\t<{field}>{content}</{field}>\n" for field, content in fields)
    return f"<DS_REPL_VALUE_META_DATA>\n{body}</DS_REPL_VALUE_META_DATA>\n\0".encode()


def _time(filetime):
    """Ticks of 100 ns since 1601 as ISO 8601."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(filetime) // 10_000_000 - FILETIME_OF_EPOCH))
