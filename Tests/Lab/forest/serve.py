"""Runs a domain controller on loopback: LDAP, LDAPS, global catalogue and Kerberos on their usual ports.

The server works on a copy, since a log-on changes the directory. Only the services that a responder talks to are started; the
one that collects garbage is not, so that tombstones of 2021 survive.
"""

import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import certificates, clock, history, layout

# Seconds until the server must answer, on a machine that has much else to do.
PATIENCE = 600
PORTS = (389, 636, 88)


def serve(folder, address, start, strong_auth):
    """Serves until SIGTERM or SIGINT; prints one line of JSON when ready. Returns the exit code."""
    # Whenever it comes, it ends the server and takes the copy away.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="lab-") as temporary:
        copy = Path(temporary) / "forest"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("ncalrpc", "winbindd", "ntp"))
        place = layout.Layout(copy)
        certificates.issue(place.folder, address, place.controller())
        _write_kerberos(place, address)
        history.store(copy)
        place.write_configuration(address, [
            "tls enabled = yes", f"tls keyfile = {place.folder / 'server.key'}", f"tls certfile = {place.folder / 'server.pem'}",
            f"tls cafile = {place.folder / 'ca.pem'}", f"ldap server require strong auth = {strong_auth}",
        ])
        if any(answers(address, port) for port in PORTS):
            sys.stderr.write(f"lab: {address} is in use\n")
            return 1
        variables = None if start == "now" else clock.environment(start=start)
        began = time.time()
        with open(place.folder / "server.log", "wb") as log:
            server = subprocess.Popen(
                ["samba", "--foreground", "--no-process-group", "--model=single", f"--configfile={place.configuration}"],
                env=variables, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            if not _wait(server, address):
                sys.stderr.write((place.folder / "server.log").read_text(errors="replace"))
                return 1
            print(json.dumps({**_description(place, address), "clock": start, "began": int(began)}), flush=True)
            server.wait()
            sys.stderr.write(f"lab: the server has ended by itself, with {server.returncode}\n")
            return 1
        finally:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            end(server)


def end(server):
    """Ends a process, by force when asking does not help."""
    server.terminate()
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _description(place, address):
    controller = place.controller()
    return {
        "state": place.state(), "address": address, "host": controller.name, "ldap": f"ldap://{address}", "ldaps": f"ldaps://{address}",
        "ca": str(place.folder / "ca.pem"), "krb5_config": str(place.folder / "krb5.conf"), "realm": controller.realm,
        "base": controller.base, "administrator": f"Administrator@{controller.domain}",
        "reader": f"svc.auswertung@{layout.DNS_DOMAIN}", "password": layout.PASSWORD, "hosts": f"{address} {controller.name}",
    }


def _write_kerberos(place, address):
    controller = place.controller()
    (place.folder / "krb5.conf").write_text(
        f"[libdefaults]\n default_realm = {controller.realm}\n dns_lookup_kdc = false\n dns_canonicalize_hostname = false\n"
        f" rdns = false\n[realms]\n {controller.realm} = {{\n  kdc = {address}\n }}\n[domain_realm]\n"
        f" .{controller.domain} = {controller.realm}\n")


def _wait(server, address):
    """True when every port answers; False when the server ended or time ran out."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        if all(answers(address, port) for port in PORTS):
            return True
        time.sleep(0.1)
    return False


def answers(address, port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((address, port)) == 0
