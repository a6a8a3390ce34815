"""Servers on loopback that pass bytes on: each connection has one thread, and only that thread reads, writes and closes its sockets.

The number of a socket that is closed while another thread waits on it soon belongs to the next connection, whose bytes that
thread would then take.
"""

import select
import socket
import threading

PIECE = 65536


def serve(address, port, meet):
    """Calls `meet(client)` in a thread for every client until the process ends. Prints `ready` when clients may come."""
    with socket.create_server((address, int(port)), backlog=128) as listener:
        print("ready", flush=True)
        while True:
            client, _ = listener.accept()
            threading.Thread(target=_meet, args=(meet, client), daemon=True).start()


def _meet(meet, client):
    with client:
        try:
            meet(client)
        except OSError:
            pass  # Whoever leaves first is no failure.


def pass_on(client, target, requests=bytes, replies=bytes, most=None):
    """Passes bytes between `client` and the server at `target` until one of them closes, or until `most` bytes of replies have
    passed. `requests` and `replies` take what came and return what goes on."""
    with socket.create_connection(target) as server:
        while True:
            readable, _, _ = select.select([client, server], [], [])
            if client in readable:
                data = client.recv(PIECE)
                if not data:
                    return
                server.sendall(requests(data))
            if server in readable:
                data = server.recv(PIECE if most is None else min(most, PIECE))
                if not data:
                    return
                client.sendall(replies(data))
                if most is not None:
                    most -= len(data)
                    if most == 0:
                        return
