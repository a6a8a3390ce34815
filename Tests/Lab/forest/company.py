"""The invented company: its organisational units, staff, machines, groups, service accounts and group policies.

Accounts are named by department and number; no name stands for a person.
"""

from samba import dsdb

from . import layout

ROOT = f"OU=Nordwind,{layout.BASE}"
STAFF = f"OU=Belegschaft,{ROOT}"
GROUPS = f"OU=Gruppen,{ROOT}"
SERVICES = f"OU=Dienstkonten,{ROOT}"
ADMINISTRATORS = f"OU=Verwaltung,{ROOT}"
WORKSTATIONS = f"OU=Arbeitsplätze,{ROOT}"
SERVERS = f"OU=Server,{ROOT}"
POLICIES = f"CN=Policies,CN=System,{layout.BASE}"
DOMAIN_CONTROLLERS = f"OU=Domain Controllers,{layout.BASE}"

DEPARTMENTS = (
    ("Geschäftsführung", "leitung", 3), ("Einkauf", "einkauf", 10), ("Vertrieb", "vertrieb", 22), ("Fertigung", "fertigung", 30),
    ("Logistik", "logistik", 14), ("Personal", "personal", 6), ("Finanzen", "finanzen", 9), ("IT-Betrieb", "it", 8),
)

# sAMAccountName, what it is for, SPNs.
SERVICE_ACCOUNTS = (
    ("svc.sql", "Datenbankdienst auf SQL01", ("MSSQLSvc/sql01.nordwind.example:1433", "MSSQLSvc/sql01.nordwind.example")),
    ("svc.web", "Anwendungspool des Intranets auf WEB01", ("HTTP/intranet.nordwind.example",)),
    ("svc.sicherung", "Datensicherung", ()),
    ("svc.druck", "Druckverwaltung", ()),
    ("svc.auswertung", "Lesender Zugriff für Auswertungen", ()),
    ("MSOL_3f6c02a19b7e", "Verzeichnisabgleich mit der Cloud", ()),
)

ADMIN_ACCOUNTS = (
    ("adm.verzeichnis", "Verzeichnisverwaltung"), ("adm.notfall", "Notfallkonto, Kennwort im Tresor"),
    ("adm.exchange", "Postverwaltung"), ("adm.server", "Serververwaltung"),
)

SERVER_NAMES = ("EX01", "SQL01", "FS01", "DRUCK01", "SICHERUNG01", "WEB01")
WORKSTATION_COUNT = 48

# Policies: name, display name, what it is linked to.
WORKSTATION_POLICY = "{6F0C7C11-2B0E-4B5C-9D54-0B1C3A6E7F21}"
CONTROLLER_POLICY = "{B4E2D2C8-90A7-4E07-8A2B-52F4D8C9A613}"
POLICY_KEEPERS = "GG-GPO-Pflege"

GROUP_GLOBAL = str(dsdb.GTYPE_SECURITY_GLOBAL_GROUP)
GROUP_LOCAL = str(dsdb.GTYPE_SECURITY_DOMAIN_LOCAL_GROUP)
NORMAL_ACCOUNT, WORKSTATION_ACCOUNT, NEVER_EXPIRES = 0x200, 0x1000, 0x10000

READ_AND_WRITE = "RPWPCRCCDCLCLORCSDDTSW"
REPLICATION_GET_CHANGES = "1131f6aa-9c07-11d1-f79f-00c04fc2dcd2"
REPLICATION_GET_CHANGES_ALL = "1131f6ad-9c07-11d1-f79f-00c04fc2dcd2"
MEMBER = "bf9679c0-0de6-11d0-a285-00aa003049e2"


def add_units(directory):
    directory.add(ROOT, "organizationalUnit")
    for unit in (STAFF, GROUPS, SERVICES, ADMINISTRATORS, WORKSTATIONS, SERVERS):
        directory.add(unit, "organizationalUnit")
    for name, _, _ in DEPARTMENTS:
        directory.add(f"OU={name},{STAFF}", "organizationalUnit")
    # Accounts of the lab must not expire in its middle.
    directory.change(layout.BASE, maxPwdAge="-9223372036854775808", minPwdAge="0")


def name_controller(directory):
    """The service principal names that a Windows domain controller registers for itself when it first starts."""
    site = f"CN=Default-First-Site-Name,CN=Sites,{layout.CONFIGURATION}"
    agent = directory.guid_of(f"CN=NTDS Settings,CN={layout.HOST.upper()},CN=Servers,{site}")
    host = f"{layout.HOST}.{layout.DNS_DOMAIN}"
    directory.include(directory.dn_of(f"{layout.HOST.upper()}$"), servicePrincipalName=[
        f"ldap/{host}", f"ldap/{layout.HOST.upper()}", f"ldap/{host}/{layout.DNS_DOMAIN}", f"GC/{host}/{layout.DNS_DOMAIN}",
        f"RestrictedKrbHost/{host}", f"E3514235-4B06-11D1-AB04-00C04FC2DCD2/{agent}/{layout.DNS_DOMAIN}",
        f"ldap/{agent}._msdcs.{layout.DNS_DOMAIN}"])


