"""The part of the Exchange 2016 schema that the lab's objects use, and what adprep of Server 2016 adds.

Samba brings the schema of Windows Server 2012 R2. Names, syntaxes, links, property sets and the GUIDs that are publicly
known are those of the real schema; other GUIDs and all OIDs below 7000.102.50000 are the lab's own.
"""

import uuid

from . import layout

EXCHANGE_ATTRIBUTES = "1.2.840.113556.1.4.7000.102"
EXCHANGE_CLASSES = "1.2.840.113556.1.5.7000.62"
INFORMATION = "1f298a89-de98-47b8-b5cd-572ad53d267e"
PERSONAL_INFORMATION = "b1b3a417-ec55-4191-b327-b72e33e38af2"

# Attribute syntax as [MS-ADTS] 3.1.1.2.2.2: attributeSyntax, oMSyntax, oMObjectClass.
STRING = ("2.5.5.12", 64, None)
INTEGER = ("2.5.5.9", 2, None)
LARGE_INTEGER = ("2.5.5.16", 65, None)
OCTETS = ("2.5.5.10", 4, None)
NAME = ("2.5.5.1", 127, bytes.fromhex("2b0c0287731c00854a"))
DESCRIPTOR = ("2.5.5.15", 66, None)
NAME_AND_BINARY = ("2.5.5.7", 127, bytes.fromhex("2a864886f7140101010b"))

# cn, lDAPDisplayName, syntax, single-valued, property set, attributeID, schemaIDGUID, linkID; None: the lab's own or none.
ATTRIBUTES = (
    ("ms-DS-Key-Credential-Link", "msDS-KeyCredentialLink", NAME_AND_BINARY, False, "9b026da6-0d3c-465c-8bee-5199d7165cba",
     "1.2.840.113556.1.4.2328", "5b47d60f-6090-40b2-9f37-2a4de88f3063", 2220),
    ("ms-DS-Key-Credential-Link-BL", "msDS-KeyCredentialLink-BL", NAME, False, None,
     "1.2.840.113556.1.4.2329", "938ad788-225f-4eee-93b9-ad24a159e1db", 2221),
    ("ms-Exch-Home-MDB", "homeMDB", NAME, True, INFORMATION,
     "1.2.840.113556.1.2.244", "bf967987-0de6-11d0-a285-00aa003049e2", 32),
    ("ms-Exch-Home-MDB-BL", "homeMDBBL", NAME, False, None,
     "1.2.840.113556.1.4.393", "bf967988-0de6-11d0-a285-00aa003049e2", 33),
    ("ms-Exch-Mail-Nickname", "mailNickname", STRING, True, INFORMATION,
     "1.2.840.113556.1.2.447", None, None),
    ("ms-Exch-Public-Delegates", "publicDelegates", NAME, False, INFORMATION,
     "1.2.840.113556.1.2.238", "f0f8ff9a-1191-11d0-a060-00aa006c33ed", 14),
    ("ms-Exch-Home-Server-Name", "msExchHomeServerName", STRING, True, INFORMATION, None, None, None),
    ("ms-Exch-Mailbox-Guid", "msExchMailboxGuid", OCTETS, True, INFORMATION, None, None, None),
    ("ms-Exch-Mailbox-Security-Descriptor", "msExchMailboxSecurityDescriptor", DESCRIPTOR, True, None,
     None, "934de926-b09e-11d2-aa06-00c04f8eedd8", None),
    ("ms-Exch-Recipient-Type-Details", "msExchRecipientTypeDetails", LARGE_INTEGER, True, INFORMATION, None, None, None),
    ("ms-Exch-Recipient-Display-Type", "msExchRecipientDisplayType", INTEGER, True, INFORMATION, None, None, None),
    ("ms-Exch-Version", "msExchVersion", LARGE_INTEGER, True, INFORMATION, None, None, None),
    ("ms-Exch-Current-Server-Roles", "msExchCurrentServerRoles", INTEGER, True, None, None, None, None),
    ("ms-Exch-Server-Site", "msExchServerSite", NAME, True, None, None, None, None),
    ("ms-Exch-External-Host-Name", "msExchExternalHostName", STRING, True, None, None, None, None),
    ("ms-Exch-Internal-Host-Name", "msExchInternalHostName", STRING, True, None, None, None, None),
    ("ms-Exch-Metabase-Path", "msExchMetabasePath", STRING, True, None, None, None, None),
    ("ms-Exch-Schema-Version-Pt", "msExchSchemaVersionPt", STRING, True, None, None, None, None),
)

