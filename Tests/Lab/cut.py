#!/usr/bin/python3
"""A server that breaks off: passes bytes between a client and `TARGET:PORT` and closes after so many bytes of answers.

`cut.py ADDRESS PORT TARGET TARGET-PORT BYTES` serves until it is told to stop.
"""

import sys

from wire import passing


def main(address, port, target, target_port, limit):
    passing.serve(
        address, port, lambda client: passing.pass_on(client, (target, int(target_port)), most=int(limit)))


if __name__ == "__main__":
    main(*sys.argv[1:])
