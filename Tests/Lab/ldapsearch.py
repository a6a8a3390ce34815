#!/usr/bin/python3
"""Collects from the lab's domain controller with ldapsearch alone: `ldapsearch.py SERVER.json OUT.ldif`.

`SERVER.json` is the line that `lab.py serve` prints. The password is given to ldapsearch in a file that only the owner can read.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from forest import catalogue


def collect(server, out):
    """Runs every search of the catalogue and writes the answers one after the other. Raises CalledProcessError."""
    with tempfile.NamedTemporaryFile("w") as password, open(out, "wb") as file:
        password.write(server["password"])
        password.flush()
        common = ["ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-x", "-H", server["ldaps"], "-D", server["administrator"],
                  "-y", password.name]
        variables = dict(os.environ, LDAPTLS_CACERT=server["ca"])
        root = [*common, "-b", "", "-s", "base", "(objectClass=*)", "*", "+"]
        for command in (root, *([*common, *arguments] for _, arguments in catalogue.searches())):
            subprocess.run(command, env=variables, stdout=file, check=True)


if __name__ == "__main__":
    collect(json.loads(Path(sys.argv[1]).read_text()), sys.argv[2])
