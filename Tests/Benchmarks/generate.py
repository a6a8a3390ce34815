#!/usr/bin/env python3
"""Writes LDIF as large as wanted, in the likeness of a real domain.

The bundled forest comes first, so that schema, Exchange and the attack are in it; then users, computers and groups of the same
domain follow: descriptors of several kilobytes of which few are distinct, replication metadata that fits their times, groups
with thousands of members. The same seed gives the same bytes.
"""

import argparse
import base64
import bisect
import calendar
import random
import re
import struct
import sys
import time
from binascii import b2a_base64
from pathlib import Path

BASE = "DC=nordwind,DC=example"
ROOT = f"OU=Werke,{BASE}"
DOMAIN_SID = (21, 1004336348, 1177238915, 682003330)
FIRST_RID = 200_000
EPOCH = 11_644_473_600  # Seconds from 1601 to 1970.
SINCE = calendar.timegm((2018, 4, 3, 6, 0, 0))
UNTIL = calendar.timegm((2021, 4, 9, 18, 0, 0))

# Room between two update sequence numbers of the bundled forest, into which those of the generated objects fit.
SPREAD = 1 << 20

UNITS = 60
LARGE_GROUPS_PER_10_000 = 4
SHARE_WITH_XML = 0.02

# ATTRTYPs in the metadata of each kind of object ([MS-DRSR] 5.16.4); their names as far as the prefix table is that of every forest.
COMMON = (0x0, 0x3, 0x20001, 0x20002, 0x20119, 0x90001, 0x90092, 0x900DD, 0x9012E, 0x9030E)
PERSON = (0xB, 0x7, 0x14, 0x2A, 0xD, 0x2000D, 0x90008, 0x90010, 0x90019, 0x90037, 0x90040, 0x9005A, 0x9005E, 0x90060, 0x90062,
          0x9007D, 0x9009F, 0x900A0, 0x90290)
COMPUTER = (0x90008, 0x90010, 0x90019, 0x90037, 0x90040, 0x9005A, 0x9005E, 0x90060, 0x90062, 0x9007D, 0x9009F, 0x900A0, 0x9016B,
            0x9016C, 0x9026B, 0x90303)
GROUP = (0xD, 0x902EE)
# Attributes of which the last change is later than the creation.
CHANGING = frozenset((0x9005A, 0x90037, 0x9005E, 0x900A0, 0x90060, 0x9007D))
NAMES = {
    0x0: "objectClass", 0x3: "cn", 0x4: "sn", 0x7: "l", 0xB: "ou", 0xD: "description", 0x14: "telephoneNumber", 0x2A: "givenName",
    0x20001: "instanceType", 0x20002: "whenCreated", 0x2000D: "displayName", 0x20119: "nTSecurityDescriptor", 0x90001: "name",
    0x90008: "userAccountControl", 0x90010: "codePage", 0x90019: "countryCode", 0x90037: "dBCSPwd", 0x90040: "logonHours",
    0x9005A: "unicodePwd", 0x9005E: "ntPwdHistory", 0x90060: "pwdLastSet", 0x90062: "primaryGroupID",
    0x9007D: "supplementalCredentials", 0x90092: "objectSid", 0x9009F: "accountExpires", 0x900A0: "lmPwdHistory",
    0x900DD: "sAMAccountName", 0x9012E: "sAMAccountType", 0x90290: "userPrincipalName", 0x9030E: "objectCategory",
}


def encode(name, value):
    """An attribute of bytes as folded base64."""
    line = f"{name}:: ".encode() + b2a_base64(value, newline=False)
    return b"\n ".join([line[:76], *(line[i:i + 75] for i in range(76, len(line), 75))]) + b"\n"


def plain(name, value):
    """An attribute of safe text, folded."""
    line = f"{name}: {value}"
    if len(line) <= 76:
        return line.encode() + b"\n"
    return "\n ".join([line[:76], *(line[i:i + 75] for i in range(76, len(line), 75))]).encode() + b"\n"


