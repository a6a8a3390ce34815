#!/usr/bin/python3
"""A name server for tests: `nameserver.py ADDRESS ZONE.json`, on UDP port 53 of a loopback address.

The file maps names to hosts: `{"srv": {"_ldap._tcp.…": [[priority, weight, port, host], …]}, "a": {"host": "address"}}`.
Everything else does not exist. Prints `ready` when it answers.
"""

import json
import socket
import struct
import sys
from pathlib import Path

A, SRV, IN = 1, 33, 1
AUTHORITATIVE, NAME_ERROR = 0x8580, 0x8583


def encode(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.rstrip(".").split(".")) + b"\0"


def decode(packet, offset):
    labels = []
    while packet[offset]:
        labels.append(packet[offset + 1:offset + 1 + packet[offset]].decode())
        offset += packet[offset] + 1
    return ".".join(labels).lower(), offset + 1


def answer(packet, zone):
    """The reply to one question without compression (RFC 1035 4.1, RFC 2782)."""
    name, end = decode(packet, 12)
    kind, = struct.unpack("!H", packet[end:end + 2])
    records = []
    if kind == SRV:
        records = [struct.pack("!HHH", *record[:3]) + encode(record[3]) for record in zone["srv"].get(name, [])]
    elif kind == A and name in zone["a"]:
        records = [socket.inet_aton(zone["a"][name])]
    flags = AUTHORITATIVE if records or name in zone["a"] else NAME_ERROR
    reply = packet[:2] + struct.pack("!HHHHH", flags, 1, len(records), 0, 0) + packet[12:end + 4]
    for record in records:
        reply += b"\xc0\x0c" + struct.pack("!HHIH", kind, IN, 60, len(record)) + record
    return reply


def main(address, file):
    zone = json.loads(Path(file).read_text())
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((address, 53))
        print("ready", flush=True)
        while True:
            packet, client = server.recvfrom(4096)
            server.sendto(answer(packet, zone), client)


if __name__ == "__main__":
    main(*sys.argv[1:])
