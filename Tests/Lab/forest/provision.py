"""Founds the forest: the naming contexts, the first domain controller, the default groups."""

import subprocess
import sys

from . import clock, layout


def provision(folder):
    """Makes an empty forest in `folder`, dated `layout.FOUNDED`. Raises CalledProcessError with Samba's own message shown."""
    place = layout.Layout(folder)
    place.folder.mkdir(parents=True)
    command = [
        sys.executable, "/usr/bin/samba-tool", "domain", "provision",
        f"--realm={layout.REALM}", f"--domain={layout.NETBIOS}", f"--domain-sid={layout.DOMAIN_SID}",
        f"--host-name={layout.HOST}", "--host-ip=127.0.0.1", f"--adminpass={layout.PASSWORD}",
        "--server-role=dc", "--dns-backend=NONE", f"--targetdir={place.folder}",
        "--option=interfaces=lo", "--option=bind interfaces only=yes", "--quiet",
    ]
    result = subprocess.run(command, env=clock.environment(start=layout.FOUNDED), capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.stderr.write(result.stderr)
        result.check_returncode()
    place.write_configuration()
