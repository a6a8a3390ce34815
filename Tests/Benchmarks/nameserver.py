#!/usr/bin/env python3
"""Answers DNS for the lab's domain on loopback: `nameserver.py ADDRESS HOST DOMAIN`.

Some collectors find a domain controller by DNS and nothing else; the lab's server has no DNS service. Every SRV record asked for
names the one host (ports by service), every A record of the host or the domain is its address; everything else does not exist.
RFC 1035 4.1, RFC 2782.
"""

import socket
import struct
import sys
import threading

PORTS = {b"_kerberos": 88, b"_gc": 3268}
A, SRV = 1, 33


def labels(message, offset):
    """The name at `offset` of a question, which is never compressed, and where it ends."""
    found = []
    while message[offset]:
        found.append(message[offset + 1:offset + 1 + message[offset]].lower())
        offset += 1 + message[offset]
    return found, offset + 1


def encoded(name):
    return b"".join(bytes((len(label),)) + label for label in name) + b"\0"


def answer(message, address, host, domain):
    name, end = labels(message, 12)
    kind, = struct.unpack_from(">H", message, end)
    question = message[12:end + 4]
    record = b""
    if kind == SRV and name[-len(domain):] == domain and name[0].startswith(b"_"):
        record = struct.pack(">HHH", 0, 100, PORTS.get(name[0], 389)) + encoded(host)
    elif kind == A and name in (host, domain):
        record = socket.inet_aton(address)
    known = record or name in (host, domain)
    reply = message[:2] + struct.pack(">HHHHH", 0x8580 if known else 0x8583, 1, 1 if record else 0, 0, 0) + question
    if record:
        reply += b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 60, len(record)) + record
    return reply


def serve_streams(listener, arguments):
    while True:
        connection, _ = listener.accept()
        with connection:
            try:
                length, = struct.unpack(">H", connection.recv(2, socket.MSG_WAITALL))
                reply = answer(connection.recv(length, socket.MSG_WAITALL), *arguments)
                connection.sendall(struct.pack(">H", len(reply)) + reply)
            except (OSError, IndexError, struct.error):
                continue


def main():
    address, host, domain = sys.argv[1:4]
    arguments = (address, host.lower().encode().split(b"."), domain.lower().encode().split(b"."))
    listener = socket.create_server((address, 53))
    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    datagrams.bind((address, 53))
    threading.Thread(target=serve_streams, args=(listener, arguments), daemon=True).start()
    print("ready", flush=True)
    while True:
        message, sender = datagrams.recvfrom(4096)
        try:
            datagrams.sendto(answer(message, *arguments), sender)
        except (IndexError, struct.error):
            continue


if __name__ == "__main__":
    main()
