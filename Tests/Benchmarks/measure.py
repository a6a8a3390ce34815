#!/usr/bin/env python3
"""Runs foothold and its references alternately and compares the best time of each."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import collection
from measuring import best, run

ROUNDS = 3
ASSESS_LIMIT = 3.0
MEMORY_LIMIT = 600  # MB
ONE_TOKEN_LIMIT = 1.0  # seconds
ALL_TOKENS_LIMIT = 5.0  # times one token
NOW = "2021-04-12T08:00:00Z"
VERDICTS = (0, 10, 20)


def assess(binary, file, folder):
    """Whether both limits hold, and the time of the reference."""
    reference, own = [], []
    command = [binary, "assess", file, "--from", "EX01", "--now", NOW, "--json", folder / "assessment.json", "--quiet"]
    for _ in range(ROUNDS):
        reference.append(run(["openssl", "dgst", "-sha256", file]))
        own.append(run(command, VERDICTS))
    cost, hashing = best(own), best(reference).wall
    ratio = cost.wall / hashing
    print(f"assess   {Path(file).stat().st_size / 1e6:.0f} MB: {cost.wall:.2f} s, openssl {hashing:.2f} s, "
          f"ratio {ratio:.2f} (limit {ASSESS_LIMIT}), memory {cost.memory:.0f} MB (limit {MEMORY_LIMIT})")
    return ratio <= ASSESS_LIMIT and cost.memory <= MEMORY_LIMIT, hashing


def access(benchmark, file, hashing):
    """True when both limits hold; the times are those from the loaded snapshot on, as the program measures them itself."""
    runs = [json.loads(subprocess.run([benchmark, file, "EX01"], check=True, capture_output=True).stdout) for _ in range(ROUNDS)]
    one, every = min(result["one"] for result in runs), min(result["all"] for result in runs)
    facts = runs[0]
    print(f"access   {facts['objects']} objects, {facts['descriptors']} descriptors: all rights of one token {one:.2f} s "
          f"(limit {ONE_TOKEN_LIMIT:.0f} s; {one / hashing:.2f} x openssl); control edges of all {facts['tokens']} tokens "
          f"{every:.2f} s, ratio {every / one:.2f} (limit {ALL_TOKENS_LIMIT:.0f}), {facts['pairs']} pairs")
    return one <= ONE_TOKEN_LIMIT and every <= ALL_TOKENS_LIMIT * one


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", type=Path, required=True)
    parser.add_argument("--access-benchmark", type=Path, required=True)
    parser.add_argument("--file", type=Path, required=True)
    parser.add_argument("--lab", type=Path, required=True)
    parser.add_argument("--only", choices=("assess", "access", "collect"), help="measure one of the three")
    arguments = parser.parse_args()
    results = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if arguments.only in (None, "assess", "access"):
            if arguments.only == "access":
                hashing = run(["openssl", "dgst", "-sha256", arguments.file]).wall
            else:
                result, hashing = assess(arguments.binary, arguments.file, folder)
                results.append(result)
            if arguments.only != "assess":
                results.append(access(arguments.access_benchmark, arguments.file, hashing))
        if arguments.only in (None, "collect"):
            if shutil.which("samba") and os.geteuid() == 0:
                results.append(collection.compare(arguments.binary.resolve(), arguments.lab.resolve(), folder))
            else:
                print("collect  not measured: the lab's server needs Samba and root")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
