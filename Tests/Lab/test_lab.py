#!/usr/bin/python3
"""What the bundled evidence must show, read with none of foothold's code."""

import base64
import re
import struct
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from forest import attack, company, exchange, layout, ldif  # noqa: E402 - the path must be set first

EVIDENCE = Path(__file__).parent.parent / "Evidence"
SECRETS = ("unicodepwd", "supplementalcredentials", "ntpwdhistory", "lmpwdhistory", "dbcspwd", "trustauthincoming",
           "trustauthoutgoing", "msds-managedpassword", "priorvalue", "currentvalue", "userpassword")
LIMIT = 12_000_000
NTSECURITYDESCRIPTOR, SERVICE_PRINCIPAL_NAME, ADMIN_COUNT = 0x20119, 0x90303, 0x90096


def read(path):
    """DN to attributes to values, all keys in lower case."""
    objects = {}
    for block in re.sub(r"\n ", "", path.read_text("ascii")).split("\n\n"):
        attributes = {}
        for line in block.splitlines():
            if line.startswith(("#", "version:")):
                continue
            name, value = line.split(":", 1)
            decoded = base64.b64decode(value[1:]) if value.startswith(":") else value.strip().encode()
            attributes.setdefault(name.lower(), []).append(decoded)
        if attributes:
            objects[attributes["dn"][0].decode().lower()] = attributes
    return objects


def stamps(entry):
    """ATTRTYP to (version, seconds since 1970) of replPropertyMetaData."""
    blob = entry["replpropertymetadata"][0]
    count, = struct.unpack_from("<I", blob, 8)
    found = {}
    for number in range(count):
        attribute, version, seconds = struct.unpack_from("<IIq", blob, 16 + 48 * number)
        found[attribute] = (version, seconds - 11_644_473_600)
    return found


def links(entry):
    """The link metadata as dictionaries."""
    return [dict(re.findall(r"<(\w+)>([^<]*)</", value.decode())) for value in entry.get("msds-replvaluemetadata", [])]


class Line(unittest.TestCase):
    def test_text_that_is_not_safe_becomes_base64(self):
        for value in (b" x", b":x", b"<x", b"x ", "ä".encode(), b"a\nb"):
            self.assertEqual(list(ldif.attribute_lines("cn", value)), [f"cn:: {base64.b64encode(value).decode()}"])

    def test_long_lines_fold_at_76_and_unfold_to_themselves(self):
        lines = list(ldif.attribute_lines("description", b"x" * 1000))
        self.assertTrue(all(len(line) <= 76 for line in lines))
        self.assertEqual("".join([lines[0], *(line[1:] for line in lines[1:])]), "description: " + "x" * 1000)


class Evidence(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.attacked, cls.unharmed = (read(EVIDENCE / f"{state}.ldif") for state in ("attacked", "unharmed"))
        cls.domain_admins = f"cn=domain admins,cn=users,{layout.BASE}".lower()
        cls.intruder = f"cn={attack.INTRUDER},{company.SERVICES}".lower()

    def test_no_secret_is_in_it(self):
        for objects in (self.attacked, self.unharmed):
            names = {name for entry in objects.values() for name in entry}
            self.assertEqual([], [name for name in SECRETS if name in names])

    def test_it_is_small_enough_to_bundle(self):
        for state in ("attacked", "unharmed"):
            self.assertLess((EVIDENCE / f"{state}.ldif").stat().st_size, LIMIT)

    def test_every_object_has_a_descriptor_and_metadata(self):
        for objects in (self.attacked, self.unharmed):
            lacking = [dn for dn, entry in objects.items() if dn and not {"ntsecuritydescriptor", "replpropertymetadata"} <= set(entry)]
            self.assertEqual([], lacking)

    def test_every_attribute_in_the_metadata_has_a_name_in_the_schema(self):
        known = {int(entry["msds-intid"][0]) & 0xFFFFFFFF for entry in self.attacked.values() if "msds-intid" in entry}
        dynamic = {attribute for dn, entry in self.attacked.items() if dn for attribute in stamps(entry) if attribute >= 0x80000000}
        self.assertTrue(dynamic)
        self.assertLessEqual(dynamic, known)

    def test_nothing_happened_after_the_collection(self):
        # The containers of deleted objects carry a date in 9999, so that they are never taken away.
        times = {seconds for dn, entry in self.attacked.items() if dn and not dn.startswith("cn=deleted objects,")
                 for _, seconds in stamps(entry).values()}
        self.assertLess(max(times), 1618034400)  # 2021-04-10T06:00:00Z
        self.assertGreaterEqual(min(times), 1520841600)  # 2018-03-12T08:00:00Z

    def test_the_membership_of_forty_minutes_is_still_visible(self):
        found = [link for link in links(self.attacked[self.domain_admins]) if link["pszObjectDn"].lower() == self.intruder]
        self.assertEqual([("2021-03-01T03:40:12Z", "2021-03-01T04:20:51Z", "2")],
                         [(link["ftimeCreated"], link["ftimeDeleted"], link["dwVersion"]) for link in found])
        self.assertNotIn(self.intruder, [member.decode().lower() for member in self.attacked[self.domain_admins]["member"]])
        self.assertIn(ADMIN_COUNT, stamps(self.attacked[self.intruder]))

    def test_the_web_shell_is_in_the_offline_address_book_of_the_attacked_only(self):
        name = "msexchexternalhostname"
        book = exchange.OFFLINE_ADDRESS_BOOK.lower()
        self.assertIn(b"<script", self.attacked[book][name][0])
        self.assertNotIn(b"<", self.unharmed[book][name][0])

    def test_the_administrator_got_its_service_name_in_the_attack(self):
        notfall = f"cn=adm.notfall,{company.ADMINISTRATORS}".lower()
        self.assertEqual(1614647564, stamps(self.attacked[notfall])[SERVICE_PRINCIPAL_NAME][1])  # 2021-03-02T01:12:44Z
        self.assertNotIn("serviceprincipalname", self.unharmed[notfall])

    def test_no_tier_zero_object_of_the_unharmed_changed_in_the_window(self):
        since = 1609632000  # 2021-01-03T00:00:00Z
        for dn in (layout.BASE, f"CN=AdminSDHolder,CN=System,{layout.BASE}", f"CN={company.CONTROLLER_POLICY},{company.POLICIES}",
                   f"CN=Domain Admins,CN=Users,{layout.BASE}", exchange.group("Exchange Windows Permissions")):
            entry = self.unharmed[dn.lower()]
            self.assertEqual([], [attribute for attribute, (_, seconds) in stamps(entry).items() if seconds >= since], dn)
            self.assertEqual([], [link for link in links(entry) if link["ftimeLastOriginatingChange"] >= "2021-01-03"], dn)
        self.assertGreaterEqual(stamps(self.attacked[layout.BASE.lower()])[NTSECURITYDESCRIPTOR][1], since)


if __name__ == "__main__":
    unittest.main()
