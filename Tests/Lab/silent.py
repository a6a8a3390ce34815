#!/usr/bin/python3
"""Takes connections and datagrams and never answers: `silent.py ADDRESS PORT`."""

import socket
import sys

from wire import passing


def listen(client):
    while client.recv(passing.PIECE):
        pass


def main(address, port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.bind((address, int(port)))
        passing.serve(address, port, listen)


if __name__ == "__main__":
    main(*sys.argv[1:])
