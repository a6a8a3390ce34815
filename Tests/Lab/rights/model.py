"""The access check of [MS-ADTS] 5.1.3.3, written a second time and apart from foothold, and the known ways in which Samba 4.17
departs from it. `Model.answer` gives what a domain controller with a given set of departures answers.
"""

from samba.dcerpc import security
from samba.ndr import ndr_unpack

CREATE_CHILD, LIST_CONTENTS, WRITE_PROPERTY, LIST_OBJECT, CONTROL_ACCESS = 0x1, 0x4, 0x20, 0x80, 0x100
READ_CONTROL, WRITE_DACL, WRITE_OWNER, SYSTEM_SECURITY = 0x20000, 0x40000, 0x80000, 0x1000000
GENERIC = {0x10000000: 0xF01FF, 0x20000000: 0x20004, 0x40000000: 0x20028, 0x80000000: 0x20094}

SELF, OWNER_RIGHTS, ADMINISTRATORS = "S-1-5-10", "S-1-3-4", "S-1-5-32-544"
ALLOWS = (security.SEC_ACE_TYPE_ACCESS_ALLOWED, security.SEC_ACE_TYPE_ACCESS_ALLOWED_OBJECT)
DENIES = (security.SEC_ACE_TYPE_ACCESS_DENIED, security.SEC_ACE_TYPE_ACCESS_DENIED_OBJECT)

# The departures, by the names that differences.json explains.
OWNER_RIGHTS_IGNORED = "owner-rights-ignored"
CONTROL_ACCESS_GRANTS_ALL = "control-access-grants-all"
DESCRIPTOR_IS_AN_ATTRIBUTE = "descriptor-is-an-attribute"
HISTORY_NOT_IN_TOKEN = "history-not-in-token"
LISTING_KNOWS_SIMPLE_ENTRIES = "listing-knows-simple-entries"
OF_RIGHTS = (OWNER_RIGHTS_IGNORED, CONTROL_ACCESS_GRANTS_ALL, DESCRIPTOR_IS_AN_ATTRIBUTE, HISTORY_NOT_IN_TOKEN)
OF_VISIBILITY = (LISTING_KNOWS_SIMPLE_ENTRIES, OWNER_RIGHTS_IGNORED, HISTORY_NOT_IN_TOKEN)
DEPARTURES = OF_RIGHTS + (LISTING_KNOWS_SIMPLE_ENTRIES,)


class Entry:
    """One effective entry of a list, its mask without generic bits."""

    def __init__(self, ace):
        self.allows = ace.type in ALLOWS
        self.is_typed_kind = ace.type in (ALLOWS[1], DENIES[1])
        self.trustee = str(ace.trustee)
        self.mask = ace.access_mask & 0x0FFFFFFF
        for bit, meaning in GENERIC.items():
            if ace.access_mask & bit:
                self.mask |= meaning
        has_type = self.is_typed_kind and ace.object.flags & security.SEC_ACE_OBJECT_TYPE_PRESENT
        self.type = str(ace.object.type).lower() if has_type else None


class Descriptor:
    def __init__(self, octets):
        parsed = ndr_unpack(security.descriptor, octets)
        self.owner = str(parsed.owner_sid)
        self.is_null = parsed.dacl is None or not parsed.type & security.SEC_DESC_DACL_PRESENT
        aces = [] if parsed.dacl is None else parsed.dacl.aces
        self.entries = [
            Entry(ace) for ace in aces
            if ace.type in ALLOWS + DENIES and not ace.flags & security.SEC_ACE_FLAG_INHERIT_ONLY]


