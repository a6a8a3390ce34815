#!/usr/bin/python3
"""Passes connections on and keeps what went over the wire: `tap.py ADDRESS PORT TARGET TARGET-PORT FILE`.

What is kept is in the file before it is passed on. The file may be emptied in between.
"""

import sys

from wire import passing


def main(address, port, target, target_port, path):
    with open(path, "ab", buffering=0) as record:

        def keep(data):
            record.write(data)
            return data

        passing.serve(
            address, port,
            lambda client: passing.pass_on(client, (target, int(target_port)), requests=keep, replies=keep))


if __name__ == "__main__":
    main(*sys.argv[1:])
