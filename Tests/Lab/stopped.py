#!/usr/bin/python3
"""Stops a collection with Ctrl-C while it pauses: `stopped.py FOLDER RUN ANSWERS COMMAND…`.

Waits until the manifest of FOLDER names the run of that number, counted from 1, and as many whole answers, and a few seconds more,
in which a collection without a long pause would come to its end. The exit code is that of the command, or 124 when it does not end.
"""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

PAUSE = 3
# Seconds for a collection to begin, and to end; the pause between its pages is longer.
PATIENCE = 300


def is_under_way(folder, run, answers):
    try:
        manifest = json.loads((Path(folder) / "manifest.json").read_text())
    except FileNotFoundError:
        return False
    whole = sum(query["outcome"] != "cut" for query in manifest["queries"])
    return len(manifest["runs"]) >= run and whole >= answers


def main(folder, run, answers, *command):
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and not is_under_way(folder, int(run), int(answers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    try:
        # Ends by itself only when it should not.
        return process.wait(PAUSE)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return 124


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
