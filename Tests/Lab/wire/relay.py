"""A server in front of a domain controller, which sees every LDAP message and passes it on.

Towards the client it speaks what the client speaks: plain LDAP, LDAPS, or StartTLS, with the key of the domain controller (the lab's).
Towards the domain controller it speaks LDAPS. With `opaque`, nothing is taken apart: a connection whose SASL layer seals, which
only the two ends can read, is passed on frame by frame.
"""

import socket
import ssl
import struct
import threading
import time
from dataclasses import dataclass

from . import ber

PATIENCE = 60


@dataclass
class Ends:
    """Where to listen and what stands behind."""

    address: str
    target: tuple
    certificate: str = ""
    key: str = ""
    tls: bool = False
    opaque: bool = False


class Tap:
    """What an observer may do; this one lets everything pass."""

    def connected(self, link):
        """A client has connected. False: the link is dropped."""
        return True

    def handshaking(self, link, data):
        """Bytes of the TLS handshake on their way to the client."""
        return data

    def request(self, link, message):
        """A message of the client; the bytes to pass on. `message` is a `ber.Message`, or bytes when opaque."""
        return message if isinstance(message, bytes) else message.whole

    def reply(self, link, message):
        """A message of the server; the bytes to pass on."""
        return message if isinstance(message, bytes) else message.whole

    def transmit(self, link, data):
        """Bytes to the client, as they go over the network."""
        link.write(data)

    def ended(self, link):
        """The client has closed."""


class Link:
    """One connection of a client and the one to the server that belongs to it."""

    def __init__(self, number, client, ends, tap):
        self.number, self.client, self.ends, self.tap = number, client, ends, tap
        self.server = None
        self.closed, self.ended = threading.Event(), threading.Event()
        self.stalled = False
        # Whether the client is owed an answer, since when something passed, and the longest it waited for nothing, in seconds.
        self.is_owed, self.last_event, self.waited = False, time.monotonic(), 0.0
        self._lock = threading.RLock()
        self._tls = None

    # The side of the client.

    def write(self, data):
        self.client.sendall(data)
        self.last_event = time.monotonic()

    def _heard(self):
        """The client has said something, or left."""
        now = time.monotonic()
        if self.is_owed:
            self.waited = max(self.waited, now - self.last_event)
        self.last_event, self.is_owed = now, self.stalled

    def begin_tls(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.ends.certificate, self.ends.key)
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._in, self._out, server_side=True)
        self.is_shaking = True

    def send(self, data):
        """One message to the client, through TLS where there is TLS."""
        with self._lock:
            if self._tls is not None:
                self._tls.write(data)
                data = self._out.read()
            self.tap.transmit(self, data)

    def _receive(self):
        """The next bytes of the client, decrypted; empty when it has closed."""
        while True:
            if self._tls is None:
                data = self.client.recv(65536)
                self._heard()
                return data
            with self._lock:
                try:
                    if self.is_shaking:
                        self._tls.do_handshake()
                        self.is_shaking = False
                    else:
                        return self._tls.read(65536)
                except ssl.SSLWantReadError:
                    pass
                except ssl.SSLError:
                    return b""
                finally:
                    if data := self._out.read():
                        self.tap.transmit(self, self.tap.handshaking(self, data))
                if not self.is_shaking and self._in.pending:
                    continue
            data = self.client.recv(65536)
            self._heard()
            if not data:
                return b""
            self._in.write(data)

    def drop(self, hard=False):
        """Closes towards the client; `hard` with a reset."""
        if hard:
            # A lingering time of zero makes closing a reset, once the thread that reads has let go of the socket.
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            _quietly(lambda: self.client.shutdown(socket.SHUT_RD))
        else:
            _quietly(lambda: self.client.shutdown(socket.SHUT_RDWR))
        self.closed.set()
        if self.server is not None:
            _quietly(lambda: self.server.shutdown(socket.SHUT_RDWR))
        if hard:
            _quietly(self.client.close)

    # The course of it.

    def run(self):
        try:
            if not self.tap.connected(self):
                return
            self._connect_server()
            if self.ends.tls:
                self.begin_tls()
            threading.Thread(target=self._pass_replies, daemon=True).start()
            self._pass_requests()
        except (OSError, ber.Malformed, ValueError):
            pass  # Whoever leaves first, or speaks no LDAP, ends the link; that is no failure of the relay.
        finally:
            self._heard()
            self.tap.ended(self)
            self.drop()
            _quietly(self.client.close)
            if self.server is not None:
                _quietly(self.server.close)
            self.ended.set()

    def _connect_server(self):
        plain = socket.create_connection(self.ends.target, timeout=PATIENCE)
        if self.ends.opaque:
            self.server = plain
            return
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.server = context.wrap_socket(plain)

    def _pass_requests(self):
        buffer = b""
        while data := self._receive():
            buffer += data
            while (frame := self._frame(buffer)) is not None:
                buffer = buffer[len(frame):]
                item = frame if self.ends.opaque else ber.message(frame)
                if not self.ends.opaque and self._is_start_tls(item):
                    self.tap.request(self, item)
                    answer = ber.encode(ber.EXTENDED_RESPONSE, b"\x0a\x01\0", b"\x04\0", b"\x04\0")
                    self._reply(ber.encode(0x30, b"\x02\x01" + bytes([item.identifier]), answer))
                    self.begin_tls()
                    continue
                passed = self.tap.request(self, item)
                if passed:
                    self.server.sendall(passed)

    def _pass_replies(self):
        buffer = b""
        try:
            while data := self.server.recv(65536):
                buffer += data
                while (frame := self._frame(buffer)) is not None:
                    buffer = buffer[len(frame):]
                    self._reply(frame)
        except (OSError, ber.Malformed, ValueError):
            pass
        if not self.stalled:
            self.drop()

    def _reply(self, frame):
        passed = self.tap.reply(self, frame if self.ends.opaque else ber.message(frame))
        if passed:
            self.send(passed)

    def _frame(self, buffer):
        """The first whole frame: an LDAP message, or, once a SASL layer stands, four octets of length and as many bytes."""
        if not buffer:
            return None
        if buffer[0] == 0x30:
            found = ber.element(buffer)
            return None if found is None else buffer[:found[1]]
        if not self.ends.opaque:
            raise ber.Malformed("no LDAP message")
        if len(buffer) < 4:
            return None
        end = 4 + int.from_bytes(buffer[:4], "big")
        return buffer[:end] if len(buffer) >= end else None

    @staticmethod
    def _is_start_tls(item):
        return item.operation == ber.EXTENDED and ber.extended_name(item.content) == ber.START_TLS


class Relay:
    """Listens on a free port of `ends.address` until it is closed."""

    def __init__(self, ends, tap):
        self.ends, self.tap = ends, tap
        self.links = []
        self.listener = socket.create_server((ends.address, 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            link = Link(len(self.links), client, self.ends, self.tap)
            self.links.append(link)
            threading.Thread(target=link.run, daemon=True).start()

    def close(self):
        # What a client sent last may still be on its way here after it has ended.
        for link in self.links:
            link.ended.wait(2)
        _quietly(lambda: self.listener.shutdown(socket.SHUT_RDWR))
        self.listener.close()
        for link in self.links:
            link.drop()


def _quietly(action):
    try:
        action()
    except OSError:
        pass  # Closed by the other side already.
