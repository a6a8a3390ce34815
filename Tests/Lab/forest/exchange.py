"""Exchange 2016 as its setup leaves it in Active Directory: containers, groups, rights, the server, its virtual directories."""

import re
import uuid
from pathlib import Path

from samba import dsdb

from . import exchange_schema, layout, protection

ROOT = f"CN=Microsoft Exchange,CN=Services,{layout.CONFIGURATION}"
ORGANISATION = f"CN=Nordwind,{ROOT}"
ADMIN_GROUP = f"CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,{ORGANISATION}"
GROUPS = f"OU=Microsoft Exchange Security Groups,{layout.BASE}"
SYSTEM_OBJECTS = f"CN=Microsoft Exchange System Objects,{layout.BASE}"
LEGACY = "/o=Nordwind/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
DATABASE = f"CN=DB01,CN=Databases,{ADMIN_GROUP}"
SERVER = "EX01"
SERVER_OBJECT = f"CN={SERVER},CN=Servers,{ADMIN_GROUP}"
HTTP = f"CN=HTTP,CN=Protocols,{SERVER_OBJECT}"
OFFLINE_ADDRESS_BOOK = f"CN=OAB (Default Web Site),{HTTP}"

# Name and the well-known GUID under which otherWellKnownObjects lists it.
SECURITY_GROUPS = (
    ("Organization Management", "C262A929D691B74A9E068728F8F842EA"),
    ("Recipient Management", "DB72C41D49580A4DB304FE6981E56297"),
    ("View-Only Organization Management", "1A9E39D35ABE5747B979FFC0C6E5EA26"),
    ("Public Folder Management", "45FA417B3574DC4E929BC4B059699792"),
    ("UM Management", "E80CDFB75697934981C898B4DBC5A0C6"),
    ("Help Desk", "B3DDC6BE2A3BE84B97EB2DCE9477E389"),
    ("Records Management", "BEA432C94E1D254EAF99B40573360D5B"),
    ("Discovery Management", "C67FDE2E8339674490FBAFDCA3DFDC95"),
    ("Server Management", "4DB8E7754EB6C1439565612E69A80A4F"),
    ("Delegated Setup", "D1281926D1F55B44866D1D6B5BD87A09"),
    ("Hygiene Management", "03B709F451F3BF4388E33495369B6771"),
    ("Compliance Management", "B30A449BA9B420458C4BB22F33C52766"),
    ("Security Reader", "776B176BD3CB2A4DA7829EA963693013"),
    ("Security Administrator", "03D7F0316EF4B3498AC434B6E16F09D9"),
    ("Exchange Servers", "A7D2016C83F003458132789EEB127B84"),
    ("Exchange Trusted Subsystem", "EA876A58DB6DD04C9006939818F800EB"),
    ("Managed Availability Servers", "02522ECF9985984A9232056FC704CC8B"),
    ("Exchange Windows Permissions", "4C17D0117EBE6642AFAEE03BC66D381F"),
    ("ExchangeLegacyInterop", "9C5B963F67F14A4B936CB8EFB19C4784"),
)

ABBREVIATIONS = {
    "ES": "Exchange Servers", "ETS": "Exchange Trusted Subsystem", "EWP": "Exchange Windows Permissions",
    "OM": "Organization Management", "DS": "Delegated Setup", "RM": "Recipient Management", "HD": "Help Desk",
    "MAS": "Managed Availability Servers", "VOM": "View-Only Organization Management", "PFM": "Public Folder Management",
    "UM": "UM Management", "REC": "Records Management", "DISC": "Discovery Management", "SM": "Server Management",
}

UNIVERSAL_SECURITY_GROUP = str(dsdb.GTYPE_SECURITY_UNIVERSAL_GROUP)
GLOBAL_SECURITY_GROUP = str(dsdb.GTYPE_SECURITY_GLOBAL_GROUP)
FULL_CONTROL = "RPWPCRCCDCLCLORCWOWDSDDTSW"
GROUP_CLASS = "bf967a9c-0de6-11d0-a285-00aa003049e2"
MEMBER = "bf9679c0-0de6-11d0-a285-00aa003049e2"
PREPARED = {"schema": 15332, "organisation": "16213", "domain": "13237"}


