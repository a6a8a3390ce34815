#!/usr/bin/python3
"""What foothold sends to a domain controller: nothing but questions, none for a secret, and those that the manifest names.

`read_only.py BINARY SERVER.JSON PASSWORD-FILE [--kerberos]` runs every live command through a relay that takes each
LDAP message apart, with every way to log on, and prints a line for each run. SERVER.JSON is what `lab.py serve` prints. Exit code 1
when something else than reading reached the server, or something that the manifest does not say. What a SASL layer seals no relay
can read: those requests are counted and compared with the same run in the clear.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from wire import ber, controller, relay

READING_OPERATIONS = {ber.BIND, ber.UNBIND, ber.SEARCH, ber.ABANDON, ber.EXTENDED}
READING_EXTENSIONS = {ber.START_TLS, ber.WHO_AM_I}
# They change what a search returns and nothing else ([MS-ADTS] 3.1.1.3.4.1): pages, parts of the descriptor, deleted, recycled,
# deactivated links, extended names.
READING_CONTROLS = {
    ber.PAGED_RESULTS, "1.2.840.113556.1.4.801", "1.2.840.113556.1.4.417", "1.2.840.113556.1.4.2064", "1.2.840.113556.1.4.2065",
    "1.2.840.113556.1.4.529",
}
# Attributes whose values let their reader log on as somebody, or decrypt something.
SECRETS = {name.lower() for name in (
    "unicodePwd dBCSPwd ntPwdHistory lmPwdHistory supplementalCredentials userPassword unixUserPassword msSFU30Password "
    "trustAuthIncoming trustAuthOutgoing initialAuthIncoming initialAuthOutgoing currentValue priorValue pekList "
    "msDS-ManagedPassword msDS-ManagedPasswordId msDS-ManagedPasswordPreviousId msKds-RootKeyData msKds-KDFParam "
    "msKds-SecretAgreementParam ms-Mcs-AdmPwd msLAPS-Password msLAPS-EncryptedPassword msLAPS-EncryptedPasswordHistory "
    "msLAPS-EncryptedDSRMPassword msLAPS-EncryptedDSRMPasswordHistory msFVE-RecoveryPassword msFVE-KeyPackage "
    "msTPM-OwnerInformation msPKIAccountCredentials msPKIDPAPIMasterKeys msDS-ExecuteScriptPassword"
).split()}
EVERYTHING = {"*", "+"}
# Seconds for one command, which takes a few.
PATIENCE = 600


class Recorder(relay.Tap):
    """Keeps every message of every client; opaque ones as bytes."""

    def __init__(self):
        self.messages = []

    def request(self, link, message):
        self.messages.append(message)
        return super().request(link, message)


def offences(messages):
    """What of it could change the directory or read a secret, as text; empty when nothing."""
    found = []
    for message in messages:
        if message.operation not in READING_OPERATIONS:
            found.append(f"operation {message.operation:#x}")
        elif message.operation == ber.EXTENDED and ber.extended_name(message.content) not in READING_EXTENSIONS:
            found.append(f"extended operation {ber.extended_name(message.content)}")
        found += [f"control {control.oid}" for control in message.controls if control.oid not in READING_CONTROLS]
        if message.operation == ber.SEARCH:
            request = ber.search(message.content)
            names = {name.split(";")[0].lower() for name in request.attributes}
            found += [f"attribute {name}" for name in sorted(names & (SECRETS | EVERYTHING))]
            if not names:
                found.append(f"all attributes of {request.base}")
    return found


def asked(message):
    """A search as the manifest states one."""
    request = ber.search(message.content)
    controls = sorted(control.oid for control in message.controls if control.oid != ber.PAGED_RESULTS)
    return request.base, request.scope, plain_filter(request.filter), tuple(request.attributes), tuple(controls)


def plain_filter(text):
    """A filter without escapes: which octets are written as two digits is the writer's choice (RFC 4515 section 3)."""
    return re.sub(r"\\([0-9A-Fa-f]{2})", lambda match: chr(int(match[1], 16)), text)


