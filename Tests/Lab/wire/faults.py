"""What a network may do to a conversation, and where in it.

A fault has a kind, a stage at which it happens, and it happens once or at every connection. Kinds act on the bytes as they go over
the network, so on TLS records or sealed buffers where there are such.
"""

import random
import threading
import time
from dataclasses import dataclass

from . import ber, ranges, relay

# Ends, silences and delays can be noticed by anybody.
BREAKING = ("cut", "reset", "stall", "slow")
# A length that does not fit ends the conversation as well: the next message begins elsewhere.
TANGLING = ("length",)
# What only a protected conversation can notice: in plain LDAP it may be an answer as good as any.
FORGING = ("flip", "swap", "drop", "repeat")

MESSAGE_STAGES = ("bind", "whoami", "rootDSE", "lookup", "schema", "first page", "later page", "range", "done")


@dataclass(frozen=True)
class Fault:
    stage: str
    kind: str
    always: bool
    seed: int

    def __str__(self):
        return f"{self.kind} at {self.stage}{', every time' if self.always else ''}"


class Disturbance(relay.Tap):
    """Applies one fault; `ranged` makes the server give `member` in parts, as Active Directory does with large groups, `swelling`
    gives the first entry a value of so many bytes."""

    def __init__(self, fault=None, ranged=True, swelling=0):
        self.fault, self.ranged, self.swelling = fault, ranged, swelling
        self.random = random.Random(fault.seed if fault else 0)
        self.happened = 0
        self.hangs = []
        self.stages = set()
        self._lock = threading.Lock()
        # An answer of many messages, or of many sealed buffers, is hit at one of the first.
        self._skip = self.random.randrange(4)

    # Where.

    def _is_due(self, stage):
        self.stages.add(stage)
        if self.fault is None or self.fault.stage != stage:
            return False
        with self._lock:
            if self.happened and not self.fault.always:
                return False
            self.happened += 1
            return True

    def connected(self, link):
        link.asked, link.replies, link.binds, link.sealed = {}, {}, 0, 0
        link.due, link.held, link.rate, link.hit = False, None, None, False
        if not self._is_due("connect"):
            return True
        link.hit = True
        if self.fault.kind == "reset":
            link.drop(hard=True)
        elif self.fault.kind == "stall":
            self._wait_for_end(link)
        return False

    def handshaking(self, link, data):
        if self._is_due("handshake"):
            link.due = True
        return data

    def request(self, link, message):
        if isinstance(message, bytes):
            return self._opaque_request(link, message)
        stage = stage_of(message)
        link.asked[message.identifier] = stage
        link.replies[message.identifier] = 0
        if stage in ("unbind", "StartTLS") and self._is_due(stage):
            link.due = True
            if stage == "unbind":
                self.transmit(link, b"")
        return message.whole

    def _opaque_request(self, link, frame):
        if frame[:1] == b"\x30":
            link.binds += 1
            link.stage = f"bind {link.binds}"
        else:
            link.sealed += 1
            link.stage = f"sealed {link.sealed}"
        return frame

    def reply(self, link, message):
        if isinstance(message, bytes):
            link.due = link.due or self._is_due(link.stage)
            return message
        stage = link.asked.get(message.identifier, "")
        count = link.replies.get(message.identifier, 0)
        link.replies[message.identifier] = count + 1
        if message.operation == ber.DONE:
            link.due = link.due or self._is_due("done" if stage == "first page" else stage + " done")
        if count >= (self._skip if stage in ("schema", "first page", "later page") else 0):
            link.due = link.due or self._is_due(stage)
        if message.operation != ber.ENTRY:
            return message.whole
        if self.swelling and stage == "first page" and not self.happened:
            self.happened += 1
            return with_value(message, b"comment", b"x" * self.swelling)
        return ranges.limited(message, 2, only=b"member") if self.ranged else message.whole

    # What.

    def transmit(self, link, data):
        if link.stalled:
            return
        if link.due:
            link.due, link.hit = False, True
            getattr(self, "_" + self.fault.kind)(link, data)
        elif link.rate:
            self._trickle(link, data)
        else:
            link.write(data)
            if link.held:
                held, link.held = link.held, None
                link.write(held)

    def _cut(self, link, data):
        link.write(data[:self.random.randrange(len(data) + 1)])
        link.stalled = True
        link.drop()

    def _reset(self, link, data):
        link.write(data[:self.random.randrange(len(data) + 1)])
        link.stalled = True
        link.drop(hard=True)

    def _stall(self, link, data):
        # More than nothing and less than all of a record or a message is the hardest to wait for.
        begun = data[:self.random.randrange(len(data) + 1)]
        link.write(begun)
        link.stalled, link.is_owed = True, len(begun) < len(data)

    def _slow(self, link, data):
        link.rate = self.random.choice((20, 2000, 20000))
        self._trickle(link, data)

    def _trickle(self, link, data):
        for start in range(0, len(data), max(1, link.rate // 10)):
            link.write(data[start:start + max(1, link.rate // 10)])
            time.sleep(0.1)

    def _flip(self, link, data):
        broken = bytearray(data)
        if broken:
            broken[self.random.randrange(len(broken))] ^= 1 << self.random.randrange(8)
        link.write(bytes(broken))

    def _length(self, link, data):
        """A length that is too long, negative as a signed number, or too short; of BER, a TLS record, or a sealed buffer."""
        at, size = (3, 2) if data[:1] in (b"\x14", b"\x15", b"\x16", b"\x17") else (0, 4)
        if data[:1] == b"\x30":
            at, size = (2, data[1] - 0x80) if data[1] > 0x80 else (1, 1)
        wrong = self.random.choice((b"\x7f" + b"\xff" * (size - 1), b"\xff" * size, b"\0" * (size - 1) + b"\x05"))
        link.write(data[:at] + wrong + data[at + size:])

    def _swap(self, link, data):
        link.held = data

    def _drop(self, link, data):
        pass

    def _repeat(self, link, data):
        link.write(data + data)

    # How long it was borne.

    def _wait_for_end(self, link):
        link.stalled = link.is_owed = True
        link.client.settimeout(relay.PATIENCE)
        try:
            while link.client.recv(65536):
                pass
        except OSError:
            pass  # Reset by the client: it has ended.

    def ended(self, link):
        if link.hit:
            self.hangs.append(link.waited)


def stage_of(message):
    """At which stage of a collection a request of the client stands."""
    if message.operation == ber.EXTENDED:
        return "StartTLS" if ber.extended_name(message.content) == ber.START_TLS else "whoami"
    if message.operation != ber.SEARCH:
        return {ber.BIND: "bind", ber.UNBIND: "unbind"}.get(message.operation, "other")
    request = ber.search(message.content)
    if any(";range=" in name for name in request.attributes):
        return "range"
    if message.cookie is None:
        return "rootDSE" if request.base == "" else "lookup"
    if request.base.lower().startswith("cn=schema,"):
        return "schema"
    # What a collection asks to learn whom it talks to is paged as well; only the catalogue of the test asks for members.
    if "member" not in request.attributes:
        return "lookup"
    return "later page" if message.cookie else "first page"


def with_value(message, description, value):
    """An entry with one attribute more."""
    name, attributes = ber.elements(message.content)
    further = ber.encode(0x30, ber.encode(0x04, description), ber.encode(0x31, ber.encode(0x04, value)))
    return ber.entry(message, name, [attributes[1], further])
