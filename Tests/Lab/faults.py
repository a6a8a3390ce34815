#!/usr/bin/python3
"""Collections that a network disturbs: every fault at every stage, through every kind of connection, against a domain controller.

`faults.py BINARY SERVER.JSON PASSWORD-FILE [--kerberos] [--seed N] [--cases N]` compares each collection with an
undisturbed one. SERVER.JSON is what `lab.py serve` prints. What must hold, always:

- it ends with exit code 0, 69 or 77, never by a signal, and no connection is waited for longer than `--timeout`;
- 0 without a further gap: the entries are those of the undisturbed collection, value for value;
- 69 or 77: one line says why, and the folder, when there is one, can be assessed and states the gap.

Plain LDAP has no integrity: there, faults that forge an answer (`wire.faults.FORGING`) may change what arrives, and only the first
and the third rule are asked for. TLS and sealing owe all three.
"""

import argparse
import concurrent.futures
import itertools
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from wire import controller, faults, relay

# Seconds of `--timeout`, and how many of them the relay may see a connection being waited for.
TIMEOUT, PATIENCE = 2, 1.75
# Seconds after which a collection hangs: the slowest takes half a minute.
ENDLESS = 300
# How a case ends that a busy machine alone may spoil: many at a time keep the server from answering before the fault has come,
# or the relay from seeing in time that it was left. Such a case is tried again, each time with twice the time and a quarter of the
# company, in the end alone.
NOT_REACHED, TOO_LONG = "not reached", "waited too long"
TIMELY = (NOT_REACHED, TOO_LONG)
ROUNDS = 4
# Bytes of one value, and MB of memory for a collection that meets it: what libldap holds, the value as text, and the rest.
HUGE, BOUND = 100 << 20, 800

# What a log-on or the time itself changes.
RESTLESS = {"currenttime", "highestcommittedusn", "lastlogon", "logoncount", "lastlogontimestamp", "badpwdcount", "badpasswordtime"}

# A small catalogue: all stages, little work for the server.
QUERIES = {
    "root-dse": ("rootDSE", "base", "(objectClass=*)", "currentTime dsServiceName defaultNamingContext"),
    "domain-head": ("domain", "base", "(objectClass=*)", "objectClass objectSid whenChanged replPropertyMetaData"),
    "domain-principals": ("domain", "subtree", "(objectSid=*)", "objectClass objectSid sAMAccountName member whenChanged"),
    "schema": ("schema", "subtree", "(&(objectClass=attributeSchema)(cn=A*))", "lDAPDisplayName schemaIDGUID attributeID"),
}


def write_catalogue(folder):
    (folder / "collection").mkdir(parents=True)
    for name, (base, scope, wanted, attributes) in QUERIES.items():
        (folder / "collection" / f"{name}.query").write_text(
            f"title: {name}\ntitle;lang-de: {name}\nwhy: For a test.\nbase: {base}\nscope: {scope}\nfilter: {wanted}\n"
            f"attributes: {attributes}\n")
    return folder


def entries(folder):
    """The entries of an evidence folder: name to sorted lines, without what changes by itself."""
    found = {}
    for file in sorted(folder.glob("*.ldif")):
        for entry in file.read_text(errors="replace").replace("\n ", "").split("\n\n"):
            lines = [line for line in entry.split("\n") if line and not line.startswith(("#", "version:"))]
            if not lines or not lines[0].startswith("dn:"):
                continue
            kept = sorted(line for line in lines[1:] if line.split(":")[0].lower() not in RESTLESS)
            found.setdefault(f"{file.name} {lines[0]}", []).append(kept)
    return found


