#!/usr/bin/python3
"""Shows that what a session may do can hang on how it logged on, and that foothold leaves just that open.

`logons.py SERVER.json prepare PAIRS.json` makes organizational units whose entries name SIDs of a log-on, and writes the
pairs of reader and unit.
`logons.py SERVER.json compare RIGHTS.json` logs on as the reader in every way that the controller offers, and compares
`sDRightsEffective` with the answers of `foothold access --pairs`: what is the same after every log-on must be said for certain,
what differs must be unknown with the SID as the reason.
"""

import json
import sys
from pathlib import Path

import ldb
from samba import Ldb
from samba.credentials import DONT_USE_KERBEROS, Credentials
from samba.dcerpc import security
from samba.ndr import ndr_pack, ndr_unpack
from samba.param import LoadParm

NTLM, ASSERTED, AUTHENTICATED = "S-1-5-64-10", "S-1-18-1", "S-1-5-11"
# Name of the unit, its entries, the SID that its answer hangs on; None = the same after every log-on.
UNITS = [
    ("ZZ-NTLM", f"(A;;WD;;;{NTLM})", NTLM),
    ("ZZ-not-NTLM", f"(D;;WD;;;{NTLM})(A;;WD;;;{AUTHENTICATED})", NTLM),
    ("ZZ-first", f"(A;;WD;;;{AUTHENTICATED})(D;;WD;;;{NTLM})", None),
    ("ZZ-everybody", f"(A;;WD;;;{AUTHENTICATED})", None),
    # No log-on over the network has it, on this controller or any other.
    ("ZZ-console", "(A;;WD;;;S-1-2-1)", None),
]


class Server:
    def __init__(self, path):
        self.facts = json.loads(Path(path).read_text())
        self.base = self.facts["base"]

    def session(self, user, ntlm=False):
        """Within TLS with name and password, or by NTLM."""
        parameters = LoadParm()
        parameters.set("tls cafile", self.facts["ca"])
        parameters.set("tls verify peer", "ca_only")
        credentials = Credentials()
        credentials.guess(parameters)
        credentials.set_password(self.facts["password"])
        if not ntlm:
            credentials.set_bind_dn(user)
            return Ldb(url=self.facts["ldaps"], credentials=credentials, lp=parameters)
        credentials.set_domain(user.split("\\")[0])
        credentials.set_username(user.split("\\")[1])
        credentials.set_kerberos_state(DONT_USE_KERBEROS)
        return Ldb(url=self.facts["ldap"], credentials=credentials, lp=parameters)

    def reader(self, session):
        """DN, and the name for NTLM."""
        wanted = f"(userPrincipalName={self.facts['reader']})"
        found = session.search(self.base, expression=wanted, attrs=["sAMAccountName"])[0]
        domains = session.search(f"CN=Partitions,CN=Configuration,{self.base}", expression="(nETBIOSName=*)", attrs=["nETBIOSName"])
        return str(found.dn), f"{domains[0]['nETBIOSName'][0]}\\{found['sAMAccountName'][0]}"


def prepare(server, out):
    session = server.session(server.facts["administrator"])
    domain = ndr_unpack(security.dom_sid, session.search(server.base, scope=ldb.SCOPE_BASE, attrs=["objectSid"])[0]["objectSid"][0])
    reader, _ = server.reader(session)
    for name, entries, _ in UNITS:
        dn = f"OU={name},{server.base}"
        session.add({"dn": dn, "objectClass": "organizationalUnit"})
        descriptor = security.descriptor.from_sddl(f"O:DAG:DAD:P(A;;GA;;;DA){entries}(A;;GR;;;AU)", domain)
        change = {"dn": dn, "nTSecurityDescriptor": ndr_pack(descriptor)}
        session.modify(ldb.Message.from_dict(session, change, ldb.FLAG_MOD_REPLACE), controls=["sd_flags:1:4"])
    Path(out).write_text(json.dumps([[reader, f"OU={name},{server.base}"] for name, _, _ in UNITS]))


def compare(server, answers):
    reader, account = server.reader(server.session(server.facts["administrator"]))
    sessions = {"simple": server.session(reader), "NTLM": server.session(account, ntlm=True)}
    tokens = {}
    for way, session in sessions.items():
        values = session.search("", scope=ldb.SCOPE_BASE, attrs=["tokenGroups"])[0]["tokenGroups"]
        tokens[way] = {str(ndr_unpack(security.dom_sid, value)) for value in values}
    problems = []
    # What this controller puts into a token: only NTLM brings the SID of NTLM, and nothing the asserted identity.
    for way, token in tokens.items():
        if (NTLM in token) != (way == "NTLM") or ASSERTED in token:
            problems.append(f"{way}: the token has {sorted(token & {NTLM, ASSERTED})}")
    for (name, _, sid), answer in zip(UNITS, answers, strict=True):
        dn = f"OU={name},{server.base}"
        said = {
            way: int(str(session.search(dn, scope=ldb.SCOPE_BASE, attrs=["sDRightsEffective"])[0]["sDRightsEffective"][0]))
            for way, session in sessions.items()
        }
        if (len(set(said.values())) > 1) != (sid is not None):
            problems.append(f"{name}: the controller says {said}")
        open_rights = [line for line in answer["unknown"] if line.startswith("WRITE_DAC: ")]
        expected = 0 if sid else said["simple"]
        is_named = len(open_rights) == 1 and sid in open_rights[0] if sid else not open_rights
        if answer["sd"] != expected or not is_named:
            problems.append(f"{name}: the controller says {said}, foothold {answer['sd']}, unknown {open_rights}")
    if problems:
        sys.exit("\n".join(problems))
    print(f"{len(UNITS)} units agree after {len(sessions)} log-ons")


if __name__ == "__main__":
    connection = Server(sys.argv[1])
    if sys.argv[2] == "prepare":
        prepare(connection, sys.argv[3])
    else:
        compare(connection, json.loads(Path(sys.argv[3]).read_text()))