CONTAINER = "container"

# msExchConfigurationContainer is part of every schema. cn, lDAPDisplayName, superior class, attributes, possible superiors, governsID, schemaIDGUID; None: the lab's own.
CLASSES = (
    ("ms-Exch-Organization-Container", "msExchOrganizationContainer", CONTAINER, ("legacyExchangeDN", "objectVersion"),
     ("msExchConfigurationContainer",), None, None),
    ("ms-Exch-System-Objects-Container", "msExchSystemObjectsContainer", CONTAINER, ("objectVersion",), ("domainDNS",), None, None),
    ("ms-Exch-Admin-Group-Container", "msExchAdminGroupContainer", CONTAINER, (), (CONTAINER,), None, None),
    ("ms-Exch-Admin-Group", "msExchAdminGroup", CONTAINER, ("legacyExchangeDN",), ("msExchAdminGroupContainer",), None, None),
    ("ms-Exch-Servers-Container", "msExchServersContainer", CONTAINER, (), ("msExchAdminGroup",), None, None),
    ("ms-Exch-Exchange-Server", "msExchExchangeServer", CONTAINER,
     ("legacyExchangeDN", "serialNumber", "versionNumber", "networkAddress", "msExchCurrentServerRoles", "msExchServerSite",
      "msExchVersion"), ("msExchServersContainer",), None, None),
    ("ms-Exch-MDB-Container", "msExchMDBContainer", CONTAINER, (), ("msExchAdminGroup",), None, None),
    ("ms-Exch-Private-MDB", "msExchPrivateMDB", CONTAINER, ("legacyExchangeDN",), ("msExchMDBContainer",), None, None),
    ("ms-Exch-Virtual-Directory", "msExchVirtualDirectory", "top",
     ("msExchExternalHostName", "msExchInternalHostName", "msExchMetabasePath"), (CONTAINER,), None, None),
    ("ms-Exch-OAB-Virtual-Directory", "msExchOABVirtualDirectory", "msExchVirtualDirectory", (), (CONTAINER,), None, None),
    ("ms-Exch-ECP-Virtual-Directory", "msExchECPVirtualDirectory", "msExchVirtualDirectory", (), (CONTAINER,), None, None),
    ("ms-Exch-OWA-Virtual-Directory", "msExchOWAVirtualDirectory", "msExchVirtualDirectory", (), (CONTAINER,), None, None),
    ("ms-Exch-Web-Services-Virtual-Directory", "msExchWebServicesVirtualDirectory", "msExchVirtualDirectory", (),
     (CONTAINER,), None, None),
    ("ms-Exch-Mobile-Virtual-Directory", "msExchMobileVirtualDirectory", "msExchVirtualDirectory", (), (CONTAINER,), None, None),
    ("ms-Exch-Auto-Discover-Virtual-Directory", "msExchAutoDiscoverVirtualDirectory", "msExchVirtualDirectory", (),
     (CONTAINER,), None, None),
    ("ms-Exch-Power-Shell-Virtual-Directory", "msExchPowerShellVirtualDirectory", "msExchVirtualDirectory", (),
     (CONTAINER,), None, None),
)

RECIPIENT = (
    "homeMDB", "msExchHomeServerName", "msExchMailboxGuid", "msExchMailboxSecurityDescriptor", "msExchRecipientTypeDetails",
    "msExchRecipientDisplayType", "msExchVersion", "mailNickname", "publicDelegates",
)

PROPERTY_SETS = (
    ("Exchange-Information", INFORMATION, ("user", "group", "contact", "inetOrgPerson")),
    ("Exchange-Personal-Information", PERSONAL_INFORMATION, ("user", "inetOrgPerson")),
)

