#!/usr/bin/python3
"""Looks for the channel binding in a Kerberos log-on: `binding.py ADDRESS PORT CERTIFICATE KEY EXPECTED-CERTIFICATE`.

An LDAP server within TLS that takes one bind and then refuses it. KRB5_KTNAME names the keytab of the service. Prints `ready`,
then `bound` when the client bound its token to the expected certificate (RFC 5929 tls-server-end-point), `mismatch` when it
bound it to another, `unbound` when to none.
"""

import hashlib
import socket
import ssl
import sys
from pathlib import Path

import gssapi
from gssapi.raw import ChannelBindings
from gssapi.raw.exceptions import BadChannelBindingsError

REFUSED = bytes.fromhex("300c020101" "6107" "0a0131" "0400" "0400")


def bind_token(stream):
    """The SASL credentials of a bind request (RFC 4511 4.2): the octets that follow the name of the mechanism."""
    data = b""
    while b"GSSAPI\x04" not in data or len(data) < length(data, 0)[0]:
        part = stream.recv(65536)
        if not part:
            raise EOFError
        data += part
    start = data.index(b"GSSAPI\x04") + len(b"GSSAPI")
    end, content = length(data, start)
    return data[content:end]


def length(data, offset):
    """Where the element at `offset` ends, and where its content begins."""
    first = data[offset + 1]
    if first < 0x80:
        return offset + 2 + first, offset + 2
    content = offset + 2 + first - 0x80
    return content + int.from_bytes(data[offset + 2:content], "big"), content


def verdict(token, certificate):
    data = b"tls-server-end-point:" + hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).digest()
    acceptor = gssapi.SecurityContext(usage="accept", channel_bindings=ChannelBindings(application_data=data))
    # Errors come at once, also where there is a token that tells the client of them.
    acceptor.__DEFER_STEP_ERRORS__ = False
    try:
        acceptor.step(token)
    except BadChannelBindingsError:
        return "mismatch"
    # GSS_C_CHANNEL_BOUND_FLAG of MIT Kerberos: the client sent a binding, and it is this one.
    return "bound" if int(acceptor.actual_flags) & 2048 else "unbound"


def main(address, port, certificate, key, expected):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server((address, int(port))) as listener:
        print("ready", flush=True)
        connection, _ = listener.accept()
        with context.wrap_socket(connection, server_side=True) as stream:
            print(verdict(bind_token(stream), Path(expected).read_text()), flush=True)
            stream.sendall(REFUSED)


if __name__ == "__main__":
    main(*sys.argv[1:])
