#!/usr/bin/python3
"""A domain controller that gives at most so many values of an attribute at once, as Windows does and Samba does not.

`ranges.py ADDRESS PORT TARGET TARGET-PORT LIMIT` stands between a client and the plain LDAP port of a server until it is told to
stop. Answers with more values are cut to a range; the requests for what follows are the server's to answer, and their answers are
cut again. A line for every cut goes to standard output.
"""

import sys

from wire import ber, passing, ranges


class Limiter:
    """Cuts the messages of one connection."""

    def __init__(self, limit):
        self.limit, self.waiting = limit, b""

    def replies(self, data):
        self.waiting += data
        passed = []
        while (frame := ber.first_frame(self.waiting)) is not None:
            self.waiting = self.waiting[len(frame):]
            passed.append(ranges.limited(ber.message(frame), self.limit, told=_tell))
        return b"".join(passed)


def _tell(dn, name):
    print(f"{dn}: {name}", flush=True)


def main(address, port, target, target_port, limit):
    passing.serve(
        address, port,
        lambda client: passing.pass_on(client, (target, int(target_port)), replies=Limiter(int(limit)).replies))


if __name__ == "__main__":
    main(*sys.argv[1:])
