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

from wire import ber

# Seconds until a client must have come, and said what it wants.
PATIENCE = 300

REFUSED = bytes.fromhex("300c020101" "6107" "0a0131" "0400" "0400")


def bind_token(stream):
    """The SASL credentials of the bind request that comes first."""
    data = b""
    while (frame := ber.first_frame(data)) is None:
        part = stream.recv(65536)
        if not part:
            raise EOFError
        data += part
    return ber.sasl_credentials(ber.message(frame).content)


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
        listener.settimeout(PATIENCE)
        connection, _ = listener.accept()
        connection.settimeout(PATIENCE)
        with context.wrap_socket(connection, server_side=True) as stream:
            print(verdict(bind_token(stream), Path(expected).read_text()), flush=True)
            stream.sendall(REFUSED)


if __name__ == "__main__":
    main(*sys.argv[1:])
