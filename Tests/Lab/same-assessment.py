#!/usr/bin/env python3
"""Compares assessments of the same forest from different sources: verdict, paths and findings must be equal.

`same-assessment.py A.json B.json…` exits 1 and names the first difference.
"""

import json
import sys
from pathlib import Path

COMPARED = ("window", "footholds", "verdict", "reach", "findings")


def main(paths):
    first, *others = [json.loads(Path(path).read_text()) for path in paths]
    for path, other in zip(paths[1:], others):
        for key in COMPARED:
            if first[key] != other[key]:
                sys.exit(f"{paths[0]} and {path} differ: {_difference(key, first[key], other[key])}")
    print(f"{len(paths)} assessments agree: {first['verdict']['rebuild']}, {len(first['findings'])} findings, "
          f"{len(first['reach']['paths'])} paths")


def _difference(where, left, right):
    if isinstance(left, dict) and isinstance(right, dict):
        for key in sorted({*left, *right}):
            if left.get(key) != right.get(key):
                return _difference(f"{where}.{key}", left.get(key), right.get(key))
    if isinstance(left, list) and isinstance(right, list):
        for number, (one, two) in enumerate(zip(left, right)):
            if one != two:
                return _difference(f"{where}[{number}]", one, two)
        return f"{where}: {len(left)} and {len(right)} elements"
    return f"{where}: {left!r} and {right!r}"


if __name__ == "__main__":
    main(sys.argv[1:])
