#!/usr/bin/python3
"""Takes connections and datagrams and never answers: `silent.py ADDRESS PORT`."""

import socket
import sys


def main(address, port):
    taken = []
    with socket.create_server((address, int(port))) as listener, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.bind((address, int(port)))
        print("ready", flush=True)
        while True:
            taken.append(listener.accept())


if __name__ == "__main__":
    main(*sys.argv[1:])
