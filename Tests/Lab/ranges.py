#!/usr/bin/python3
"""A domain controller that gives at most so many values of an attribute at once, as Windows does and Samba does not.

`ranges.py ADDRESS PORT TARGET TARGET-PORT LIMIT` stands between a client and the plain LDAP port of a server until it is told to
stop. Answers with more values are cut to a range ([MS-ADTS] 3.1.1.3.1.3.3); the requests for what follows are the server's to
answer, and their answers are cut again. A line for every cut goes to standard output.
"""

import re
import socket
import sys
import threading

SEQUENCE, SET, OCTETS, SEARCH_ENTRY = 0x30, 0x31, 0x04, 0x64
RANGE = re.compile(rb"(.*);range=(\d+)-\*", re.IGNORECASE)


def element(tag, content):
    """One BER element (ITU-T X.690 §8.1)."""
    size = len(content)
    if size < 128:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 128 | len(length))) + length + content


def read_element(data, start):
    """Tag, where the content begins, where it ends; raises IndexError when the data ends before."""
    tag, size = data[start], data[start + 1]
    begin = start + 2
    if size & 128:
        count = size & 127
        size = int.from_bytes(data[begin:begin + count], "big")
        if len(data) < begin + count:
            raise IndexError
        begin += count
    if len(data) < begin + size:
        raise IndexError
    return tag, begin, begin + size


def elements(data):
    place = 0
    while place < len(data):
        tag, begin, end = read_element(data, place)
        yield tag, data[begin:end]
        place = end


def cut_message(message, limit):
    """The message with every attribute of a search result entry cut to `limit` values."""
    (_, content), = elements(message)
    parts = list(elements(content))
    if parts[1][0] != SEARCH_ENTRY:
        return message
    (_, dn), (_, attributes) = elements(parts[1][1])
    cut = b"".join(_cut_attribute(attribute, dn, limit) for _, attribute in elements(attributes))
    parts[1] = SEARCH_ENTRY, element(OCTETS, dn) + element(SEQUENCE, cut)
    return element(SEQUENCE, b"".join(element(tag, part) for tag, part in parts))


def _cut_attribute(attribute, dn, limit):
    (_, name), (_, values) = elements(attribute)
    values = [value for _, value in elements(values)]
    asked = RANGE.fullmatch(name)
    if len(values) > limit and (asked or b";range=" not in name):
        first = int(asked[2]) if asked else 0
        name = b"%s;range=%d-%d" % (asked[1] if asked else name, first, first + limit - 1)
        values = values[:limit]
        print(f"{dn.decode()}: {name.decode()}", flush=True)
    return element(SEQUENCE, element(OCTETS, name) + element(SET, b"".join(element(OCTETS, value) for value in values)))


def _forward_answers(server, client, limit):
    data = bytearray()
    while received := server.recv(1 << 20):
        data += received
        place = 0
        try:
            while place < len(data):
                _, _, end = read_element(data, place)
                client.sendall(cut_message(bytes(data[place:end]), limit))
                place = end
        except IndexError:
            pass  # The rest of the message is still to come.
        del data[:place]


def _forward(source, sink):
    while data := source.recv(65536):
        sink.sendall(data)


def relay(client, target, limit):
    with client, socket.create_connection(target) as server:
        threading.Thread(target=_quietly, args=(_forward, client, server), daemon=True).start()
        _quietly(_forward_answers, server, client, limit)


def _quietly(action, *arguments):
    try:
        action(*arguments)
    except OSError:
        pass  # The other side has left.


def main(address, port, target, target_port, limit):
    with socket.create_server((address, int(port))) as listener:
        print("ready", flush=True)
        while True:
            client, _ = listener.accept()
            threading.Thread(target=_quietly, args=(relay, client, (target, int(target_port)), int(limit)), daemon=True).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
