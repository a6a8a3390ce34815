"""Grows a forest of one domain controller into one of three: a second controller of the domain, and a child domain.

The controllers replicate from the first one over DRSUAPI, as controllers do; Samba 4.17 no longer founds child domains, so what
its `samba-tool` leaves out is done here with its own modules (see `joiner.py`). Afterwards each has a folder of its own and
replicates no more: what is changed on one of them stays there, which is how non-replicated attributes differ in tests.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from . import certificates, clock, layout, serve

ADDRESS = "127.77.0.1"
# After the founding and before everything the assessment looks at.
GROWN = "2020-06-02 09:00:00"
# After the attacker has become an administrator of the root domain.
INTRUSION = "2021-03-02 03:20:00"
PATIENCE = 600
SERVICES = "rpc, ldap, cldap, kdc"
OPTIONS = (
    "tls enabled = no", "ldap server require strong auth = no",
    "dcerpc endpoint servers = epmapper, drsuapi, lsarpc, samr, netlogon",
)
IGNORED = shutil.ignore_patterns("ncalrpc", "winbindd", "ntp")


def extend(folder, out):
    """Writes `out`/dc01, dc02 and dc11; raises CalledProcessError with Samba's own words shown."""
    first, second, child = (layout.Layout(Path(out) / one.host) for one in (layout.FIRST, layout.SECOND, layout.CHILD))
    shutil.copytree(folder, first.folder, ignore=IGNORED)
    first.write_configuration()
    _join(first, "announce", first)
    first.write_configuration(ADDRESS, OPTIONS, SERVICES)
    with _Server(first):
        _join(first, "second", second)
        _join(first, "child", child)
    state = first.state()
    for place, controller in ((second, layout.SECOND), (child, layout.CHILD)):
        place.write_state(state, controller)
    certificates.found(first.folder)
    for place in (first, second, child):
        place.write_configuration()
        for name in ("ca.pem", "ca.key"):
            if place is not first:
                shutil.copy(first.folder / name, place.folder / name)
    _join(first, "named", second)
    _join(first, "staff", child)
    if state == "attacked":
        _join(first, "intruder", child, INTRUSION)


def branch(folder, out):
    """Writes `out`/dc01 and the read-only `out`/rodc01; raises CalledProcessError with Samba's own words shown."""
    first, new = (layout.Layout(Path(out) / one.host) for one in (layout.FIRST, layout.BRANCH))
    shutil.copytree(folder, first.folder, ignore=IGNORED)
    first.write_configuration()
    first.write_configuration(ADDRESS, OPTIONS, SERVICES)
    with _Server(first):
        _join(first, "branch", new)
    new.write_state(first.state(), layout.BRANCH)
    certificates.found(first.folder)
    for place in (first, new):
        place.write_configuration()
    for name in ("ca.pem", "ca.key"):
        shutil.copy(first.folder / name, new.folder / name)
    _join(first, "entrusted", new)


def _join(first, step, place, when=GROWN):
    command = [sys.executable, str(Path(__file__).parent / "joiner.py"), step, str(first.folder), str(place.folder)]
    result = subprocess.run(
        command, env=clock.environment(start=when), capture_output=True, text=True, check=False, timeout=PATIENCE)
    if result.returncode != 0:
        sys.stderr.write(result.stdout[-2000:] + result.stderr[-4000:])
        result.check_returncode()


class _Server:
    """The first controller while others join it."""

    def __init__(self, place):
        self.place = place

    def __enter__(self):
        with open(self.place.folder / "growth.log", "wb") as log:
            self.process = subprocess.Popen(
                ["samba", "--foreground", "--no-process-group", "--model=single", f"--configfile={self.place.configuration}"],
                env=clock.environment(start=GROWN), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while not all(serve.answers(ADDRESS, port) for port in (389, 135)):
            if time.monotonic() > deadline or self.process.poll() is not None:
                self.__exit__()
                raise RuntimeError((self.place.folder / "growth.log").read_text(errors="replace"))
            time.sleep(0.1)

    def __exit__(self, *_):
        serve.end(self.process)
        # Sockets, which no copy of the folder can take along.
        (self.place.private / "ldapi").unlink(missing_ok=True)
        shutil.rmtree(self.place.private / "ldap_priv", ignore_errors=True)