class Trial:
    """Runs collections through disturbed relays."""

    def __init__(self, arguments, scratch):
        self.server = controller.Controller(arguments.server)
        self.binary, self.password, self.scratch = str(Path(arguments.binary).resolve()), arguments.password, Path(scratch)
        self.queries = write_catalogue(self.scratch / "queries")

    def collect(self, channel, fault, name, timeout=30, swelling=0):
        """Exit code, errors, seconds, folder, the disturbance, and what went wrong behind it, of one collection."""
        opaque = channel == "kerberos"
        tap = faults.Disturbance(fault, swelling=swelling)
        front = relay.Relay(self.server.ends(tls=channel == "ldaps", opaque=opaque), tap)
        out = self.scratch / name
        host = self.server["host" if opaque else "address"]
        line = [self.binary, "collect", "--quiet", "--queries", self.queries, "--page-size", "40", "--timeout", timeout,
                "--out", out, "--server", f"{'ldaps' if channel == 'ldaps' else 'ldap'}://{host}:{front.port}"]
        if opaque:
            line = ["faketime", "-f", "@" + self.server.now(), *line, "--auth", "kerberos"]
        else:
            line += ["--user", self.server["administrator"], "--password-file", self.password]
            line += {"plain": ["--insecure"], "starttls": ["--start-tls", "--ca", self.server["ca"]]}.get(channel, ["--ca", self.server["ca"]])
        began = time.monotonic()
        try:
            ended = subprocess.run(list(map(str, line)), capture_output=True, text=True, errors="replace", timeout=ENDLESS, check=False)
            code, errors = ended.returncode, ended.stderr
        except subprocess.TimeoutExpired:
            code, errors = None, ""
        seconds = time.monotonic() - began
        front.close()
        return code, errors, seconds, out, tap, front.failures

    def swell(self):
        """What is wrong with a collection in which one value has 100 MB, and the memory it took in MB."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        code, errors, _, out, tap, _ = self.collect("ldaps", None, "swollen", swelling=HUGE)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        size = sum(file.stat().st_size for file in out.glob("*.ldif")) if out.exists() else 0
        wrong = [] if tap.happened and before < peak else ["the value was not sent"]
        if code != 0 or size < HUGE:
            wrong.append(f"exit code {code}, {size} bytes: {errors.strip()[:200]}")
        if peak > BOUND * 1024:
            wrong.append(f"{peak // 1024} MB of memory, {BOUND} allowed")
        shutil.rmtree(out, ignore_errors=True)
        return wrong, peak // 1024

    def judge(self, channel, fault, name, undisturbed, timeout):
        """What a case did wrong, as text, and how it ended."""
        code, errors, seconds, out, tap, behind = self.collect(channel, fault, name, timeout)
        wrong = []
        if not tap.happened:
            return [f"the stage was never reached: exit code {code}, {errors.strip()}", *behind], NOT_REACHED
        if code is None:
            return [f"it did not end within {ENDLESS} seconds"], "hang"
        if code not in (0, 69, 77):
            wrong.append(f"exit code {code}: {errors.strip()[:200]}")
        has_waited = bool(tap.hangs) and max(tap.hangs) > timeout * PATIENCE
        if has_waited:
            wrong.append(f"a silent connection was waited for for {max(tap.hangs):.1f} s, {timeout} allowed")
        # What --insecure gives up is said each time, and is no part of the reason.
        lines = [line for line in errors.splitlines() if not line.startswith("--insecure:")]
        if code != 0 and len(lines) != 1:
            wrong.append(f"{len(lines)} lines instead of one: {errors.strip()[:300]}")
        has_integrity = channel != "plain" or fault.kind not in faults.FORGING
        manifest = None
        if (out / "manifest.json").exists():
            try:
                manifest = json.loads((out / "manifest.json").read_text(errors="replace"))
            except ValueError as problem:
                wrong.append(f"the manifest is no JSON: {problem}")
        if code == 0 and (manifest is None or not manifest["complete"]):
            wrong.append("success without a complete manifest")
        if manifest is not None:
            found, known = entries(out), undisturbed[0]
            if code == 0 and not manifest["gaps"] and has_integrity and found != known:
                lost, added = known.keys() - found.keys(), found.keys() - known.keys()
                changed = [key for key in found.keys() & known.keys() if found[key] != known[key]]
                wrong.append(f"success without a gap, and {len(lost)} entries lost, {len(added)} added, {len(changed)} changed")
                wrong += sorted(changed)[:2]
            foreign = [key for key in found if any(entry not in known.get(key, []) for entry in found[key])]
            if has_integrity and foreign:
                wrong.append(f"an entry that the server did not give like that: {foreign[0]}")
            if code != 0:
                wrong += self._unreadable(out)
        retried = manifest and any(query["attempts"] > 1 for query in manifest["queries"])
        how = {0: "retried" if retried else "went through", 69: "69", 77: "77"}.get(code, str(code))
        return wrong, TOO_LONG if has_waited and len(wrong) == 1 else f"{how} {seconds:.1f} s"

    def _unreadable(self, out):
        """Nothing when the folder of a collection that broke off can be assessed and says that it did."""
        report = out.with_suffix(".json")
        ended = subprocess.run(
            [self.binary, "assess", "--quiet", "--now", "2021-04-12T08:00:00Z", "--json", report, out],
            capture_output=True, text=True, errors="replace", timeout=ENDLESS, check=False)
        verified = subprocess.run([self.binary, "verify", "--quiet", out], capture_output=True, text=True, timeout=ENDLESS, check=False)
        if verified.returncode != 0:
            return [f"verify ends with {verified.returncode}: {verified.stderr.strip()[:200]}"]
        if ended.returncode not in (0, 10, 20):
            return [f"assess ends with {ended.returncode}: {ended.stderr.strip()[:200]}"]
        if not json.loads(report.read_text())["gaps"]:
            return ["the assessment of the folder states no gap"]
        return []


def enumerate_cases(stages, seed, kerberos):
    """Every kind at every stage through every channel; faults that stay are tried with the two that cost nothing to make."""
    draw = random.Random(seed)
    cases = []
    channels = {"plain": [], "ldaps": ["handshake"], "starttls": ["StartTLS", "handshake"]}
    for channel, special in channels.items():
        for kind in ("cut", "reset", "stall"):
            cases.append((channel, "connect", kind))
        cases.append((channel, "unbind", "cut"))
        cases.append((channel, "unbind", "stall"))
        for stage in [*special, *faults.MESSAGE_STAGES]:
            cases += [(channel, stage, kind) for kind in faults.BREAKING + faults.TANGLING + faults.FORGING]
    if kerberos:
        sealed = sorted(stage for stage in stages["kerberos"] if stage.startswith(("bind", "sealed")))
        for stage in sealed:
            cases += [("kerberos", stage, kind) for kind in faults.BREAKING + faults.TANGLING + faults.FORGING]
    found = [(channel, faults.Fault(stage, kind, False, draw.randrange(1 << 30))) for channel, stage, kind in cases]
    found += [(channel, faults.Fault(stage, kind, True, draw.randrange(1 << 30)))
              for channel, stage, kind in cases if kind in ("cut", "stall") and stage not in ("unbind",)]
    return found


def tell(case, wrong, how, endings, always):
    """Counts how a case ended and prints it when something was wrong, or `always`. Returns whether it failed."""
    channel, fault = case
    ending = how.split(" ")[0]
    endings[ending] = endings.get(ending, 0) + 1
    if wrong or always:
        print(f"{'FAILED' if wrong else 'ok    '}  {channel}: {fault} (seed {fault.seed}): {how}", flush=True)
        for line in wrong:
            print(f"        {line}")
    return bool(wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("server")
    parser.add_argument("password")
    parser.add_argument("--kerberos", action="store_true", help="there is a ticket, and the name of the server resolves")
    parser.add_argument("--seed", type=int, default=2021)
    parser.add_argument("--cases", type=int, help="so many, drawn with the seed; without it all")
    parser.add_argument("--only", help="cases whose name contains this")
    parser.add_argument("--parallel", type=int, default=16)
    arguments = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        trial = Trial(arguments, scratch)
        undisturbed, stages = {}, {}
        for channel in ["plain", "ldaps", "starttls"] + ["kerberos"] * arguments.kerberos:
            code, errors, _, out, tap, _ = trial.collect(channel, None, f"undisturbed-{channel}")
            if code != 0:
                sys.exit(f"faults: an undisturbed collection ({channel}) ends with {code}: {errors}")
            undisturbed[channel], stages[channel] = (entries(out), json.loads((out / "manifest.json").read_text())), tap.stages
        for channel, (found, _) in undisturbed.items():
            if found != undisturbed["plain"][0]:
                sys.exit(f"faults: undisturbed collections differ: {channel}")
        wrong, megabytes = trial.swell()
        print(f"{'FAILED' if wrong else 'ok    '}  one value of 100 MB: {megabytes} MB of memory", *wrong, sep="\n        ")
        failed, endings = int(bool(wrong)), {}
        cases = enumerate_cases(stages, arguments.seed, arguments.kerberos)
        if arguments.only:
            cases = [case for case in cases if arguments.only in f"{case[0]}: {case[1]}"]
        if arguments.cases and arguments.cases < len(cases):
            cases = random.Random(arguments.seed).sample(cases, arguments.cases)
        numbers = itertools.count()

        def attempt(case, timeout):
            (channel, fault), name = case, f"case-{next(numbers)}"
            judgement = trial.judge(channel, fault, name, undisturbed[channel], timeout)
            # Hundreds of folders would fill a small disk.
            shutil.rmtree(trial.scratch / name, ignore_errors=True)
            return judgement

        left, again = cases, 0
        for number in range(ROUNDS):
            late, timeout = [], TIMEOUT * 2 ** number
            with concurrent.futures.ThreadPoolExecutor(max(1, arguments.parallel // 4 ** number)) as pool:
                for case, (wrong, how) in zip(left, pool.map(attempt, left, itertools.repeat(timeout))):
                    if how in TIMELY and number < ROUNDS - 1:
                        late.append(case)
                    else:
                        failed += tell(case, wrong, how, endings, arguments.only)
            left, again = late, again + len(late)
        told = ", ".join(f"{count} {ending}" for ending, count in sorted(endings.items()))
        print(f"{len(cases)} faults, seed {arguments.seed}: {told}; {again} tried again; {failed} failed, {time.monotonic() - began:.0f} s")
        sys.exit(failed != 0)


if __name__ == "__main__":
    main()
