#!/usr/bin/python3
"""What a collection and an assessment of several domains must show, read without any code of foothold.

    forest-check.py gaps FOLDER                         kinds and counts of what was not collected, or `none`
    forest-check.py counts FOLDER SECRET URL BASE USER…  entries of each domain against ldapsearch
    forest-check.py logons FOLDER ACCOUNT               the file that has the latest logon of an account
    forest-check.py merged FOLDER ACCOUNT BINARY        that logon against the one that foothold shows
    forest-check.py coverage FILE.json CHECK            `met` or `not met`
    forest-check.py missing FILE.json KIND              kind and count of one gap of an assessment, or `none`
    forest-check.py conflicts FILE.json                 gaps of merging, or `none`
    forest-check.py findings FILE.json BASE             rules with a decisive finding below BASE, or `none`
    forest-check.py cut FOLDER                          ends a complete collection before what it asked last
    forest-check.py asked FOLDER OTHER                  `agree` when both asked the same and got as much
    forest-check.py controllers FILE.json               domain controllers that the assessment did not expect, or `none`
"""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path


def entries(file):
    """The records of an LDIF file with lines unfolded, by distinguished name in lower case."""
    text = re.sub(r"\n ", "", Path(file).read_text(errors="replace"))
    for record in text.split("\n\n"):
        lines = [line for line in record.split("\n") if line and not line.startswith("#")]
        if lines and lines[0].startswith("dn:"):
            yield lines[0], lines[1:]


def gaps(folder):
    manifest = json.loads((Path(folder) / "manifest.json").read_text())
    kinds = Counter()
    for gap in manifest["gaps"]:
        kinds[gap["kind"]] += gap["objects"]
    print(", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "none")


def counts(folder, secret, *servers):
    """Deleted objects are left out: ldapsearch would need a control for them."""
    for url, base, user in zip(*[iter(servers)] * 3):
        command = ["ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-E", "pr=500/noprompt", "-x", "-H", url, "-D", user, "-y", secret,
                   "-b", base, "(&(objectClass=*)(!(objectClass=msFVE-RecoveryInformation)))", "1.1"]
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        expected = {line.lower() for line in answer.split("\n") if line.startswith("dn:")}
        name = ".".join(part[3:] for part in base.split(",")).lower()
        found = {dn.lower() for dn, _ in entries(Path(folder) / f"domain-{name}.ldif") if "cn=deleted objects," not in dn.lower()
                 and not dn.startswith("dn::")}
        plain = {dn for dn in expected if not dn.startswith("dn::")}
        if plain - found or found - plain:
            sys.exit(f"{base}: missing {sorted(plain - found)[:3]}, too many {sorted(found - plain)[:3]}")
        print(f"{base}: {len(found)} entries agree")


def latest(folder, account):
    """The file with the latest logon of an account, and when that was."""
    names = {}
    for file in sorted(Path(folder).glob("*.ldif")):
        for dn, lines in entries(file):
            if f"samaccountname: {account}" in (line.lower() for line in lines):
                names[dn] = 0
    best = ("", -1)
    for file in sorted(Path(folder).glob("*.ldif")):
        for dn, lines in entries(file):
            value = next((int(line.split(": ")[1]) for line in lines if line.startswith("lastLogon: ")), -1)
            if dn in names and value > best[1]:
                best = (file.name, value)
    return best


def merged(folder, account, binary):
    _, when = latest(folder, account)
    answer = subprocess.run(
        [binary, "query", f"(sAMAccountName={account})", folder, "--attributes", "lastLogon", "--quiet"],
        capture_output=True, text=True, check=True).stdout
    shown = re.findall(r"^lastLogon: (\d+)$", answer, re.MULTILINE)
    if shown != [str(when)]:
        sys.exit(f"{account}: {shown} is shown, {when} is the latest")
    print("agree")


def coverage(file, check):
    found = {entry["id"]: entry["met"] for entry in json.loads(Path(file).read_text())["coverage"]["checks"]}
    print("met" if found[check] else "not met")


def missing(file, kind):
    found = [gap["objects"] for gap in json.loads(Path(file).read_text())["gaps"] if gap["id"].startswith(f"{kind}-")]
    print(f"{kind} {sum(found)}" if found else "none")


def conflicts(file):
    found = [gap["what"] for gap in json.loads(Path(file).read_text())["gaps"] if gap["id"].startswith("duplicateConflict")]
    print("\n".join(found) or "none")


def findings(file, base):
    found = {finding["rule"] for finding in json.loads(Path(file).read_text())["findings"]
             if finding["weight"] == "decisive" and finding["object"].lower().endswith(base.lower())}
    print(", ".join(sorted(found)) or "none")


def controllers(file):
    found = [finding["object"] for finding in json.loads(Path(file).read_text())["findings"] if finding["rule"] == "IND-E03"]
    print("\n".join(found) or "none")


def cut(folder):
    path = Path(folder) / "manifest.json"
    manifest = json.loads(path.read_text())
    last = manifest["queries"][-1]["file"]
    manifest["complete"] = False
    manifest.pop("finished")
    manifest["queries"] = [query for query in manifest["queries"] if query["file"] != last]
    manifest["files"] = [file for file in manifest["files"] if file["path"] != last]
    (Path(folder) / last).unlink()
    path.write_text(json.dumps(manifest))
    print(last)


def asked(*folders):
    first, second = ([(query["id"], query["server"], query["base"], query["outcome"], query["file"]) for query in
                      json.loads((Path(folder) / "manifest.json").read_text())["queries"]] for folder in folders)
    print("agree" if first == second else sorted(set(first) ^ set(second)))


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "logons":
        print(latest(*arguments)[0])
    else:
        {"gaps": gaps, "counts": counts, "merged": merged, "missing": missing, "coverage": coverage, "conflicts": conflicts, "findings": findings,
         "controllers": controllers, "cut": cut, "asked": asked}[command](*arguments)