def differences(messages, manifest):
    """Where the manifest and what was sent do not agree, as text."""
    found = []
    known = {
        (query["base"], query["scope"], plain_filter(query["filter"]), tuple(query["attributes"]), tuple(query["controls"]))
        for query in manifest["queries"]}
    sent = set()
    for message in messages:
        if message.operation != ber.SEARCH:
            continue
        question = asked(message)
        if question in known:
            sent.add(question)
        elif not _is_introduction(question, manifest) and not _is_continuation(question, known):
            found.append(f"sent and not stated: {question[0] or 'rootDSE'} {question[1]} {question[2]} {' '.join(question[3])[:60]}")
    found += [f"stated and not sent: {question[0] or 'rootDSE'} {question[2]}" for question in known if question not in sent]
    return found


def _is_introduction(question, manifest):
    """What was asked to learn who answers, and whom."""
    base, scope, wanted, attributes, controls = question
    stated_questions = [asked for server in manifest["servers"] for asked in server.get("questions", [])]
    # Each further connection is tried with a part of what the first was asked about the server itself.
    of_the_server = {name for asked in stated_questions if asked["base"] == "" for name in asked["attributes"]}
    if base == "" and scope == "base" and of_the_server.issuperset(attributes):
        return True
    return not controls and any(
        (base, scope, wanted, list(attributes)) == (asked["base"], asked["scope"], plain_filter(asked["filter"]), asked["attributes"])
        for asked in stated_questions)


def _is_continuation(question, known):
    """The rest of a long attribute ([MS-ADTS] 3.1.1.3.1.3.3) that one of the queries asks for."""
    _, scope, _, attributes, controls = question
    if scope != "base" or len(attributes) != 1 or ";range=" not in attributes[0]:
        return False
    name = attributes[0].split(";")[0].lower()
    return any(name in map(str.lower, query[3]) and controls == query[4] for query in known)


class Trial:
    """Runs commands through relays and keeps count."""

    def __init__(self, arguments, scratch):
        self.server = controller.Controller(arguments.server)
        self.address = self.server["address"]
        self.binary, self.password, self.scratch = str(Path(arguments.binary).resolve()), arguments.password, Path(scratch)
        self.failures = 0

    def relay(self, recorder, **how):
        return relay.Relay(self.server.ends(**how), recorder)

    def run(self, command, name="run"):
        """Exit code and output of a command; its current folder is a fresh one."""
        folder = self.scratch / name
        folder.mkdir()
        ended = subprocess.run(
            ["faketime", "-f", "@" + self.server.now(), *map(str, command)], cwd=folder, capture_output=True, text=True, errors="replace",
            timeout=PATIENCE, check=False)
        return folder, ended.returncode, ended.stderr.strip()

    def tell(self, what, wrong):
        self.failures += bool(wrong)
        print(f"FAILED  {what}" if wrong else f"ok      {what}", flush=True)
        for line in list(wrong)[:10]:
            print(f"        {line}")


def reading(trial, number, what, command, scheme, codes, *, tls=False):
    """One command through a relay that reads along."""
    recorder = Recorder()
    front = trial.relay(recorder, tls=tls)
    try:
        line = [trial.binary, *command, "--server", f"{scheme}://{trial.host}:{front.port}"]
        line += ["--user", trial.server["administrator"], "--password-file", trial.password]
        line += ["--insecure"] if scheme == "ldap" and "--start-tls" not in command else ["--ca", trial.server["ca"]]
        folder, code, errors = trial.run(line, f"run-{number}")
    finally:
        front.close()
    wrong = offences(recorder.messages)
    if code not in codes:
        wrong.append(f"exit code {code}: {errors}")
    binds = {ber.bind(message.content)[1] for message in recorder.messages if message.operation == ber.BIND}
    if binds != {"simple"}:
        wrong.append(f"the log-on was {' '.join(sorted(binds)) or 'none'}")
    searches = sum(message.operation == ber.SEARCH for message in recorder.messages)
    if searches == 0 and code != 77:
        wrong.append("no search was seen")
    manifests = list(folder.glob("*/manifest.json"))
    if manifests:
        wrong += differences(recorder.messages, json.loads(manifests[0].read_text()))
    elif command[0] != "query" and code != 77:
        wrong.append("no manifest")
    trial.tell(f"{what}: {len(recorder.messages)} messages, {searches} searches" + (", as the manifest says" if manifests else ""), wrong)
    return recorder.messages


