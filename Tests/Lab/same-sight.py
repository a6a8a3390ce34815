#!/usr/bin/env python3
"""Compares what two accounts see of one forest: `same-sight.py FULL.json LESS.json CHECK…`.

The account that sees less must say so, and its answer may differ only as far as that justifies: it finds nothing that the
other does not find, it proves no more, it excludes no more, every check that holds for it holds for the other, and it names at
least the given coverage checks as not met. Exits 1 and says what is wrong.
"""

import json
import sys
from pathlib import Path


def main(full_path, less_path, *expected):
    full, less = (json.loads(Path(path).read_text()) for path in (full_path, less_path))
    problems = []
    more = [finding["id"] for finding in less["findings"] if not any(_same(finding, other) for other in full["findings"])]
    if more:
        problems.append(f"the account that sees less finds more: {more}")
    lost = _unmet(full) - _unmet(less)
    if lost:
        problems.append(f"met for the account that sees less only: {sorted(lost)}")
    unnamed = set(expected) - _unmet(less)
    if unnamed:
        problems.append(f"not named as missing: {sorted(unnamed)}")
    (low, high), (less_low, less_high) = _bounds(full), _bounds(less)
    if less_low > low:
        problems.append(f"proves more: {less_low} instead of {low}")
    if less_high < high:
        problems.append(f"excludes more: up to {less_high} instead of {high}")
    if less["verdict"]["rebuild"] != full["verdict"]["rebuild"] and not (_unmet(less) - _unmet(full)):
        problems.append("another verdict without another gap")
    if problems:
        sys.exit("; ".join(problems))
    print(f"{full['verdict']['rebuild']} and {less['verdict']['rebuild']} agree as far as seen; "
          f"{len(full['findings'])} and {len(less['findings'])} findings, not met only for the second: "
          f"{', '.join(sorted(_unmet(less) - _unmet(full))) or 'none'}")


def _same(less, full):
    """The same fact. A member that was not seen is reported at the group, which names it."""
    return _rule(less) == _rule(full) and (less["object"] == full["object"] or full["object"] in less["title"]["en"])


def _rule(finding):
    return finding["id"].rsplit("-", 1)[0]


def _unmet(report):
    return {check["id"] for check in report["coverage"]["checks"] if not check["met"]}


def _bounds(report):
    return report["verdict"]["level"], report["verdict"]["notExcluded"]


if __name__ == "__main__":
    main(*sys.argv[1:])
