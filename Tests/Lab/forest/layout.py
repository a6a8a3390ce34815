"""Where things are in the folder of a built forest, and the names that everything else uses."""

import json
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Controller:
    """One domain controller: its own name and those of the domain it serves."""

    host: str
    domain: str
    netbios: str

    @property
    def name(self):
        return f"{self.host}.{self.domain}"

    @property
    def realm(self):
        return self.domain.upper()

    @property
    def base(self):
        return ",".join(f"DC={label}" for label in self.domain.split("."))


FIRST = Controller(HOST, DNS_DOMAIN, NETBIOS)
# What `lab.py extend` adds: a second controller of the domain, and the only one of a domain below it.
SECOND = Controller("dc02", DNS_DOMAIN, NETBIOS)
CHILD = Controller("dc11", f"werk.{DNS_DOMAIN}", "WERK")
# What `lab.py branch` adds: a read-only controller of the domain.
BRANCH = Controller("rodc01", DNS_DOMAIN, NETBIOS)
CHILD_SID = "S-1-5-21-2104336348-1877238915-782003330"


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

    def controller(self):
        """Whose database it is."""
        known = (FIRST, SECOND, CHILD, BRANCH)
        host = json.loads(self.facts.read_text()).get("host", HOST) if self.facts.exists() else HOST
        return next(controller for controller in known if controller.host == host)

    def write_state(self, state, controller=FIRST):
        facts = {"state": state, "domain": controller.domain, "host": controller.host, "collected": COLLECTED}
        self.facts.write_text(json.dumps(facts, indent=2) + "\n")

    def write_configuration(self, address="127.0.0.1", options=(), services="ldap, cldap, kdc"):
        """Writes smb.conf anew, since a forest may have been copied to another folder."""
        controller = self.controller()
        lines = [
            "[global]",
            f"netbios name = {controller.host.upper()}",
            f"realm = {controller.realm}",
            f"workgroup = {controller.netbios}",
            "server role = active directory domain controller",
            f"server services = {services}",
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