# What new objects of the Exchange configuration get: administrators and the system full control, everyone else reads.
CLASS_DESCRIPTOR = "D:(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;DA)(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;SY)(A;;RPLCLORC;;;AU)"


def extend_for_server_2016(directory):
    """What adprep adds that matters here: the key credential links."""
    for number, row in enumerate(ATTRIBUTES[:2]):
        _add_attribute(directory, number, row)
    directory.database.set_schema_update_now()
    for cn in ("User", "Computer"):
        directory.include(f"CN={cn},{layout.SCHEMA}", mayContain="msDS-KeyCredentialLink")
    directory.include(f"CN=Top,{layout.SCHEMA}", mayContain="msDS-KeyCredentialLink-BL")
    directory.change(layout.SCHEMA, objectVersion="87")
    directory.database.set_schema_update_now()


def extend_for_exchange(directory, range_upper):
    """Adds attributes, classes and property sets; `range_upper` is the version of the Exchange schema."""
    for number, row in enumerate(ATTRIBUTES):
        if number >= 2:
            _add_attribute(directory, number, row, range_upper)
    directory.database.set_schema_update_now()
    for number, row in enumerate(CLASSES):
        _add_class(directory, number, row)
        directory.database.set_schema_update_now()
    directory.include(f"CN=Mail-Recipient,{layout.SCHEMA}", mayContain=list(RECIPIENT))
    directory.include(f"CN=Top,{layout.SCHEMA}", mayContain="homeMDBBL")
    directory.database.set_schema_update_now()
    for cn, guid, applies_to in PROPERTY_SETS:
        classes = [_guid_of_class(directory, name) for name in applies_to]
        directory.add(
            f"CN={cn},CN=Extended-Rights,{layout.CONFIGURATION}", "controlAccessRight",
            rightsGuid=guid, displayName=cn, validAccesses="48", appliesTo=classes,
        )


def _add_attribute(directory, number, row, range_upper=None):
    cn, name, (syntax, om_syntax, om_class), single, property_set, oid, guid, link = row
    directory.add(
        f"CN={cn},{layout.SCHEMA}", "attributeSchema", lDAPDisplayName=name,
        attributeID=oid or f"{EXCHANGE_ATTRIBUTES}.{50000 + number}", schemaIDGUID=_bytes_of(guid, name),
        attributeSyntax=syntax, oMSyntax=str(om_syntax), oMObjectClass=om_class,
        isSingleValued="TRUE" if single else "FALSE", searchFlags="0", showInAdvancedViewOnly="TRUE",
        attributeSecurityGUID=uuid.UUID(property_set).bytes_le if property_set else None,
        linkID=str(link) if link else None, systemFlags="1" if name.endswith("BL") else None,
        rangeUpper=str(range_upper) if name == "msExchSchemaVersionPt" else None,
    )


def _add_class(directory, number, row):
    cn, name, superior, attributes, superiors, oid, guid = row
    directory.add(
        f"CN={cn},{layout.SCHEMA}", "classSchema", lDAPDisplayName=name, governsID=oid or f"{EXCHANGE_CLASSES}.{50000 + number}",
        schemaIDGUID=_bytes_of(guid, name), objectClassCategory="1", subClassOf=superior, rDNAttID="cn",
        mayContain=list(attributes) or None, possSuperiors=list(superiors), defaultSecurityDescriptor=CLASS_DESCRIPTOR,
        defaultObjectCategory=f"CN={cn},{layout.SCHEMA}", showInAdvancedViewOnly="TRUE",
    )


def _bytes_of(guid, name):
    return (uuid.UUID(guid) if guid else uuid.uuid5(uuid.NAMESPACE_DNS, f"{name}.schema.{layout.DNS_DOMAIN}")).bytes_le


def _guid_of_class(directory, name):
    found = directory.database.search(layout.SCHEMA, expression=f"(lDAPDisplayName={name})", attrs=["schemaIDGUID"])
    return str(uuid.UUID(bytes_le=found[0]["schemaIDGUID"][0]))
