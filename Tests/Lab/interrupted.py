#!/usr/bin/env python3
"""Ends collections at random moments and resumes them until they are whole.

interrupted.py BINARY FOLDER KILLS SEED -- OPTION…    (the options of a collection, without --out; --compress gz among them)

FOLDER/calm is collected undisturbed; then FOLDER/cut-1, cut-2, … are collected with interruptions until there were KILLS of
them: kill -9 four times out of five, else SIGINT. After each one `foothold verify` and `foothold assess` have to read the
folder, and a collection that came to its end has to hold the entries of the calm one.
"""

import gzip
import json
import pathlib
import random
import re
import signal
import subprocess
import sys
import time

# What a server changes by itself from one question to the next.
MOVING = {"currenttime", "highestcommittedusn", "lastlogon", "lastlogontimestamp", "logoncount", "whenchanged", "usnchanged",
          "badpasswordtime", "badpwdcount", "replpropertymetadata", "msds-replattributemetadata"}


# Seconds for what takes a few.
PATIENCE = 600


def entries(file: pathlib.Path) -> list[str]:
    """The entries of an LDIF file, each as one text, sorted; a set would not see an entry that came twice."""
    opened = gzip.open(file, "rt") if file.suffix == ".gz" else file.open()
    with opened as lines:
        text = lines.read().replace("\n ", "")
    found = []
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines()
                 if line and not line.startswith("#") and re.split(":|;", line)[0].lower() not in MOVING]
        if lines and lines[0].startswith("dn:"):
            found.append("\n".join([lines[0]] + sorted(lines[1:])))
    return sorted(found)


def differences(calm: pathlib.Path, cut: pathlib.Path) -> list[str]:
    problems = []
    names = {path.name for path in [*calm.glob("*.ldif*"), *cut.glob("*.ldif*")]}
    for name in sorted(names):
        if not (calm / name).exists() or not (cut / name).exists():
            problems.append(f"{name} is in one folder only")
            continue
        one, other = entries(calm / name), entries(cut / name)
        if one != other:
            odd = sorted(set(one) ^ set(other)) or ["an entry that came twice"]
            problems.append(f"{name}: {len(one)} and {len(other)} entries, for example {odd[0][:200]!r}")
    return problems


def main() -> int:
    binary, folder, kills, seed = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    options = sys.argv[sys.argv.index("--") + 1:]
    # What only the beginning of a collection is told.
    compression = ["--compress", "gz"] if "--compress" in options else []
    options = [option for option in options if option not in compression]
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "log"

    def foothold(*arguments: str, codes: tuple[int, ...]) -> str | None:
        run = subprocess.run([binary, *arguments], capture_output=True, text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL)
        if run.returncode in codes:
            return None
        return f"{arguments[0]} ended with {run.returncode}: {run.stdout[-300:]}{run.stderr[-300:]}"

    begin = time.monotonic()
    calm = folder / "calm"
    if problem := foothold("collect", "--out", str(calm), *options, *compression, "--quiet", codes=(0,)):
        print(problem)
        return 1
    duration = time.monotonic() - begin
    print(f"seed {seed}; undisturbed in {duration:.2f} s, {len(list(calm.glob('*.ldif*')))} files", flush=True)

    done = interruptions = resumed = early = 0
    problems: list[str] = []
    while interruptions < kills and not problems:
        done += 1
        cut = folder / f"cut-{done}"
        while True:
            # A folder without a manifest was not begun, and either command does; only the first can be told to compress.
            is_new = not (cut / "manifest.json").exists()
            goes_on = cut.exists() and not (is_new and compression)
            goal = ["--resume", str(cut)] if goes_on else ["--out", str(cut), *compression]
            with log.open("w") as output:
                collection = subprocess.Popen([binary, "collect", *goal, *options, "--quiet"], stdout=output, stderr=output,
                                              stdin=subprocess.DEVNULL)
            number = signal.SIGKILL if chance.random() < 0.8 else signal.SIGINT
            is_cut, began = False, time.monotonic()
            if interruptions < kills:
                time.sleep(chance.random() * duration)
                is_cut = collection.poll() is None
                collection.send_signal(number)
            code = collection.wait(timeout=PATIENCE)
            resumed += goes_on
            if code == 0:
                # A machine that had much to do at the beginning may have less now, and moments would be drawn after the end.
                if is_new:
                    duration = time.monotonic() - began
                break
            if not is_cut or (number == signal.SIGINT and code not in (69, -signal.SIGINT)):
                problems.append(f"collect ended with {code}: {log.read_text()[-500:]}")
                break
            interruptions += 1
            if not (cut / "manifest.json").exists():
                early += 1
                continue
            manifest = json.loads((cut / "manifest.json").read_text())
            problems += filter(None, [foothold("verify", str(cut), codes=(0,))])
            if sum(file["entries"] for file in manifest["files"]):
                problems += filter(None, [foothold("assess", str(cut), "--quiet", codes=(0, 10, 20))])
            # Also whole when only the end of the process was left to come.
            if problems or manifest["complete"]:
                break
        if not problems:
            problems += differences(calm, cut)
            problems += filter(None, [foothold("verify", str(cut), codes=(0,))])
            if not json.loads((cut / "manifest.json").read_text())["complete"]:
                problems.append(f"{cut} ended well and says that it is incomplete")
    for problem in problems:
        print(problem)
    print(f"{interruptions} interruptions ({early} before there was a manifest), {resumed} resumptions, {done} collections"
          f" in {time.monotonic() - begin:.0f} s")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
