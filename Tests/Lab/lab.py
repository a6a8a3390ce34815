#!/usr/bin/python3
"""A real Active Directory forest with Exchange in it and a true past, for tests and demonstrations."""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from forest import clock, growth, layout, provision, story


def build(arguments):
    """Founds a forest and tells its story up to the wanted state."""
    if arguments.baseline:
        _continue(arguments.baseline, arguments.state, arguments.out)
    else:
        provision.provision(arguments.out)
        _tell(arguments.out, arguments.state, "new")


def attack(arguments):
    """Attacks a copy of a forest that was built as far as the eve of the attack."""
    _continue(arguments.folder, "attacked", arguments.out)


def extend(arguments):
    """Grows a forest: a second controller of the domain and a child domain, each in a folder of its own below FOLDER."""
    growth.extend(arguments.folder, arguments.out)


def branch(arguments):
    """Gives a forest a read-only controller, as in a branch office: each controller in a folder of its own below FOLDER."""
    growth.branch(arguments.folder, arguments.out)


def dump(arguments):
    """Writes a forest as LDIF."""
    from forest import dump as dumping

    dumping.dump(arguments.folder, arguments.out)


def serve(arguments):
    """Runs a domain controller on loopback until it is told to stop."""
    from forest import serve as serving

    sys.exit(serving.serve(arguments.folder, arguments.address, arguments.clock, arguments.strong_auth))


def evidence(arguments):
    """Makes the two bundled files: the same company unharmed and attacked."""
    with tempfile.TemporaryDirectory() as folder:
        baseline = Path(folder) / "baseline"
        build(argparse.Namespace(baseline=None, state="baseline", out=baseline))
        for state in ("unharmed", "attacked"):
            grown = Path(folder) / state
            _continue(baseline, state, grown)
            dump(argparse.Namespace(folder=grown, out=Path(arguments.out) / f"{state}.ldif"))


def _continue(baseline, state, out):
    if layout.Layout(baseline).state() != "baseline":
        sys.exit(f"lab: {baseline} is not a forest in the state baseline")
    shutil.copytree(baseline, out, ignore=shutil.ignore_patterns("ncalrpc", "winbindd", "ntp"))
    layout.Layout(out).write_configuration()
    _tell(out, state, "continue")


def _tell(folder, state, beginning):
    place = layout.Layout(folder)
    place.clock.write_text(layout.FOUNDED if beginning == "new" else story.EVE)
    command = [sys.executable, str(Path(__file__).parent / "forest" / "teller.py"), str(place.folder), state, beginning]
    subprocess.run(command, env=clock.environment(timestamp_file=place.clock), check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("build", help=build.__doc__)
    command.add_argument("--state", choices=story.STATES, required=True)
    command.add_argument("--baseline", type=Path, help="grow from this forest instead of founding one")
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    command.set_defaults(run=build)

    command = commands.add_parser("attack", help=attack.__doc__)
    command.add_argument("folder", type=Path)
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    command.set_defaults(run=attack)

    command = commands.add_parser("extend", help=extend.__doc__)
    command.add_argument("folder", type=Path)
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    command.set_defaults(run=extend)

    command = commands.add_parser("branch", help=branch.__doc__)
    command.add_argument("folder", type=Path)
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    command.set_defaults(run=branch)

    command = commands.add_parser("dump", help=dump.__doc__)
    command.add_argument("folder", type=Path)
    command.add_argument("--out", type=Path, required=True, metavar="FILE.ldif")
    command.set_defaults(run=dump)

    command = commands.add_parser("serve", help=serve.__doc__)
    command.add_argument("folder", type=Path)
    command.add_argument("--address", default="127.77.0.1", help="address within 127.0.0.0/8; the ports are the usual ones")
    command.add_argument("--clock", default="now", help="`now`, or the time at which the server believes to start")
    command.add_argument("--allow-plain", dest="strong_auth", action="store_const", const="no", help="take a simple bind without TLS")
    command.add_argument(
        "--allow-sasl-over-tls", dest="strong_auth", action="store_const", const="allow_sasl_over_tls",
        help="take Kerberos within TLS, without signing")
    command.set_defaults(run=serve, strong_auth="yes")

    command = commands.add_parser("evidence", help=evidence.__doc__)
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    command.set_defaults(run=evidence)

    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
