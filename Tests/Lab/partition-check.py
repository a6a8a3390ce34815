#!/usr/bin/python3
"""What a collection of application partitions must hold, read without any code of foothold.

    partition-check.py entries FOLDER SECRET URL BASE USER  entries of one partition against ldapsearch, value by value
    partition-check.py zones FOLDER BASE                    the zones of a partition that the folder holds, or `none`
"""

import base64
import re
import subprocess
import sys
from pathlib import Path

# As the catalogue says it: everything but the names in zones, and of those the ones that divert others.
FILTER = r"(|(!(objectClass=dnsNode))(name=\2a)(name=wpad)(name=isatap))"
COMPARED = ("objectClass", "objectGUID", "instanceType", "name", "whenCreated", "uSNChanged", "nTSecurityDescriptor",
            "replPropertyMetaData", "dnsRecord", "dNSProperty", "wellKnownObjects")


def records(text):
    """The entries of LDIF: name in lower case, and its (attribute, value) pairs as octets."""
    found = {}
    for record in re.sub(r"\r?\n ", "", text).split("\n\n"):
        lines = [_pair(line) for line in record.split("\n") if line and not line.startswith("#")]
        if lines and lines[0][0] == "dn":
            found.setdefault(lines[0][1].decode().lower(), set()).update(lines[1:])
    return found


def _pair(line):
    name, _, value = line.partition(":")
    return name.lower(), base64.b64decode(value[1:]) if value.startswith(":") else value.strip().encode()


def _named(base):
    return ".".join(part[3:] for part in base.split(",")).lower()


def entries(folder, secret, url, base, user):
    command = ["ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-E", "pr=7/noprompt", "-E", "!1.2.840.113556.1.4.801=::MAMCAQc=",
               "-x", "-H", url, "-D", user, "-y", secret, "-b", base, FILTER, *COMPARED]
    expected = records(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    wanted = {name.lower() for name in COMPARED}
    text = (Path(folder) / f"application-{_named(base)}.ldif").read_text()
    found = {dn: {pair for pair in pairs if pair[0] in wanted} for dn, pairs in records(text).items()
             if ",cn=deleted objects," not in dn}
    for dn in sorted(expected.keys() | found.keys()):
        # The container of deleted objects answers the question for deleted ones, too; it is itself no live entry.
        if dn.startswith("cn=deleted objects,") and dn not in expected:
            continue
        if expected.get(dn) != found.get(dn):
            differing = {name for name, _ in expected.get(dn, set()) ^ found.get(dn, set())}
            sys.exit(f"{dn}: differs in {sorted(differing)}")
    zones = sum(1 for pairs in found.values() if ("objectclass", b"dnsZone") in pairs)
    print(f"{base}: {len(expected)} entries, {zones} zones agree")


def zones(folder, base):
    found = [dn for file in sorted(Path(folder).glob("*.ldif")) for dn, pairs in records(file.read_text()).items()
             if dn.endswith(base.lower()) and ("objectclass", b"dnsZone") in pairs]
    print("\n".join(found) or "none")


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    {"entries": entries, "zones": zones}[command](*arguments)