def staff():
    """Every account of the staff: (department, account name, display name)."""
    return [(name, f"{short}.{number:02}", f"{name} {number:02}") for name, short, count in DEPARTMENTS for number in range(1, count + 1)]


def add_user(directory, container, account, title, **attributes):
    return directory.add(
        f"CN={title},{container}", "user", sAMAccountName=account, displayName=title,
        userPrincipalName=f"{account}@{layout.DNS_DOMAIN}", userAccountControl=str(NORMAL_ACCOUNT | NEVER_EXPIRES),
        unicodePwd=attributes.pop("unicodePwd", None) or directory.password(), **attributes,
    )


def add_computer(directory, container, name, system):
    host = f"{name.lower()}.{layout.DNS_DOMAIN}"
    return directory.add(
        f"CN={name},{container}", "computer", sAMAccountName=f"{name}$", userAccountControl=str(WORKSTATION_ACCOUNT),
        dNSHostName=host, operatingSystem=system, unicodePwd=directory.password(),
        servicePrincipalName=[f"{service}/{target}" for service in ("HOST", "RestrictedKrbHost") for target in (name, host)],
    )


def add_group(directory, name, members=(), kind=GROUP_GLOBAL, description=None):
    dn = directory.add(f"CN={name},{GROUPS}", "group", sAMAccountName=name, groupType=kind, description=description)
    if members:
        directory.include(dn, member=[directory.dn_of(member) for member in members])
    return dn


def add_groups(directory):
    """One group a department, the groups of the IT, and DNS administration as Windows creates it."""
    for name, short, _ in DEPARTMENTS:
        add_group(directory, f"GG-{name}", [account for department, account, _ in staff() if department == name])
    add_group(directory, "GG-Alle", [f"GG-{name}" for name, _, _ in DEPARTMENTS])
    add_group(directory, "GG-Helpdesk", ["it.03", "it.04"], description="Setzt Kennwörter der Belegschaft zurück")
    add_group(directory, "GG-Serverbetrieb", ["adm.server", "it.05"])
    add_group(directory, POLICY_KEEPERS, ["adm.server"], description="Pflegt Gruppenrichtlinien")
    add_group(directory, "DL-Freigabe-Vertrieb", ["GG-Vertrieb", "leitung.01"], kind=GROUP_LOCAL)
    directory.add(f"CN=DnsAdmins,CN=Users,{layout.BASE}", "group", sAMAccountName="DnsAdmins", groupType=GROUP_LOCAL)
    helpdesk = directory.sid_of("GG-Helpdesk")
    directory.grant(STAFF, f"(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;bf967aba-0de6-11d0-a285-00aa003049e2;{helpdesk})")


def add_privileges(directory):
    """Who holds Tier 0 from the first day."""
    users = f"CN=Users,{layout.BASE}"
    directory.include(f"CN=Domain Admins,{users}", member=[directory.dn_of("adm.verzeichnis"), directory.dn_of("adm.notfall")])
    directory.include(f"CN=Backup Operators,CN=Builtin,{layout.BASE}", member=directory.dn_of("svc.sicherung"))
    synchronisation = directory.sid_of("MSOL_3f6c02a19b7e")
    directory.grant(layout.BASE, f"(OA;;CR;{REPLICATION_GET_CHANGES};;{synchronisation})",
                    f"(OA;;CR;{REPLICATION_GET_CHANGES_ALL};;{synchronisation})")


def add_policies(directory):
    """A policy for workstations, and one for the domain controllers that a group of the IT may edit: the company's weak spot."""
    add_policy(directory, WORKSTATION_POLICY, "Arbeitsplätze Grundschutz", WORKSTATIONS)
    dn = add_policy(directory, CONTROLLER_POLICY, "Domänencontroller Wartung", DOMAIN_CONTROLLERS)
    directory.grant(dn, f"(A;CI;{READ_AND_WRITE};;;{directory.sid_of(POLICY_KEEPERS)})")


def add_policy(directory, guid, title, linked_to):
    dn = directory.add(
        f"CN={guid},{POLICIES}", "groupPolicyContainer", displayName=title, flags="0", versionNumber="1",
        gPCFunctionalityVersion="2", gPCFileSysPath=f"\\\\{layout.DNS_DOMAIN}\\sysvol\\{layout.DNS_DOMAIN}\\Policies\\{guid}",
    )
    for part in ("Machine", "User"):
        directory.add(f"CN={part},{dn}", "container")
    present = directory.database.search(linked_to, scope=0, attrs=["gPLink"])[0].get("gPLink", [b""])[0].decode()
    directory.change(linked_to, gPLink=f"{present}[LDAP://{dn};0]")
    return dn


def close_dns_to_exchange(directory):
    """The deny that cumulative updates since June 2019 put on DnsAdmins."""
    directory.grant(
        f"CN=DnsAdmins,CN=Users,{layout.BASE}",
        *(f"(OD;;WP;{MEMBER};;{directory.sid_of(name)})" for name in ("Exchange Windows Permissions", "Exchange Trusted Subsystem")),
    )