def prepare(directory):
    """What /PrepareSchema and /PrepareAD of cumulative update 13 do."""
    exchange_schema.extend_for_exchange(directory, PREPARED["schema"])
    directory.add(ROOT, "msExchConfigurationContainer")
    directory.add(ORGANISATION, "msExchOrganizationContainer", objectVersion=PREPARED["organisation"], legacyExchangeDN="/o=Nordwind")
    directory.add(f"CN=Administrative Groups,{ORGANISATION}", "msExchAdminGroupContainer")
    directory.add(ADMIN_GROUP, "msExchAdminGroup", legacyExchangeDN=LEGACY)
    directory.add(f"CN=Servers,{ADMIN_GROUP}", "msExchServersContainer")
    directory.add(f"CN=Databases,{ADMIN_GROUP}", "msExchMDBContainer")
    for name in ("RBAC", "Transport Settings", "Recipient Policies"):
        directory.add(f"CN={name},{ORGANISATION}", "container")

    directory.add(GROUPS, "organizationalUnit")
    for name, _ in SECURITY_GROUPS:
        directory.add(f"CN={name},{GROUPS}", "group", sAMAccountName=name, groupType=UNIVERSAL_SECURITY_GROUP)
    directory.change(ROOT, otherWellKnownObjects=[f"B:32:{guid}:CN={name},{GROUPS}" for name, guid in SECURITY_GROUPS])
    directory.include(group("Exchange Windows Permissions"), member=group("Exchange Trusted Subsystem"))

    directory.add(SYSTEM_OBJECTS, "msExchSystemObjectsContainer", objectVersion=PREPARED["domain"])
    directory.add(f"CN=Monitoring Mailboxes,{SYSTEM_OBJECTS}", "container")
    directory.add(install_domain_servers(), "group", sAMAccountName="Exchange Install Domain Servers", groupType=GLOBAL_SECURITY_GROUP)
    directory.include(group("Exchange Servers"), member=install_domain_servers())

    rights = read_rights(directory)
    directory.grant(SYSTEM_OBJECTS, *rights["MESO"])
    directory.grant(layout.BASE, *rights["domain"])
    directory.grant(protection.HOLDER, *rights["AdminSDHolder"])
    _grant_groups(directory)
    directory.grant(ROOT, *(f"(A;CI;{FULL_CONTROL};;;{directory.sid_of(name)})"
                            for name in ("Organization Management", "Exchange Trusted Subsystem")))


def install_server(directory, site):
    """What setup of the mailbox role on EX01 adds; the computer account is there already."""
    computer = directory.dn_of(f"{SERVER}$")
    for name in (install_domain_servers(), *map(group, ("Exchange Servers", "Exchange Trusted Subsystem", "Managed Availability Servers"))):
        directory.include(name, member=computer)
    host = f"{SERVER.lower()}.{layout.DNS_DOMAIN}"
    directory.include(computer, servicePrincipalName=[
        f"{service}/{name}" for service in ("exchangeMDB", "exchangeRFR", "exchangeAB", "SMTP", "SmtpSvc") for name in (SERVER, host)])
    directory.add(
        SERVER_OBJECT, "msExchExchangeServer", legacyExchangeDN=f"{LEGACY}/cn=Configuration/cn=Servers/cn={SERVER}",
        serialNumber="Version 15.1 (Build 31779.2)", versionNumber="1942062835", msExchCurrentServerRoles="16439",
        networkAddress=[f"ncacn_ip_tcp:{host}", f"netbios:{SERVER}"], msExchServerSite=site, msExchVersion="1125899906842624",
    )
    directory.add(f"CN=Protocols,{SERVER_OBJECT}", "container")
    directory.add(HTTP, "container")
    for label, kind, path in (
        ("OAB", "OAB", "OAB"), ("ecp", "ECP", "ecp"), ("owa", "OWA", "owa"), ("EWS", "WebServices", "EWS/Exchange.asmx"),
        ("Microsoft-Server-ActiveSync", "Mobile", "Microsoft-Server-ActiveSync"),
        ("Autodiscover", "AutoDiscover", "Autodiscover/Autodiscover.xml"), ("PowerShell", "PowerShell", "powershell"),
    ):
        directory.add(
            f"CN={label} (Default Web Site),{HTTP}", f"msExch{kind}VirtualDirectory",
            msExchInternalHostName=f"https://{host}/{path}", msExchMetabasePath=f"IIS://{host}/W3SVC/1/ROOT/{label}",
            msExchExternalHostName=f"https://post.{layout.DNS_DOMAIN}/{path}",
        )
    directory.add(DATABASE, "msExchPrivateMDB", legacyExchangeDN=f"{LEGACY}/cn=Configuration/cn=Servers/cn={SERVER}/cn=DB01")


