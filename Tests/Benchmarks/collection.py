"""Collects from the lab's domain controller with foothold, with ldapsearch and with two collectors of the field.

Everybody binds with the same name and password over TLS. ldapsearch asks what the catalogue asks. The two others ask for less:
no schema, no configuration, no metadata, and ldapdomaindump no descriptors.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from measuring import best, run

SMALL, LARGE = 2_000, 20_000  # users added to the lab's forest
ROUNDS = 3
COLLECT_LIMIT = 1.1  # times ldapsearch
MEMORY_LIMIT = 1.2  # times the memory of a directory a tenth as large
PEER_LIMITS = {"bloodhound": 5.0, "ldapdomaindump": 2.0}  # times faster
PEERS = ("bloodhound==1.9.0", "ldapdomaindump==0.10.0")
ADDRESS = "127.77.0.9"
HERE = Path(__file__).resolve().parent


class Server:
    """The lab's domain controller with a forest, until the end of the block."""

    def __init__(self, lab, forest, folder):
        self._command = [lab / "lab.py", "serve", forest, "--address", ADDRESS]
        self._folder = folder

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        line = self._process.stdout.readline()
        if not line:
            sys.exit("measure: the lab's domain controller did not start")
        self.place = json.loads(line)
        self.description = self._folder / "server.json"
        self.description.write_text(line)
        self.password = self._folder / "password"
        self.password.touch(mode=0o600)
        self.password.write_text(self.place["password"])
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()


def compare(binary, lab, folder):
    """True when every limit holds."""
    forest = folder / "forest"
    subprocess.run([lab / "lab.py", "build", "--state", "attacked", "--out", forest], check=True)
    small, large = _enlarged(forest, SMALL, folder), _enlarged(forest, LARGE, folder)
    with Server(lab, small, folder) as server:
        before = best([_foothold(binary, server, folder) for _ in range(ROUNDS)])
    with Server(lab, large, folder) as server:
        own, reference = [], []
        for _ in range(ROUNDS):
            reference.append(run([lab / "ldapsearch.py", server.description, folder / "reference.ldif"]))
            own.append(_foothold(binary, server, folder))
        own, reference = best(own), best(reference)
        peers = _peers(server, folder)
    ratio, growth = own.wall / reference.wall, own.memory / before.memory
    print(f"collect  {LARGE} users: {own.wall:.2f} s, {own.user:.2f} s of processor time; ldapsearch {reference.wall:.2f} s, ratio "
          f"{ratio:.2f} (limit {COLLECT_LIMIT})")
    print(f"         memory {own.memory:.0f} MB, with {SMALL} users {before.memory:.0f} MB, ratio {growth:.2f} (limit {MEMORY_LIMIT})")
    results = [ratio <= COLLECT_LIMIT, growth <= MEMORY_LIMIT]
    for name, cost in peers.items():
        faster = cost.wall / own.wall
        print(f"         {name} {cost.wall:.1f} s, {cost.user:.1f} s of processor time, {cost.memory:.0f} MB: foothold is "
              f"{faster:.1f} times as fast (limit {PEER_LIMITS[name]})")
        results.append(faster >= PEER_LIMITS[name])
    return all(results)


def _enlarged(forest, users, folder):
    copy = folder / f"forest-{users}"
    shutil.copytree(forest, copy, ignore=shutil.ignore_patterns("ncalrpc", "winbindd", "ntp"))
    # Samba tells its progress there, whatever its debug level.
    result = subprocess.run([HERE / "enlarge.py", copy, str(users)], stderr=subprocess.PIPE, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"measure: the forest could not be enlarged\n{result.stderr}")
    return copy


def _foothold(binary, server, folder):
    out = folder / "evidence"
    shutil.rmtree(out, ignore_errors=True)
    cost = run([binary, "collect", "--server", server.place["ldaps"], "--ca", server.place["ca"], "--user",
                server.place["administrator"], "--password-file", server.password, "--out", out, "--quiet"])
    manifest = out / "manifest.json"
    if not manifest.is_file():
        sys.exit(f"measure: {out} has no manifest.json")
    return cost


def _peers(server, folder):
    """The cost of each collector of the field, once; nothing when they cannot be installed."""
    python = _install(folder)
    if python is None:
        return {}
    account, domain = server.place["administrator"].split("@")
    place = folder / "peers-output"
    place.mkdir()
    names = subprocess.Popen([sys.executable, HERE / "nameserver.py", ADDRESS, server.place["host"], domain],
                             stdout=subprocess.PIPE, text=True)
    quiet = {"cwd": place, "stderr": subprocess.DEVNULL}
    try:
        if not names.stdout.readline():
            print(f"         bloodhound and ldapdomaindump not measured: port 53 of {ADDRESS} cannot be had")
            return {}
        # The password of the lab is known to everybody; these two take it in no other way.
        costs = {"ldapdomaindump": run([
            python.parent / "ldapdomaindump", "--user", f"{domain.split('.')[0].upper()}\\{account}", "--password",
            server.place["password"], "--authtype", "SIMPLE", server.place["ldaps"]], **quiet)}
        costs["bloodhound"] = run([
            python, HERE / "bloodhound_simple.py", "-c", "DCOnly", "-d", domain, "-u", account, "-p", server.place["password"],
            "-ns", ADDRESS, "-dc", server.place["host"], "-gc", server.place["host"], "--auth-method", "ntlm", "--use-ldaps",
            "--dns-tcp", "--disable-autogc"], **quiet)
    finally:
        names.terminate()
        names.wait()
    for pattern in ("domain_users.json", "*_users.json"):
        if not any(file.stat().st_size > LARGE * 100 for file in place.glob(pattern)):
            sys.exit(f"measure: {pattern} is missing or too small: a collector did not collect")
    return costs


def _install(folder):
    """The Python that has the collectors; None, with a line that says why, when there is no way to get them."""
    home = folder / "peers"
    python = home / "bin" / "python"
    variables = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1")
    for command in ([sys.executable, "-m", "venv", home], [python, "-m", "pip", "install", "--quiet", *PEERS]):
        result = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            reason = (result.stderr or result.stdout).strip().splitlines()
            print(f"         bloodhound and ldapdomaindump not measured: they cannot be installed ({reason[-1] if reason else 'no reason'})")
            return None
    return python