def generalised(seconds):
    return time.strftime("%Y%m%d%H%M%S.0Z", time.gmtime(seconds))


def sid(rid):
    return struct.pack("<BB6s5I", 1, 5, b"\0\0\0\0\0\5", *DOMAIN_SID, rid)


class Forest:
    """The bundled forest: its text with update sequence numbers spread out, its descriptors, its clock."""

    def __init__(self, path):
        text = re.sub(rb"\r?\n ", b"", Path(path).read_bytes())
        self.descriptors = {}
        self.moments = {}
        self.invocation = None
        self.text = b"\n".join(self._line(line) for line in text.split(b"\n"))
        times = sorted(self.moments)
        numbers = []
        for moment in times:
            numbers.append(max(self.moments[moment], numbers[-1] if numbers else 0))
        self.times, self.numbers = times, numbers
        self._find_descriptors(text)

    def number(self, seconds):
        """The update sequence number of a change at that time, in keeping with those of the bundled forest."""
        place = bisect.bisect_right(self.times, seconds) - 1
        before = self.times[place]
        after = self.times[place + 1] if place + 1 < len(self.times) else before + 10**9
        return self.numbers[place] * SPREAD + 1 + (seconds - before) * (SPREAD - 2) // max(after - before, 1)

    def _line(self, line):
        if line.startswith(b"replPropertyMetaData:: "):
            blob = bytearray(base64.b64decode(line[23:]))
            for offset in range(16, len(blob), 48):
                seconds, = struct.unpack_from("<q", blob, offset + 8)
                own, local = struct.unpack_from("<qq", blob, offset + 32)
                moment = seconds - EPOCH
                self.moments[moment] = max(self.moments.get(moment, 0), local)
                self.invocation = bytes(blob[offset + 16:offset + 32])
                struct.pack_into("<qq", blob, offset + 32, own * SPREAD, local * SPREAD)
            return encode("replPropertyMetaData", blob)[:-1]
        if line.startswith(b"msDS-ReplValueMetaData:: "):
            value = re.sub(rb"<(usn\w+)>(\d+)<", lambda m: b"<%s>%d<" % (m[1], int(m[2]) * SPREAD), base64.b64decode(line[25:]))
            return encode("msDS-ReplValueMetaData", value)[:-1]
        if len(line) > 76:
            return b"\n ".join([line[:76], *(line[i:i + 75] for i in range(76, len(line), 75))])
        return line

    def _find_descriptors(self, text):
        """One descriptor each of an ordinary user, computer and group."""
        for kind, name in (("user", b"vertrieb.02"), ("computer", b"PC-002$"), ("group", b"GG-Vertrieb")):
            start = text.rindex(b"\n\n", 0, text.index(b"\nsAMAccountName: %s\n" % name))
            found = re.compile(rb"\nnTSecurityDescriptor:: (\S+)").search(text, start)
            self.descriptors[kind] = base64.b64decode(found[1])


def with_entries(descriptor, entries, inherits=True):
    """A self-relative descriptor ([MS-DTYP] 2.4.6) with ACEs put before the inherited ones, or in place of them."""
    revision, reserved, control, owner, group, _, dacl = struct.unpack_from("<BBHIIII", descriptor)
    acl_revision, _, size, count, _ = struct.unpack_from("<BBHHH", descriptor, dacl)
    sids = [descriptor[place:place + 8 + 4 * descriptor[place + 1]] for place in (owner, group)]
    offset, end, own = dacl + 8, dacl + size, b""
    while offset < end and not descriptor[offset + 1] & 0x10:
        length, = struct.unpack_from("<H", descriptor, offset + 2)
        own += descriptor[offset:offset + length]
        offset += length
    if not inherits:
        control |= 0x1000  # SE_DACL_PROTECTED
        while end > offset:
            length, = struct.unpack_from("<H", descriptor, offset + 2)
            descriptor = descriptor[:offset] + descriptor[offset + length:]
            end, count = end - length, count - 1
    body = own + b"".join(entries) + descriptor[offset:end]
    acl = struct.pack("<BBHHH", acl_revision, 0, 8 + len(body), count + len(entries), 0) + body
    start = 20 + len(acl)
    return struct.pack("<BBHIIII", revision, reserved, control, start, start + len(sids[0]), 0, 20) + acl + b"".join(sids)


