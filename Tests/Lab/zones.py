#!/usr/bin/python3
"""Gives a forest its DNS zones: `zones.py FOREST` changes the forest in place; `zones.py FOREST hide` takes one
partition from the sight of the reading account; `point` and `hold` make the second controller of a grown forest the only one
that holds a partition.

They lie as Windows keeps them: in the application partitions DomainDnsZones and ForestDnsZones, with what is left of an older
time in CN=System. No server answers from them. In the time of the attack the zone of the domain is changed. A third
application partition has only a cross-reference.
"""

import os
import subprocess
import sys
from types import SimpleNamespace

from samba.auth import system_session
from samba.dcerpc import security
from samba.ndr import ndr_pack
from samba.provision import FILL_FULL, sambadns
from samba.samdb import SamDB

from forest import clock, layout
from forest.directory import Directory

# One day after the forest was founded, and in the time of the attack.
MADE = "2018-03-13 08:00:00"
CHANGED = "2021-03-02 02:40:00"
SITE = "Default-First-Site-Name"
SERVER = f"CN={layout.HOST.upper()},CN=Servers,CN={SITE},CN=Sites,{layout.CONFIGURATION}"
ZONE = f"DC={layout.DNS_DOMAIN},CN=MicrosoftDNS,DC=DomainDnsZones,{layout.BASE}"
# Keeps policies, and has nothing to do with names.
WRITER = "GG-GPO-Pflege"
READER = "svc.auswertung"
ELSEWHERE = f"DC=Anwendung,{layout.BASE}"


def _founding(directory):
    """A session that may make files, unlike the lab's usual one: each partition has a database of its own."""
    parameters = directory.parameters
    return SamDB(url=str(directory.place.database), session_info=system_session(parameters), lp=parameters, flags=0)


def found(directory):
    """Founds both partitions with Samba's own code, and fills the zones of the domain."""
    database = _founding(directory)
    domain, administrators = directory.domain_sid, security.dom_sid(directory.sid_of("DnsAdmins"))
    names = SimpleNamespace(configdn=layout.CONFIGURATION, serverdn=SERVER)
    sambadns.create_dns_partitions(database, domain, names, layout.BASE, layout.BASE, administrators, FILL_FULL)
    sambadns.create_dns_legacy(database, domain, layout.BASE, administrators)
    sambadns.fill_dns_data_partitions(
        database, domain, SITE, layout.BASE, layout.BASE, layout.DNS_DOMAIN, layout.DNS_DOMAIN, layout.HOST.upper(),
        "127.77.0.1", None, directory.guid_of(layout.BASE), directory.guid_of(f"CN=NTDS Settings,{SERVER}"), administrators)


def divert(directory):
    """What an intruder does with names: a new writer of the zone, a wildcard, a name that is taken back."""
    directory.grant(ZONE, f"(A;CI;GA;;;{directory.sid_of(WRITER)})")
    record = ndr_pack(sambadns.ARecord("127.77.0.66", rank=0xF0))
    for name in ("*", "wpad"):
        directory.add(f"DC={name},{ZONE}", "dnsNode", dnsRecord=record)
    directory.database.delete(f"DC=wpad,{ZONE}")


def refer(directory):
    """A partition of which the forest knows, and which no domain controller holds."""
    directory.database.add(
        {"dn": f"CN=Anwendung,CN=Partitions,{layout.CONFIGURATION}", "objectClass": "crossRef", "nCName": ELSEWHERE,
         "dnsRoot": f"anwendung.{layout.DNS_DOMAIN}", "systemFlags": "5", "enabled": "TRUE"}, controls=["relax:0"])


def point(directory):
    """Says that the second domain controller of a grown forest holds what no other does."""
    refer(directory)
    settings = f"CN=NTDS Settings,CN={layout.SECOND.host.upper()},CN=Servers,CN={SITE},CN=Sites,{layout.CONFIGURATION}"
    directory.change(f"CN=Anwendung,CN=Partitions,{layout.CONFIGURATION}", msDS_NC_Replica_Locations=settings)


def hold(directory):
    """Makes the controller hold it."""
    point(directory)
    database = _founding(directory)
    database.add({"dn": ELSEWHERE, "objectClass": ["top", "domainDNS"], "instanceType": "13"}, controls=["relax:0"])
    database.add({"dn": f"CN=Ablage,{ELSEWHERE}", "objectClass": "container"})


def hide(directory):
    """Takes one partition from the sight of the reading account."""
    directory.grant(f"DC=DomainDnsZones,{layout.BASE}", f"(D;CI;GA;;;{directory.sid_of(READER)})")


STEPS = {"found": (MADE, found), "divert": (CHANGED, divert), "refer": (layout.COLLECTED, refer)}
FURTHER = {"hide": (layout.COLLECTED, hide), "point": (layout.COLLECTED, point), "hold": (layout.COLLECTED, hold)}

if __name__ == "__main__":
    folder, *step = sys.argv[1:]
    if clock.LIBRARY.format(machine=os.uname().machine) in os.environ.get("LD_PRELOAD", ""):
        (STEPS | FURTHER)[step[0]][1](Directory(folder, clock=None))
    else:
        layout.Layout(folder).write_configuration()
        for name in step or STEPS:
            when, _ = (STEPS | FURTHER)[name]
            subprocess.run([sys.executable, __file__, folder, name], env=clock.environment(start=when), check=True)
