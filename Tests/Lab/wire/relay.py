"""A server in front of a domain controller, which sees every LDAP message and passes it on.

Towards the client it speaks what the client speaks: plain LDAP, LDAPS, or StartTLS, with the key of the domain controller (the lab's).
Towards the domain controller it speaks LDAPS. With `opaque`, nothing is taken apart: a connection whose SASL layer seals, which
only the two ends can read, is passed on frame by frame.

Each link is served by one thread, and only that thread reads, writes and closes its sockets: a number that is closed while somebody
else waits on it soon belongs to another link, whose bytes would then be taken.
"""

import select
import socket
import ssl
import struct
import threading
import time
from dataclasses import dataclass

from . import ber

# Seconds for whatever should be immediate.
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


class Stream:
    """What one side says, in plain: with TLS once that has begun. `emit` takes the bytes for the network and whether they answer
    what came in last."""

    def __init__(self, emit):
        self._emit, self._tls, self.is_shaking = emit, None, False

    def begin_tls(self, context, *, server_side):
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls, self.is_shaking = context.wrap_bio(self._in, self._out, server_side=server_side), True

    def send(self, data):
        if self._tls is not None:
            self._tls.write(data)
            data = self._out.read()
        self._emit(data, False)

    def receive(self, data):
        """What `data` from the network says; nothing when it says it in part. Raises ssl.SSLError when it is no TLS."""
        if self._tls is None:
            return data
        self._in.write(data)
        said = b""
        try:
            if self.is_shaking:
                self._tls.do_handshake()
                self.is_shaking = False
            while part := self._tls.read(65536):
                said += part
        except (ssl.SSLWantReadError, ssl.SSLZeroReturnError):
            pass  # All of it is read.
        finally:
            if data := self._out.read():
                self._emit(data, True)
        return said


class Link:
    """One connection of a client and the one to the server that belongs to it."""

    def __init__(self, number, client, ends, tap):
        self.number, self.client, self.ends, self.tap = number, client, ends, tap
        self.is_closed = self.stalled = False
        # Whether the client is owed an answer, since when something passed, and the longest it waited for nothing, in seconds.
        self.is_owed, self.last_event, self.waited = False, time.monotonic(), 0.0
        self.failure = None
        self._to_client = Stream(self._emit)
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    # For the tap.

    def write(self, data):
        self.client.sendall(data)
        self.last_event = time.monotonic()

    def drop(self, hard=False):
        """Ends the link; `hard` with a reset."""
        if hard:
            # A lingering time of zero makes closing a reset.
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            self.client.shutdown(socket.SHUT_RDWR)
        self.is_closed = True

    # The course of it.

    def _run(self):
        with self.client:
            try:
                if self.tap.connected(self):
                    with self._connect_server() as server:
                        self._pass_on(server)
            except (OSError, ber.Malformed, ValueError):
                pass  # Whoever leaves first, or speaks no LDAP, ends the link; that is no failure of the relay.
            finally:
                self._heard()
                self.tap.ended(self)

    def _connect_server(self):
        try:
            return socket.create_connection(self.ends.target, timeout=PATIENCE)
        except OSError as problem:
            self.failure = f"the server behind does not answer: {problem}"
            raise

    def _pass_on(self, server):
        to_server = Stream(lambda data, _: server.sendall(data))
        if not self.ends.opaque:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            to_server.begin_tls(context, server_side=False)
            to_server.receive(b"")
            while to_server.is_shaking:
                if not (data := server.recv(65536)):
                    self.failure = "the server behind breaks off the handshake"
                    return
                to_server.receive(data)
        if self.ends.tls:
            self._begin_tls()
        requests, replies = b"", b""
        while not self.is_closed:
            readable, _, _ = select.select([self.client, server], [], [])
            if self.client in readable:
                data = self.client.recv(65536)
                self._heard()
                if not data:
                    return
                requests = self._pass_requests(requests + self._to_client.receive(data), to_server)
            if server in readable and not self.is_closed:
                if data := server.recv(65536):
                    replies = self._pass_replies(replies + to_server.receive(data))
                elif not self.stalled:
                    return
                else:
                    self._await_end()
                    return

    def _await_end(self):
        """Until the client leaves, who is not told that the server has."""
        self.client.settimeout(PATIENCE)
        while self.client.recv(65536):
            pass

    def _pass_requests(self, data, to_server):
        """Passes on the whole messages of the client and returns the rest."""
        while (frame := self._frame(data)) is not None:
            data = data[len(frame):]
            item = frame if self.ends.opaque else ber.message(frame)
            passed = self.tap.request(self, item)
            if not self.ends.opaque and self._is_start_tls(item):
                answer = ber.encode(ber.EXTENDED_RESPONSE, b"\x0a\x01\0", b"\x04\0", b"\x04\0")
                self._reply(ber.encode(0x30, b"\x02\x01" + bytes([item.identifier]), answer))
                self._begin_tls()
            elif passed:
                to_server.send(passed)
        return data

    def _pass_replies(self, data):
        while not self.is_closed and (frame := self._frame(data)) is not None:
            data = data[len(frame):]
            self._reply(frame)
        return data

    def _reply(self, frame):
        passed = self.tap.reply(self, frame if self.ends.opaque else ber.message(frame))
        if passed:
            self._to_client.send(passed)

    def _begin_tls(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.ends.certificate, self.ends.key)
        self._to_client.begin_tls(context, server_side=True)

    def _emit(self, data, is_answer):
        self.tap.transmit(self, self.tap.handshaking(self, data) if is_answer else data)

    def _heard(self):
        """The client has said something, or left."""
        now = time.monotonic()
        if self.is_owed:
            self.waited = max(self.waited, now - self.last_event)
        self.last_event, self.is_owed = now, self.stalled

    def _frame(self, buffer):
        """The first whole frame: an LDAP message, or, once a SASL layer stands, four octets of length and as many bytes."""
        if not buffer:
            return None
        if buffer[0] == 0x30:
            return ber.first_frame(buffer)
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
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self):
        with self.listener:
            while True:
                try:
                    client, _ = self.listener.accept()
                except OSError:
                    return
                self.links.append(Link(len(self.links), client, self.ends, self.tap))

    @property
    def failures(self):
        """Why links did not come about, which is nobody's fault but the relay's or the server's behind."""
        return [link.failure for link in self.links if link.failure]

    def close(self):
        """Call when every client has ended: their links end with them, and what they sent last has then arrived."""
        self.listener.shutdown(socket.SHUT_RDWR)
        for thread in [self._thread, *(link.thread for link in self.links)]:
            thread.join(PATIENCE)
