"""The clock of the lab.

libfaketime is preloaded into whatever writes to the directory, so that whenCreated and the replication metadata carry the
dates of the story. The clock stands still between two steps: the same story gives the same times.
"""

import calendar
import os
import time
from pathlib import Path

LIBRARY = "/usr/lib/{machine}-linux-gnu/faketime/libfaketime.so.1"


def environment(timestamp_file=None, start=None):
    """The environment of a process with a faked clock: stepped through a file, or running on from `start`.

    Samba loads its modules with RTLD_DEEPBIND, which would hide the preloaded clock from them.
    """
    library = LIBRARY.format(machine=os.uname().machine)
    variables = dict(os.environ, TZ="UTC", LD_PRELOAD=library, LDB_MODULES_DISABLE_DEEPBIND="1")
    if timestamp_file is not None:
        variables.update(FAKETIME_TIMESTAMP_FILE=str(timestamp_file), FAKETIME_NO_CACHE="1")
    else:
        variables.update(FAKETIME="@" + start)
    return variables


class Clock:
    """Steps the time of this process. Times are UTC, `YYYY-MM-DD HH:MM:SS`."""

    def __init__(self):
        self.file = Path(os.environ["FAKETIME_TIMESTAMP_FILE"])

    def step(self, when):
        """Sets the clock forward; raises ValueError when the story would run backwards."""
        seconds = calendar.timegm(time.strptime(when, "%Y-%m-%d %H:%M:%S"))
        if seconds < int(time.time()):
            raise ValueError(f"the story runs backwards: {when}")
        self.file.write_text(when)
        if int(time.time()) != seconds:
            raise RuntimeError("the clock did not follow: libfaketime is not active")
