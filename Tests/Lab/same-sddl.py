#!/usr/bin/python3
"""Compares the text of security descriptors that foothold prints with Samba's: `same-sddl.py [--domain SID] FILE.ldif…`.

A file is what `foothold query … --sddl` prints: a comment `# ATTRIBUTE: text` for each descriptor before its entry.
"""

import argparse
import base64
import sys
from pathlib import Path

from samba.dcerpc import security
from samba.ndr import ndr_unpack


def entries(path):
    """For each entry the comments before it and its base64 values, as (attribute, text) and (attribute, bytes)."""
    comments, values = [], []
    for line in Path(path).read_text().replace("\n ", "").splitlines():
        name, _, value = line.lstrip("# ").partition(":")
        if line.startswith("# "):
            comments.append((name, value.strip()))
        elif value.startswith(":") and name != "dn":
            values.append((name, base64.b64decode(value[1:])))
        elif not line and (comments or values):
            yield comments, values
            comments, values = [], []
    if comments or values:
        yield comments, values


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--domain", type=security.dom_sid, help="SID that the aliases speak of")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    different, compared, distinct = 0, 0, set()
    for path in arguments.files:
        for comments, values in entries(path):
            described = [(name, value) for name, value in values if any(name == other for other, _ in comments)]
            if len(described) != len(comments):
                sys.exit(f"{path}: {len(comments)} texts for {len(described)} descriptors")
            for (name, text), (_, value) in zip(comments, described):
                descriptor = ndr_unpack(security.descriptor, value)
                expected = descriptor.as_sddl(arguments.domain) if arguments.domain else descriptor.as_sddl()
                compared += 1
                distinct.add(value)
                if text != expected:
                    different += 1
                    print(f"{name}\n  foothold {text}\n  samba    {expected}")
    if different or not compared:
        sys.exit(f"{different} of {compared} texts differ")
    print(f"{compared} texts agree, {len(distinct)} distinct descriptors")


if __name__ == "__main__":
    main()
