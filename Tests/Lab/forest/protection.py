"""SDProp: what the PDC emulator does every hour and Samba does not ([MS-ADTS] 3.1.1.6.1)."""

import ldb
from samba.dcerpc import security
from samba.ndr import ndr_pack

from . import layout

# Domain Admins, Controllers, Schema and Enterprise Admins, read-only DCs; then krbtgt and Administrator; then the built-in ones.
RELATIVE = (500, 502, 512, 516, 518, 519, 521)
BUILTIN = (544, 548, 549, 550, 551, 552)


HOLDER = f"CN=AdminSDHolder,CN=System,{layout.BASE}"

# What Windows gives to AdminSDHolder. Samba leaves the object open to inheritance, which would hand every protected group to
# whoever may write groups below the domain head.
ACCOUNT_RESTRICTIONS, GENERAL_INFORMATION = "4c164200-20c0-11d0-a768-00aa006e0529", "59ba2f42-79a2-11d0-9020-00c04fc2d3cf"
MEMBERSHIP, LOGON_INFORMATION = "bc0ac240-79a9-11d0-9020-00c04fc2d4cf", "5f202010-79a5-11d0-9020-00c04fc2d4cf"
REMOTE_ACCESS_INFORMATION = "037088f8-0ae1-11d2-b422-00a0c968f939"
CHANGE_PASSWORD = "ab721a53-1e2f-11d0-9819-00aa0040529b"
PERSON_CLASSES = ("4828cc14-1437-45bc-9b07-ad6f015e5f28", "bf967aba-0de6-11d0-a285-00aa003049e2")
DEFAULT = "D:PAI(A;;LCRPLORC;;;AU)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;SY)(A;;CCDCLCSWRPWPLOCRSDRCWDWO;;;BA)" \
    "(A;;CCDCLCSWRPWPLOCRRCWDWO;;;DA)(A;;CCDCLCSWRPWPLOCRRCWDWO;;;EA)" \
    f"(OA;;CR;{CHANGE_PASSWORD};;WD)(OA;;CR;{CHANGE_PASSWORD};;PS)(OA;CI;RPWPCR;91e647de-d96f-4b70-9557-d63ff4f3ccd8;;PS)" \
    + "".join(f"(OA;;RP;{rights};{kind};RU)" for kind in PERSON_CLASSES for rights in (
        REMOTE_ACCESS_INFORMATION, GENERAL_INFORMATION, MEMBERSHIP, LOGON_INFORMATION, ACCOUNT_RESTRICTIONS)) \
    + "".join(f"(OA;;LCRPLORC;;{kind};RU)" for kind in PERSON_CLASSES) \
    + "(OA;;RP;46a9b11d-60ae-405a-b7e8-ff8a58d456d2;;S-1-5-32-560)(OA;;RPWP;6db69a1c-9422-11d1-aebd-0000f80367c1;;S-1-5-32-561)" \
    "(OA;;RPWP;5805bc62-bdc9-4428-a5e2-856a0f4c185e;;S-1-5-32-561)(OA;;RPWP;bf967a7f-0de6-11d0-a285-00aa003049e2;;CA)"


def close_holder(directory):
    """Gives AdminSDHolder the protected descriptor that it has on Windows."""
    directory.replace_descriptor(HOLDER, security.descriptor.from_sddl(DEFAULT, directory.domain_sid))


def propagate(directory):
    """Gives every protected principal the descriptor of AdminSDHolder and adminCount 1; returns the DNs that changed."""
    model = directory.descriptor(HOLDER)
    if not model.type & security.SEC_DESC_DACL_PROTECTED:
        raise RuntimeError("AdminSDHolder inherits")
    wanted = ndr_pack(model.dacl)
    changed = []
    for dn in sorted(_protected(directory)):
        present = directory.descriptor(dn)
        if ndr_pack(present.dacl) == wanted:
            continue
        message = ldb.Message(ldb.Dn(directory.database, dn))
        message["nTSecurityDescriptor"] = ldb.MessageElement(ndr_pack(model), ldb.FLAG_MOD_REPLACE, "nTSecurityDescriptor")
        message["adminCount"] = ldb.MessageElement("1", ldb.FLAG_MOD_REPLACE, "adminCount")
        directory.database.modify(message, controls=[f"sd_flags:1:{security.SECINFO_DACL}"])
        changed.append(dn)
    return changed


def _protected(directory):
    sids = [f"{layout.DOMAIN_SID}-{rid}" for rid in RELATIVE] + [f"S-1-5-32-{rid}" for rid in BUILTIN]
    found = set()
    waiting = [str(directory.database.search(f"<SID={sid}>", scope=ldb.SCOPE_BASE, attrs=["cn"])[0].dn) for sid in sids]
    while waiting:
        dn = waiting.pop()
        if dn in found:
            continue
        entry = directory.database.search(dn, scope=ldb.SCOPE_BASE, attrs=["objectClass", "member"])[0]
        classes = {str(value) for value in entry["objectClass"]}
        # Computer accounts of domain controllers keep their own descriptor.
        if "computer" in classes or not classes & {"user", "group"}:
            continue
        found.add(dn)
        waiting.extend(str(member) for member in entry.get("member", []))
    return found