def update_server(directory, build, version, schema, organisation, domain):
    """A later cumulative update: the version on the server, and what its /PrepareAD raises."""
    directory.change(f"CN=ms-Exch-Schema-Version-Pt,{layout.SCHEMA}", rangeUpper=str(schema))
    directory.change(ORGANISATION, objectVersion=organisation)
    directory.change(SYSTEM_OBJECTS, objectVersion=domain)
    directory.change(SERVER_OBJECT, serialNumber=f"Version 15.1 (Build {build})", versionNumber=str(version))


def enable_mailbox(directory, account, kind="1"):
    """Gives an account a mailbox in DB01."""
    dn = directory.dn_of(account)
    directory.change(
        dn, homeMDB=DATABASE, mailNickname=account, msExchVersion="1126140425011200", msExchRecipientTypeDetails=kind,
        msExchHomeServerName=f"{LEGACY}/cn=Configuration/cn=Servers/cn={SERVER}", msExchRecipientDisplayType="1073741824",
        msExchMailboxGuid=uuid.uuid5(uuid.NAMESPACE_DNS, f"{account}.mailbox.{layout.DNS_DOMAIN}").bytes_le,
        mail=f"{account}@{layout.DNS_DOMAIN}", proxyAddresses=f"SMTP:{account}@{layout.DNS_DOMAIN}",
        legacyExchangeDN=f"{LEGACY}/cn=Recipients/cn={account}",
    )


def group(name):
    return f"CN={name},{GROUPS}"


def install_domain_servers():
    return f"CN=Exchange Install Domain Servers,{SYSTEM_OBJECTS}"


def read_rights(directory):
    """`exchange-rights.txt`, section by section, with the SIDs of this forest."""
    sids = {short: directory.sid_of(name) for short, name in ABBREVIATIONS.items()}
    sections = {}
    for line in (Path(__file__).parent / "exchange-rights.txt").read_text().splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line):
            current = sections.setdefault(match[1], [])
        elif line.startswith("("):
            body, trustee = line[1:-1].rsplit(";", 1)
            current.append(f"({body};{sids.get(trustee, trustee)})")
    return sections


def _grant_groups(directory):
    """The rights on the organisational unit of the Exchange groups, which let the servers join each other to any of them."""
    subsystem = directory.sid_of("Exchange Trusted Subsystem")
    directory.grant(
        GROUPS,
        f"(A;CI;{FULL_CONTROL};;;{directory.sid_of('Organization Management')})",
        f"(OA;CI;CC;{GROUP_CLASS};;{subsystem})",
        f"(OA;CIIO;SD;;{GROUP_CLASS};{subsystem})",
        f"(OA;CIIO;WP;{MEMBER};{GROUP_CLASS};{subsystem})",
    )