def noticing(trial):
    """The relay sees writing when there is writing: real clients, whose requests name nothing that exists."""
    base = f"CN=nothing,{trial.server['base']}"
    change = trial.scratch / "change.ldif"
    change.write_text(f"dn: {base}\nchangetype: modify\nreplace: description\ndescription: x\n")
    addition = trial.scratch / "addition.ldif"
    addition.write_text(f"dn: CN=x,{base}\nchangetype: add\nobjectClass: container\n")
    clients = {
        "modify": ["ldapmodify", "-f", change], "add": ["ldapadd", "-f", addition], "delete": ["ldapdelete", base],
        "rename": ["ldapmodrdn", base, "CN=other"], "password": ["ldappasswd", "-s", "x", base],
        "secret": ["ldapsearch", "-b", base, "unicodePwd"], "everything": ["ldapsearch", "-b", base],
        "control": ["ldapsearch", "-b", base, "-E", "1.2.840.113556.1.4.1339", "cn"],
    }
    missed = []
    for name, (tool, *rest) in clients.items():
        recorder = Recorder()
        front = trial.relay(recorder)
        trial.run([tool, "-x", "-H", f"ldap://{trial.address}:{front.port}", "-D", trial.server["administrator"], "-y", trial.secret, *rest],
                  f"client-{name}")
        front.close()
        if not offences(recorder.messages):
            missed.append(f"{name} was not noticed")
    trial.tell(f"the relay notices {', '.join(clients)}", missed)


def sealing(trial, expected):
    """A sealed conversation cannot be read; it has as many requests as the one that could be read."""
    recorder = Recorder()
    front = trial.relay(recorder, opaque=True)
    _, code, errors = trial.run(
        [trial.binary, "collect", "--server", f"ldap://{trial.host}:{front.port}", "--auth", "kerberos", "--out", "out",
         "--connections", "1"], "sealed")
    front.close()
    frames = [message for message in recorder.messages if message[:1] != b"\x30"]
    wrong = [] if code == 0 else [f"exit code {code}: {errors}"]
    if len(frames) != expected:
        wrong.append(f"{len(frames)} sealed requests, {expected} in the clear")
    trial.tell(f"sealed by Kerberos: {len(frames)} requests, as many as in the clear", wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("server")
    parser.add_argument("password")
    parser.add_argument("--kerberos", action="store_true", help="there is a ticket, and the name of the server resolves")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        trial = Trial(arguments, scratch)
        trial.host = trial.server["host"] if arguments.kerberos else trial.address
        # OpenLDAP's clients take a password file as it is, line break included.
        trial.secret = trial.scratch / "secret"
        trial.secret.touch(0o600)
        trial.secret.write_text(Path(arguments.password).read_text().rstrip("\n"))
        noticing(trial)
        collect, assess = ["collect", "--out", "out"], ["assess", "--from", "EX01", "--now", "2021-04-12T08:00:00Z", "--quiet"]
        runs = [
            ("collect, plain", [*collect, "--connections", "1"], "ldap", {0}, {}),
            ("collect, LDAPS", collect, "ldaps", {0}, {"tls": True}),
            ("collect, StartTLS", [*collect, "--start-tls"], "ldap", {0}, {}),
            ("assess", assess, "ldaps", {10}, {"tls": True}),
            ("paths", ["paths", "--from", "EX01", "--to", "Domain Admins"], "ldaps", {0}, {"tls": True}),
            ("access", ["access", "--who", "EX01", "--on", trial.server["base"]], "ldaps", {0}, {"tls": True}),
            ("timeline", ["timeline"], "ldaps", {0}, {"tls": True}),
            ("query, a question", ["query", "privileged-groups"], "ldaps", {0}, {"tls": True}),
            ("query, a filter", ["query", "(&(objectClass=user)(cn=a*))"], "ldaps", {0}, {"tls": True}),
        ]
        recorded = [reading(trial, number, what, command, scheme, codes, **how)
                    for number, (what, command, scheme, codes, how) in enumerate(runs)]
        plain = recorded[0]
        if arguments.kerberos:
            sealing(trial, sum(message.operation != ber.BIND for message in plain))
        print(f"{'nothing but reading' if trial.failures == 0 else f'{trial.failures} failed'}")
        sys.exit(trial.failures != 0)


if __name__ == "__main__":
    main()
