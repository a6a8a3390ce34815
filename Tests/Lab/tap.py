#!/usr/bin/python3
"""Passes connections on and keeps what went over the wire: `tap.py ADDRESS PORT TARGET TARGET-PORT FILE`."""

import socket
import sys
import threading


def pump(source, target, record):
    try:
        while data := source.recv(65536):
            record.write(data)
            record.flush()
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # Either end has closed; nothing is left to pass on.


def main(address, port, target, target_port, path):
    with socket.create_server((address, int(port))) as listener, open(path, "wb") as record:
        print("ready", flush=True)
        while True:
            client, _ = listener.accept()
            server = socket.create_connection((target, int(target_port)))
            for pair in ((client, server), (server, client)):
                threading.Thread(target=pump, args=(*pair, record), daemon=True).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