def allowed(mask, rid, flags=0):
    trustee = sid(rid)
    return struct.pack("<BBHI", 0, flags, 8 + len(trustee), mask) + trustee


class Generator:
    def __init__(self, forest, count, seed):
        self.forest = forest
        self.chance = random.Random(seed)
        self.groups = max(count * 12 // 100, 20)
        self.computers = count * 33 // 100
        self.users = max(count - self.groups - self.computers - UNITS - 1, 1)
        self.memberships = [[] for _ in range(self.users)]
        self.members = [self._draw_members(number) for number in range(self.groups)]
        self.descriptors = {kind: self._vary(kind) for kind in ("user", "computer", "group")}

    def entries(self):
        yield self._unit(ROOT, "Werke")
        for number in range(UNITS):
            yield self._unit(self._unit_dn(number), f"Werk {number:02}")
        for number in range(self.users):
            yield self._user(number)
        for number in range(self.computers):
            yield self._computer(number)
        for number in range(self.groups):
            yield self._group(number)

    def _draw_members(self, number):
        large = number < self.groups * LARGE_GROUPS_PER_10_000 // 1200
        size = min(self.chance.randint(1500, 5000) if large else self.chance.randint(2, 22), self.users)
        start, stride = self.chance.randrange(self.users), self.chance.choice((1, 3, 7, 11))
        chosen = sorted({(start + stride * step) % self.users for step in range(size)})
        for user in chosen:
            self.memberships[user].append(number)
        return chosen

    def _vary(self, kind):
        """One descriptor an organisational unit, and a few odd ones: as delegation leaves them."""
        plain_one = self.forest.descriptors[kind]
        varied = []
        for unit in range(UNITS):
            # Groups of the unit read its objects; in every second one they may also set passwords.
            delegated = [allowed(0x20014 | 0x100 * (unit % 2), self._group_rid(unit + UNITS * step), 0x12) for step in range(unit % 5 + 1)]
            for entries in (delegated, [*delegated, allowed(0x20014, self._group_rid(unit + 7))]):
                # In every fourth unit somebody has cut off inheritance.
                varied.append(encode("nTSecurityDescriptor", with_entries(plain_one, entries, inherits=unit % 4 != 3)))
        return varied

    def _group_rid(self, number):
        return FIRST_RID + 20_000 + self.users + self.computers + number % self.groups

    def _unit_dn(self, number):
        return f"OU=Werk {number:02},{ROOT}"

    def _user_dn(self, number):
        return f"CN=Mitarbeiter {number:06},{self._unit_dn(number % UNITS)}"

    def _group_dn(self, number):
        return f"CN=GG-Werke-{number:05},{self._unit_dn(number % UNITS)}"

    def _head(self, dn, classes, created, changed, rid):
        parts = [plain("dn", dn), *(b"objectClass: %s\n" % name for name in classes)]
        name = dn[3:dn.index(",")]
        guid = self.chance.getrandbits(128).to_bytes(16, "little")
        parts += [
            plain("cn" if dn.startswith("CN") else "ou", name), plain("distinguishedName", dn), b"instanceType: 4\n",
            plain("whenCreated", generalised(created)), plain("whenChanged", generalised(changed)),
            plain("uSNCreated", self.forest.number(created)), plain("uSNChanged", self.forest.number(changed)),
            plain("name", name), encode("objectGUID", guid)]
        if rid:
            parts.append(encode("objectSid", sid(rid)))
        return parts

    def _stamps(self, attributes, created, changed):
        """replPropertyMetaData: creation everywhere, a later change of the password attributes."""
        first, last = self.forest.number(created), self.forest.number(changed)
        blob = [struct.pack("<IIII", 1, 0, len(attributes), 0)]
        for attribute in attributes:
            late = attribute in CHANGING and changed > created
            moment, number = (changed, last) if late else (created, first)
            blob.append(struct.pack("<IIq16sqq", attribute, 4 if late else 1, moment + EPOCH, self.forest.invocation, number, number))
        return encode("replPropertyMetaData", b"".join(blob))

    def _stamps_in_words(self, attributes, created, changed):
        """The same as msDS-ReplAttributeMetaData, as some collectors ask for it."""
        for attribute in attributes:
            if attribute not in NAMES:
                continue
            late = attribute in CHANGING and changed > created
            moment = changed if late else created
            yield encode("msDS-ReplAttributeMetaData", (
                f"<DS_REPL_ATTR_META_DATA>\n\t<pszAttributeName>{NAMES[attribute]}</pszAttributeName>\n"
                f"\t<dwVersion>{4 if late else 1}</dwVersion>\n"
                f"\t<ftimeLastOriginatingChange>{_iso(moment)}</ftimeLastOriginatingChange>\n"
                f"\t<uuidLastOriginatingDsaInvocationID>{self._invocation()}</uuidLastOriginatingDsaInvocationID>\n"
                f"\t<usnOriginatingChange>{self.forest.number(moment)}</usnOriginatingChange>\n"
                f"\t<usnLocalChange>{self.forest.number(moment)}</usnLocalChange>\n"
                "\t<pszLastOriginatingDsaDN></pszLastOriginatingDsaDN>\n</DS_REPL_ATTR_META_DATA>\n\0").encode())

    def _invocation(self):
        first, second, third = struct.unpack("<IHH", self.forest.invocation[:8])
        rest = self.forest.invocation[8:].hex()
        return f"{first:08x}-{second:04x}-{third:04x}-{rest[:4]}-{rest[4:]}"

    def _times(self):
        created = self.chance.randrange(SINCE, UNTIL - 200 * 86400)
        return created, self.chance.randrange(created, UNTIL)

    def _unit(self, dn, _):
        created = SINCE - 3600
        parts = self._head(dn, (b"top", b"organizationalUnit"), created, created, None)
        parts += [self.descriptors["group"][0], self._stamps((0x0, 0xB, 0x20001, 0x20002, 0x20119, 0x90001, 0x9030E), created, created)]
        return b"".join(parts) + b"\n"

    def _user(self, number):
        created, changed = self._times()
        account = f"m{number:06}"
        parts = self._head(
            self._user_dn(number), (b"top", b"person", b"organizationalPerson", b"user"), created, changed, FIRST_RID + 20_000 + number)
        parts += [
            plain("sAMAccountName", account), b"sAMAccountType: 805306368\nuserAccountControl: 66048\nprimaryGroupID: 513\n",
            b"badPwdCount: 0\ncodePage: 0\ncountryCode: 0\nlogonCount: 0\naccountExpires: 9223372036854775807\n",
            plain("userPrincipalName", f"{account}@nordwind.example"), plain("displayName", f"Mitarbeiter {number:06}"),
            plain("mail", f"{account}@nordwind.example"), plain("telephoneNumber", f"+49 421 {number:07}"),
            plain("pwdLastSet", (changed + EPOCH) * 10_000_000), plain("lastLogonTimestamp", (UNTIL - number % 900_000 + EPOCH) * 10_000_000),
            plain("objectCategory", f"CN=Person,CN=Schema,CN=Configuration,{BASE}"), self.descriptors["user"][number % (2 * UNITS)]]
        parts += [plain("memberOf", self._group_dn(group)) for group in self.memberships[number]]
        attributes = sorted(COMMON + PERSON)
        parts.append(self._stamps(attributes, created, changed))
        if self.chance.random() < SHARE_WITH_XML:
            parts += self._stamps_in_words(attributes, created, changed)
        return b"".join(parts) + b"\n"

    def _computer(self, number):
        created, changed = self._times()
        name = f"W{number:06}"
        host = f"{name.lower()}.nordwind.example"
        parts = self._head(
            f"CN={name},{self._unit_dn(number % UNITS)}", (b"top", b"person", b"organizationalPerson", b"user", b"computer"), created,
            changed, FIRST_RID + 20_000 + self.users + number)
        parts += [
            plain("sAMAccountName", f"{name}$"), b"sAMAccountType: 805306369\nuserAccountControl: 4096\nprimaryGroupID: 515\n",
            plain("dNSHostName", host), b"operatingSystem: Windows 10 Pro\noperatingSystemVersion: 10.0 (19042)\n",
            *(plain("servicePrincipalName", f"{service}/{target}") for service in ("HOST", "RestrictedKrbHost", "TERMSRV", "WSMAN")
              for target in (name, host)),
            plain("pwdLastSet", (changed + EPOCH) * 10_000_000), plain("objectCategory", f"CN=Computer,CN=Schema,CN=Configuration,{BASE}"),
            self.descriptors["computer"][number % (2 * UNITS)], self._stamps(sorted(COMMON + COMPUTER), created, changed)]
        return b"".join(parts) + b"\n"

    def _group(self, number):
        created, _ = self._times()
        members = self.members[number]
        parts = self._head(
            self._group_dn(number), (b"top", b"group"), created, created, self._group_rid(number))
        parts += [
            plain("sAMAccountName", f"GG-Werke-{number:05}"), b"sAMAccountType: 268435456\ngroupType: -2147483646\n",
            plain("objectCategory", f"CN=Group,CN=Schema,CN=Configuration,{BASE}"), self.descriptors["group"][number % (2 * UNITS)]]
        parts += [plain("member", self._user_dn(member)) for member in members]
        for member in members:
            moment = self.chance.randrange(created, UNTIL - 120 * 86400) if created < UNTIL - 120 * 86400 else created
            parts.append(encode("msDS-ReplValueMetaData", (
                f"<DS_REPL_VALUE_META_DATA>\n\t<pszAttributeName>member</pszAttributeName>\n"
                f"\t<pszObjectDn>{self._user_dn(member)}</pszObjectDn>\n\t<cbData>0</cbData>\n\t<pbData></pbData>\n"
                f"\t<ftimeDeleted>1601-01-01T00:00:00Z</ftimeDeleted>\n\t<ftimeCreated>{_iso(moment)}</ftimeCreated>\n"
                f"\t<dwVersion>1</dwVersion>\n\t<ftimeLastOriginatingChange>{_iso(moment)}</ftimeLastOriginatingChange>\n"
                f"\t<uuidLastOriginatingDsaInvocationID>{self._invocation()}</uuidLastOriginatingDsaInvocationID>\n"
                f"\t<usnOriginatingChange>{self.forest.number(moment)}</usnOriginatingChange>\n"
                f"\t<usnLocalChange>{self.forest.number(moment)}</usnLocalChange>\n"
                "\t<pszLastOriginatingDsaDN></pszLastOriginatingDsaDN>\n</DS_REPL_VALUE_META_DATA>\n\0").encode()))
        parts.append(self._stamps(sorted(COMMON + GROUP), created, created))
        return b"".join(parts) + b"\n"


def _iso(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=100_000, help="how many to add to the bundled forest")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forest", type=Path, default=Path(__file__).parent.parent / "Evidence" / "attacked.ldif")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    if arguments.objects < 200:
        sys.exit("generate: at least 200 objects")
    forest = Forest(arguments.forest)
    with open(arguments.out, "wb", buffering=1 << 22) as file:
        file.write(forest.text.rstrip(b"\n") + b"\n\n")
        for entry in Generator(forest, arguments.objects, arguments.seed).entries():
            file.write(entry)


if __name__ == "__main__":
    main()
