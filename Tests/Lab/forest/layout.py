"""Where things are in the folder of a built forest, and the names that everything else uses."""

import json
from pathlib import Path

REALM = "NORDWIND.EXAMPLE"
NETBIOS = "NORDWIND"
DNS_DOMAIN = "nordwind.example"
BASE = "DC=nordwind,DC=example"
CONFIGURATION = f"CN=Configuration,{BASE}"
SCHEMA = f"CN=Schema,{CONFIGURATION}"
DOMAIN_SID = "S-1-5-21-1004336348-1177238915-682003330"
HOST = "dc01"

# Known on purpose: the forest exists on loopback only, and live tests must log on.
PASSWORD = "Lab-Nordwind.2018"

FOUNDED = "2018-03-12 08:00:00"
COLLECTED = "2021-04-10 06:00:00"


class Layout:
    """Paths below the folder of one forest."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.private = self.folder / "private"
        self.database = self.private / "sam.ldb"
        self.configuration = self.folder / "smb.conf"
        self.clock = self.folder / "clock"
        self.facts = self.folder / "lab.json"

    def state(self):
        """What was built here: `baseline`, `unharmed` or `attacked`."""
        return json.loads(self.facts.read_text())["state"]

    def write_state(self, state):
        self.facts.write_text(json.dumps({"state": state, "domain": DNS_DOMAIN, "collected": COLLECTED}, indent=2) + "\n")

    def write_configuration(self, address="127.0.0.1", options=()):
        """Writes smb.conf anew, since a forest may have been copied to another folder."""
        lines = [
            "[global]",
            f"netbios name = {HOST.upper()}",
            f"realm = {REALM}",
            f"workgroup = {NETBIOS}",
            "server role = active directory domain controller",
            "server services = ldap, cldap, kdc",
            f"interfaces = {address}/8",
            "bind interfaces only = yes",
            f"private dir = {self.private}",
            f"lock directory = {self.folder}",
            f"state directory = {self.folder / 'state'}",
            f"cache directory = {self.folder / 'cache'}",
            f"pid directory = {self.folder}",
            f"ncalrpc dir = {self.folder / 'ncalrpc'}",
            f"winbindd socket directory = {self.folder / 'winbindd'}",
            f"ntp signd socket directory = {self.folder / 'ntp'}",
            f"log file = {self.folder / 'log'}",
            "dsdb:schema update allowed = true",
            *options,
        ]
        self.configuration.write_text("\n".join(lines) + "\n")
