"""Runs a command and says what it took."""

import os
import subprocess
import sys
import time
from typing import NamedTuple


class Cost(NamedTuple):
    wall: float  # seconds
    user: float  # seconds of processor time outside of the kernel
    memory: float  # MB, at the highest


def run(command, accepted=(0,), **options):
    """The cost of a command; exits when it fails, since a failed run measures nothing."""
    begun = time.monotonic()
    options.setdefault("stdout", subprocess.DEVNULL)
    process = subprocess.Popen([str(part) for part in command], **options)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    elapsed = time.monotonic() - begun
    if process.returncode not in accepted:
        sys.exit(f"measure: exit code {process.returncode} from {' '.join(map(str, command))}")
    return Cost(elapsed, usage.ru_utime, usage.ru_maxrss / 1024)


def best(costs):
    """The shortest time and the highest memory of some runs."""
    return Cost(min(cost.wall for cost in costs), min(cost.user for cost in costs), max(cost.memory for cost in costs))
