#!/usr/bin/env python3
"""Runs foothold and its references alternately and compares the best time of each."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3
ASSESS_LIMIT = 3.0
MEMORY_LIMIT = 600  # MB
COLLECT_LIMIT = 1.3
NOW = "2021-04-12T08:00:00Z"
VERDICTS = (0, 10, 20)


def run(command, accepted=(0,), **options):
    """Wall time in seconds and peak resident memory in MB; exits when the command fails, since a failed run measures nothing."""
    begun = time.monotonic()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    elapsed = time.monotonic() - begun
    if process.returncode not in accepted:
        sys.exit(f"measure: exit code {process.returncode} from {' '.join(map(str, command))}")
    return elapsed, usage.ru_maxrss / 1024


def assess(binary, file, folder):
    """True when both limits hold."""
    reference, own = [], []
    command = [binary, "assess", file, "--from", "EX01", "--now", NOW, "--json", folder / "assessment.json", "--quiet"]
    for _ in range(ROUNDS):
        reference.append(run(["openssl", "dgst", "-sha256", file])[0])
        own.append(run(command, VERDICTS))
    best, memory = min(elapsed for elapsed, _ in own), max(memory for _, memory in own)
    ratio = best / min(reference)
    print(f"assess   {Path(file).stat().st_size / 1e6:.0f} MB: {best:.2f} s, openssl {min(reference):.2f} s, "
          f"ratio {ratio:.2f} (limit {ASSESS_LIMIT}), memory {memory:.0f} MB (limit {MEMORY_LIMIT})")
    return ratio <= ASSESS_LIMIT and memory <= MEMORY_LIMIT


def collect(binary, lab, folder):
    """True when the limit holds."""
    forest = folder / "forest"
    subprocess.run([lab / "lab.py", "build", "--state", "attacked", "--out", forest], check=True)
    server = subprocess.Popen([lab / "lab.py", "serve", forest, "--address", "127.77.0.9"], stdout=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline()
        if not line:
            return False
        place = json.loads(line)
        (folder / "server.json").write_text(line)
        password = folder / "password"
        password.write_text(place["password"])
        password.chmod(0o600)
        reference, own = [], []
        for number in range(ROUNDS):
            reference.append(_search(lab, folder / "server.json", folder))
            out = folder / f"evidence-{number}"
            own.append(run([binary, "collect", "--server", place["ldaps"], "--ca", place["ca"], "--user", place["administrator"],
                            "--password-file", password, "--out", out, "--quiet"])[0])
            if not (out / "manifest.json").is_file():
                sys.exit(f"measure: {out} has no manifest.json")
    finally:
        server.terminate()
        server.wait()
    ratio = min(own) / min(reference)
    print(f"collect  {min(own):.2f} s, ldapsearch {min(reference):.2f} s, ratio {ratio:.2f} (limit {COLLECT_LIMIT})")
    return ratio <= COLLECT_LIMIT


def _search(lab, server, folder):
    """The wall time of ldapsearch asking the same as the catalogue's collection, the answers written to a file."""
    return run([lab / "ldapsearch.py", server, folder / "reference.ldif"])[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", type=Path, required=True)
    parser.add_argument("--file", type=Path, required=True)
    parser.add_argument("--lab", type=Path, required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        results = [assess(arguments.binary, arguments.file, Path(temporary))]
        if shutil.which("samba") and os.geteuid() == 0:
            results.append(collect(arguments.binary, arguments.lab, Path(temporary)))
        else:
            print("collect  not measured: the lab's server needs Samba and root")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