class Model:
    """Answers for every pair of what was read of one forest (`facts` of ask.py)."""

    def __init__(self, facts):
        self.attributes = facts["attributes"]
        self.classes = facts["classes"]
        self.objects = facts["objects"]
        self.histories = facts["histories"]
        self.lists_objects = facts["heuristics"][2:3] == "1"
        self.descriptors = {dn: Descriptor(bytes.fromhex(entry["descriptor"])) for dn, entry in self.objects.items()}
        self.tokens = {name: frozenset(answer["token"]) for name, answer in facts["principals"].items()}
        self.own = self.attributes["nTSecurityDescriptor"]

    def answer(self, who, on, departures=frozenset()):
        return _Question(self, who, on, departures).answer()

    def is_visible(self, who, on, departures=frozenset()):
        """Whether the requester can see the object (5.1.3.3.6); None when the parent's list was not read."""
        parent = on.split(",", 1)[1]
        if parent not in self.objects:
            return None
        if _Question(self, who, parent, departures).shows(LIST_CONTENTS):
            return True
        return self.lists_objects and all(_Question(self, who, dn, departures).shows(LIST_OBJECT) for dn in (parent, on))


class _Question:
    def __init__(self, model, who, on, departures):
        self.model = model
        self.target = model.objects[on]
        self.departures = departures
        self.descriptor = model.descriptors[on]
        self.token = model.tokens[who]
        if HISTORY_NOT_IN_TOKEN not in departures:
            self.token = self.token | set(model.histories[who])
        self.is_owner = self.descriptor.owner in self.token
        self.entries = [entry for entry in self.descriptor.entries if self._concerns(entry)]
        self.types = {entry.type for entry in self.entries}
        self.known = {}

    def _concerns(self, entry):
        if entry.trustee == SELF:
            return self.target["sid"] in self.token
        if entry.trustee == OWNER_RIGHTS:
            return self.is_owner and OWNER_RIGHTS_IGNORED not in self.departures
        return entry.trustee in self.token

    def answer(self):
        model, root = self.model, self.model.classes[self.target["class"]]
        whole = (root,)
        if DESCRIPTOR_IS_AN_ATTRIBUTE in self.departures:
            whole = (root, model.own["set"], model.own["guid"])
        sd = 0
        for bits, right in ((3, WRITE_OWNER), (4, WRITE_DACL), (8, SYSTEM_SECURITY)):
            sd |= bits if self._grants(right, whole) else 0
        writes, reserved = [], []
        for name in self.target["attributes"]:
            attribute = model.attributes[name]
            if attribute["constructed"] and name != "entryTTL" or attribute["backLink"]:
                continue
            if self._grants(WRITE_PROPERTY, (root, attribute["set"], attribute["guid"])):
                (reserved if attribute["systemOnly"] else writes).append(name)
        creates = [name for name in self.target["children"] if self._grants(CREATE_CHILD, (model.classes[name],))]
        return {"sd": sd, "writes": sorted(writes), "systemOnly": sorted(reserved), "creates": sorted(creates)}

    def shows(self, right):
        if LISTING_KNOWS_SIMPLE_ENTRIES in self.departures:
            self.entries = [entry for entry in self.entries if not entry.is_typed_kind]
        return self._grants(right, (self.model.classes[self.target["class"]],))

    def _grants(self, right, tree):
        """Whether a right is granted at the node that ends a path of the object type tree."""
        named = frozenset(guid for guid in tree if guid in self.types)
        if (right, named) not in self.known:
            self.known[right, named] = self._walk(right, named)
        return self.known[right, named]

    def _walk(self, right, named):
        if right == SYSTEM_SECURITY:
            return ADMINISTRATORS in self.token
        if self.descriptor.is_null:
            return True
        if right == WRITE_DACL and self.is_owner:
            replaced = any(entry.trustee == OWNER_RIGHTS for entry in self.descriptor.entries)
            if not replaced or OWNER_RIGHTS_IGNORED in self.departures:
                return True
        if right == WRITE_OWNER and ADMINISTRATORS in self.token:
            return True
        for entry in self.entries:
            if entry.type is not None and entry.type not in named:
                continue
            if entry.mask & right:
                return entry.allows
            if CONTROL_ACCESS_GRANTS_ALL in self.departures and entry.allows and entry.is_typed_kind \
                    and entry.mask & CONTROL_ACCESS:
                return True
        return False
