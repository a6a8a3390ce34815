"""Writing to the directory: a thin layer over Samba's own database modules.

Everything goes through the modules that a domain controller uses for LDAP requests, so that schema checks, access checks,
inheritance, links and replication metadata are Samba's work and not the lab's.
"""

import random

import ldb
from samba.auth import (
    AUTH_SESSION_INFO_AUTHENTICATED,
    AUTH_SESSION_INFO_DEFAULT_GROUPS,
    AUTH_SESSION_INFO_SIMPLE_PRIVILEGES,
    system_session,
    user_session,
)
from samba.dcerpc import misc, security
from samba.ndr import ndr_pack, ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB

from . import layout

DESCRIPTOR_PARTS = security.SECINFO_OWNER | security.SECINFO_GROUP | security.SECINFO_DACL


class Directory:
    """One session on the database: as the domain controller itself, or as an account with that account's rights."""

    def __init__(self, folder, clock, session=None, options=()):
        """`options` are those of ldb, e.g. `batch_mode:1` for a crowd of objects: a failure then loses the transaction."""
        self.place = layout.Layout(folder)
        self.clock = clock
        self.parameters = LoadParm()
        self.parameters.load(str(self.place.configuration))
        self.database = SamDB(
            url=str(self.place.database), session_info=session or system_session(self.parameters), lp=self.parameters,
            options=list(options),
        )
        self.domain_sid = security.dom_sid(layout.DOMAIN_SID)
        self.random = random.Random(20180312)

    def acting_as(self, account):
        """The same database with the rights of an account, so that an access it does not have fails here, too."""
        flags = AUTH_SESSION_INFO_DEFAULT_GROUPS | AUTH_SESSION_INFO_AUTHENTICATED | AUTH_SESSION_INFO_SIMPLE_PRIVILEGES
        session = user_session(self.database, lp_ctx=self.parameters, dn=self.dn_of(account), session_info_flags=flags)
        return Directory(self.place.folder, self.clock, session)

    # Reading

    def dn_of(self, account):
        """The DN of a sAMAccountName; raises LookupError."""
        found = self.database.search(layout.BASE, expression=f"(sAMAccountName={ldb.binary_encode(account)})", attrs=["objectSid"])
        if len(found) != 1:
            raise LookupError(account)
        return str(found[0].dn)

    def sid_of(self, account):
        found = self.database.search(self.dn_of(account), scope=ldb.SCOPE_BASE, attrs=["objectSid"])
        return str(ndr_unpack(security.dom_sid, found[0]["objectSid"][0]))

    def guid_of(self, dn):
        found = self.database.search(dn, scope=ldb.SCOPE_BASE, attrs=["objectGUID"])
        return str(ndr_unpack(misc.GUID, found[0]["objectGUID"][0]))

    def descriptor(self, dn):
        found = self.database.search(
            dn, scope=ldb.SCOPE_BASE, attrs=["nTSecurityDescriptor"], controls=[f"sd_flags:1:{DESCRIPTOR_PARTS}"]
        )
        return ndr_unpack(security.descriptor, found[0]["nTSecurityDescriptor"][0])

    # Writing

    def add(self, dn, object_class, **attributes):
        """Adds an object. Attribute names with a hyphen are written with an underscore."""
        entry = {"dn": dn, "objectClass": object_class}
        entry.update((name.replace("_", "-"), value) for name, value in attributes.items() if value is not None)
        self.database.add(entry)
        return dn

    def change(self, dn, **attributes):
        """Replaces attributes; a value of None removes one."""
        self._modify(dn, ldb.FLAG_MOD_REPLACE, attributes)

    def include(self, dn, **attributes):
        self._modify(dn, ldb.FLAG_MOD_ADD, attributes)

    def exclude(self, dn, **attributes):
        self._modify(dn, ldb.FLAG_MOD_DELETE, attributes)

    def remove(self, dn):
        self.database.delete(dn)

    def grant(self, dn, *aces):
        """Adds ACEs (SDDL, without inherited ones) to the DACL of an object, in canonical order."""
        descriptor = self.descriptor(dn)
        added = security.descriptor.from_sddl("D:" + "".join(aces), self.domain_sid).dacl.aces
        explicit = [ace for ace in descriptor.dacl.aces if not ace.flags & security.SEC_ACE_FLAG_INHERITED_ACE]
        dacl = security.acl()
        dacl.revision = security.SECURITY_ACL_REVISION_ADS
        ordered = sorted([*explicit, *added], key=_canonical_place)
        dacl.aces = ordered
        dacl.num_aces = len(ordered)
        descriptor.dacl = dacl
        self.replace_descriptor(dn, descriptor)

    def replace_descriptor(self, dn, descriptor):
        message = ldb.Message(ldb.Dn(self.database, dn))
        value = ndr_pack(descriptor)
        message["nTSecurityDescriptor"] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, "nTSecurityDescriptor")
        self.database.modify(message, controls=[f"sd_flags:1:{security.SECINFO_DACL}"])

    def password(self):
        """A password that nobody knows, in the form that unicodePwd wants."""
        letters = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
        return encoded("".join(self.random.choice(letters) for _ in range(20)) + "-7a")

    def _modify(self, dn, flag, attributes):
        message = ldb.Message(ldb.Dn(self.database, dn))
        for name, value in attributes.items():
            name = name.replace("_", "-")
            message[name] = ldb.MessageElement([] if value is None else value, flag, name)
        self.database.modify(message)


def encoded(password):
    """A password as unicodePwd takes it: in quotation marks, UTF-16."""
    return f'"{password}"'.encode("utf-16-le")


def _canonical_place(ace):
    denies = (security.SEC_ACE_TYPE_ACCESS_DENIED, security.SEC_ACE_TYPE_ACCESS_DENIED_OBJECT)
    objects = (security.SEC_ACE_TYPE_ACCESS_ALLOWED_OBJECT, security.SEC_ACE_TYPE_ACCESS_DENIED_OBJECT)
    return (ace.type not in denies, ace.type in objects)
