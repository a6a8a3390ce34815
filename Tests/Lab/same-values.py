#!/usr/bin/env python3
"""Compares one attribute of one object in two LDIF files value by value: `same-values.py DN ATTRIBUTE COUNT A.ldif B.ldif`.

Every value must be there once in either file, and there must be COUNT of them. Exits 1 and says what is missing.
"""

import base64
import sys


def values(path, dn, attribute):
    """All values of the attribute in all entries of that DN, as bytes."""
    found, lines = [], []
    with open(path, "rb") as file:
        for line in file:
            if line.startswith(b" "):
                lines[-1] += line[1:].rstrip(b"\r\n")
            else:
                lines.append(line.rstrip(b"\r\n"))
    current = None
    for line in lines:
        name, _, value = line.partition(b":")
        value = base64.b64decode(value[1:]) if value.startswith(b":") else value.lstrip(b" ")
        if name.lower() == b"dn":
            current = value
        elif name.lower() == attribute.lower().encode() and current is not None and current.lower() == dn.lower().encode():
            found.append(value)
    return found


def main(dn, attribute, count, first, second):
    left, right = values(first, dn, attribute), values(second, dn, attribute)
    for path, found in ((first, left), (second, right)):
        if len(found) != int(count) or len(set(found)) != int(count):
            sys.exit(f"{path}: {len(found)} values of {attribute}, {len(set(found))} of them different, not {count}")
    if set(left) != set(right):
        sys.exit(f"{len(set(left) ^ set(right))} values of {attribute} differ, e.g. {next(iter(set(left) ^ set(right)))!r}")
    print(f"{count} values of {attribute} agree")


if __name__ == "__main__":
    main(*sys.argv[1:])
