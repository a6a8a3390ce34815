#!/usr/bin/python3
"""Compares the tokens that foothold builds with those of a domain controller.

`same-tokens.py SERVER.json prepare OUT` adds groups that nest in every way, and writes the DNs of all accounts, one a line.
`same-tokens.py SERVER.json compare TOKENS.json` reads the answers of `foothold access --who … --json` and prints what differs.

Two attributes tell: `tokenGroups` of an account is every group it is in; that of the root of the directory is the token of
whoever asks, well-known identities and their groups included.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from samba.dcerpc import security
from samba.ndr import ndr_unpack

EVERYONE, NETWORK, ANONYMOUS, CONTROLLERS = "S-1-1-0", "S-1-5-2", "S-1-5-7", "S-1-5-9"
AUTHENTICATED = "S-1-5-11"
# Samba 4.17 puts This Organization into no token; Windows does.
WINDOWS_ONLY = {"S-1-5-15"}
LOGON = {EVERYONE, NETWORK, ANONYMOUS, CONTROLLERS, AUTHENTICATED} | WINDOWS_ONLY

GLOBAL, LOCAL, UNIVERSAL, SECURITY = 2, 4, 8, -2147483648
# Name, groupType, members: a distribution group between two security groups passes nothing on, a circle ends.
GROUPS = [
    ("ZZ-Global", SECURITY | GLOBAL, ["{reader}"]),
    ("ZZ-Universal", SECURITY | UNIVERSAL, ["CN=ZZ-Global,{base}"]),
    ("ZZ-Lokal", SECURITY | LOCAL, ["CN=ZZ-Universal,{base}"]),
    ("ZZ-Lokal-Kreis", SECURITY | LOCAL, ["CN=ZZ-Lokal,{base}"]),
    ("ZZ-Verteiler", UNIVERSAL, ["{reader}"]),
    ("ZZ-hinter-Verteiler", SECURITY | UNIVERSAL, ["CN=ZZ-Verteiler,{base}"]),
]


class Server:
    def __init__(self, path):
        self.facts = json.loads(Path(path).read_text())
        self.base = self.facts["base"]

    def run(self, tool, *arguments, user=None, text=None):
        """What an OpenLDAP tool prints, asked over TLS as the administrator or as `user`; "" is anonymous."""
        user = self.facts["administrator"] if user is None else user
        with tempfile.NamedTemporaryFile("w") as password:
            password.write(self.facts["password"])
            password.flush()
            who = ["-D", user, "-y", password.name] if user else []
            command = [tool, "-x", "-H", self.facts["ldaps"], *who, *arguments]
            variables = dict(os.environ, LDAPTLS_CACERT=self.facts["ca"])
            return subprocess.run(command, env=variables, input=text, capture_output=True, check=True, text=True).stdout

    def search(self, *arguments, user=None):
        return self.run("ldapsearch", "-LLL", "-o", "ldif-wrap=no", *arguments, user=user)

    def token_groups(self, base, user=None):
        text = self.search("-b", base, "-s", "base", "(objectClass=*)", "tokenGroups", user=user)
        return {str(ndr_unpack(security.dom_sid, value)) for value in values(text, "tokenGroups")}

    def groups_of(self, sid):
        """SIDs of the groups a well-known identity is in."""
        name = f"CN={sid},CN=ForeignSecurityPrincipals,{self.base}"
        rule = f"(&(member:1.2.840.113556.1.4.1941:={name})(groupType:1.2.840.113556.1.4.803:=2147483648))"
        text = self.search("-b", self.base, rule, "objectSid")
        return {str(ndr_unpack(security.dom_sid, value)) for value in values(text, "objectSid")}


def values(text, name):
    """Values of one attribute in LDIF without folded lines."""
    for line in text.splitlines():
        if line.startswith(f"{name}:: "):
            yield base64.b64decode(line[len(name) + 3:])
        elif line.startswith(f"{name}: "):
            yield line[len(name) + 2:].encode()


def distinguished_name(server, account):
    text = server.search("-b", server.base, f"(userPrincipalName={account})", "dn")
    return next(values(text, "dn")).decode()


def prepare(server, out):
    reader = distinguished_name(server, server.facts["reader"])
    for name, kind, members in GROUPS:
        entry = f"dn: CN={name},{server.base}\nobjectClass: group\nsAMAccountName: {name}\ngroupType: {kind}\n"
        entry += "".join(f"member: {member.format(reader=reader, base=server.base)}\n" for member in members)
        server.run("ldapadd", text=entry)
    circle = f"dn: CN=ZZ-Lokal,{server.base}\nchangetype: modify\nadd: member\n"
    server.run("ldapmodify", text=circle + f"member: CN=ZZ-Lokal-Kreis,{server.base}\n")
    text = server.search("-b", server.base, "(objectClass=user)", "dn")
    Path(out).write_text("".join(f"{name.decode()}\n" for name in sorted(values(text, "dn"))))


def compare(server, answers):
    different, memberships = 0, 0
    behind = {sid: server.groups_of(sid) for sid in (EVERYONE, AUTHENTICATED, CONTROLLERS)}
    tokens = {answer["who"]: {entry["sid"] for entry in answer["token"]} for answer in answers}

    def agree(who, ours, theirs):
        nonlocal different
        if ours != theirs:
            different += 1
            print(f"{who}: only foothold {sorted(ours - theirs)}, only the controller {sorted(theirs - ours)}")

    for who, token in tokens.items():
        text = server.search("-b", who, "-s", "base", "(objectClass=*)", "objectSid")
        own = {str(ndr_unpack(security.dom_sid, value)) for value in values(text, "objectSid")}
        groups = server.token_groups(who)
        memberships += len(groups)
        known = set().union(*(found for sid, found in behind.items() if sid in token))
        agree(who, token - LOGON - own, (groups | known) - own)
    for user in (server.facts["administrator"], server.facts["reader"]):
        name = distinguished_name(server, user) if user == server.facts["reader"] else f"CN=Administrator,CN=Users,{server.base}"
        agree(f"session of {user}", tokens[name] - WINDOWS_ONLY, server.token_groups("", user=user))
    if memberships < len(tokens) or not tokens:
        sys.exit("the domain controller says nothing about tokens")
    if different:
        sys.exit(1)
    print(f"{len(tokens)} tokens and 2 sessions agree, {memberships} memberships")


if __name__ == "__main__":
    connection = Server(sys.argv[1])
    if sys.argv[2] == "prepare":
        prepare(connection, sys.argv[3])
    else:
        compare(connection, json.loads(Path(sys.argv[3]).read_text()))
