#!/usr/bin/python3
"""A server that breaks off: passes bytes between a client and `TARGET:PORT` and closes after so many bytes of answers.

`cut.py ADDRESS PORT TARGET TARGET-PORT BYTES` serves until it is told to stop.
"""

import socket
import sys
import threading


def relay(client, target, limit):
    with client, socket.create_connection(target) as server:
        threading.Thread(target=_forward, args=(client, server), daemon=True).start()
        while limit > 0 and (data := server.recv(min(limit, 65536))):
            client.sendall(data)
            limit -= len(data)
        for end in (client, server):
            end.shutdown(socket.SHUT_RDWR)


def _forward(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass  # The other direction has closed; nothing is left to pass on.


def main(address, port, target, target_port, limit):
    with socket.create_server((address, int(port))) as listener:
        print("ready", flush=True)
        while True:
            client, _ = listener.accept()
            threading.Thread(target=_relay_quietly, args=(client, (target, int(target_port)), int(limit)), daemon=True).start()


def _relay_quietly(*arguments):
    try:
        relay(*arguments)
    except OSError:
        pass  # A client that leaves first is no failure.


if __name__ == "__main__":
    main(*sys.argv[1:])
