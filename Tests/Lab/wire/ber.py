"""LDAP messages as they stand on the wire (RFC 4511), as far as a searching client sends them.

BER elements are `(tag, content, whole)`: a number and two bytes objects. Lengths are definite, as RFC 4511 section 5.1 demands.
"""

from dataclasses import dataclass, field

BIND, BIND_RESPONSE = 0x60, 0x61
UNBIND = 0x42
SEARCH, ENTRY, DONE, REFERENCE = 0x63, 0x64, 0x65, 0x73
ABANDON = 0x50
EXTENDED, EXTENDED_RESPONSE = 0x77, 0x78
CONTROLS = 0xA0

START_TLS = "1.3.6.1.4.1.1466.20037"
WHO_AM_I = "1.3.6.1.4.1.4203.1.11.3"
PAGED_RESULTS = "1.2.840.113556.1.4.319"

SCOPES = {0: "base", 1: "one-level", 2: "subtree"}


class Malformed(ValueError):
    """Bytes that are no LDAP message."""


def element(data, offset=0):
    """The element that begins at `offset` and where it ends; None when the bytes do not reach."""
    if len(data) - offset < 2:
        return None
    tag, length, start = data[offset], data[offset + 1], offset + 2
    if length == 0x80 or length > 0x84:
        raise Malformed(f"a length of the form {length:#x}")
    if length > 0x80:
        octets = length - 0x80
        if len(data) - start < octets:
            return None
        length = int.from_bytes(data[start:start + octets], "big")
        start += octets
    end = start + length
    return ((tag, bytes(data[start:end]), bytes(data[offset:end])), end) if len(data) >= end else None


def elements(content):
    """All elements of a constructed one."""
    found, offset = [], 0
    while offset < len(content):
        part = element(content, offset)
        if part is None:
            raise Malformed("an element that is cut off")
        found.append(part[0])
        offset = part[1]
    return found


def encode(tag, *parts):
    """An element with a length of four octets, as Active Directory writes it."""
    content = b"".join(parts)
    return bytes([tag, 0x84]) + len(content).to_bytes(4, "big") + content


@dataclass
class Control:
    oid: str
    critical: bool
    value: bytes


@dataclass
class Message:
    identifier: int
    operation: int
    content: bytes
    controls: list = field(default_factory=list)
    whole: bytes = b""

    def control(self, oid):
        return next((control for control in self.controls if control.oid == oid), None)

    @property
    def cookie(self):
        """The cookie of the paged results control (RFC 2696); None without the control."""
        control = self.control(PAGED_RESULTS)
        if control is None:
            return None
        return elements(elements(control.value)[0][1])[1][1]


def message(whole):
    """One LDAPMessage (RFC 4511 section 4.1.1)."""
    found = element(whole)
    if found is None or found[0][0] != 0x30:
        raise Malformed("no LDAP message")
    parts = elements(found[0][1])
    if len(parts) < 2 or parts[0][0] != 0x02:
        raise Malformed("a message without identifier or operation")
    controls = []
    for tag, content, _ in parts[2:]:
        if tag != CONTROLS:
            continue
        for _, fields, _ in elements(content):
            oid, critical, value = "", False, b""
            for number, (tag, content, _) in enumerate(elements(fields)):
                if number == 0:
                    oid = content.decode()
                elif tag == 0x01:
                    critical = content != b"\0"
                else:
                    value = content
            controls.append(Control(oid, critical, value))
    return Message(int.from_bytes(parts[0][1], "big"), parts[1][0], parts[1][1], controls, whole)


def entry(message, name, attributes):
    """The search result entry of `message` with the element `name` and other attributes, as bytes of each."""
    operation = encode(ENTRY, name[2], encode(0x30, *attributes))
    return encode(0x30, b"\x02\x04" + message.identifier.to_bytes(4, "big"), operation)


@dataclass
class Search:
    base: str
    scope: str
    filter: str
    attributes: list


def search(content):
    """A SearchRequest (RFC 4511 section 4.5.1)."""
    base, scope, _, _, _, _, wanted, attributes = elements(content)[:8]
    return Search(
        base[1].decode(), SCOPES[scope[1][0]], filter_text(wanted), [name.decode() for _, name, _ in elements(attributes[1])])


def extended_name(content):
    """The object identifier of an ExtendedRequest (RFC 4511 section 4.12)."""
    return elements(content)[0][1].decode()


def bind(content):
    """Name and kind of a BindRequest: (name, "simple") or (name, mechanism)."""
    _, name, choice = elements(content)[:3]
    kind = "simple" if choice[0] == 0x80 else elements(choice[1])[0][1].decode()
    return name[1].decode(), kind


def sasl_credentials(content):
    """The token in a BindRequest of a SASL mechanism; empty without one (RFC 4511 section 4.2)."""
    _, _, choice = elements(content)[:3]
    parts = elements(choice[1])
    return parts[1][1] if len(parts) > 1 else b""


def first_frame(data):
    """The first whole element in the bytes; None when it has not arrived yet."""
    found = element(data)
    return None if found is None else data[:found[1]]


def filter_text(part):
    """A Filter of RFC 4511 as the text of RFC 4515."""
    tag, content, _ = part
    if tag in (0xA0, 0xA1):
        return "(" + ("&" if tag == 0xA0 else "|") + "".join(map(filter_text, elements(content))) + ")"
    if tag == 0xA2:
        return "(!" + filter_text(elements(content)[0]) + ")"
    if tag == 0x87:
        return f"({content.decode()}=*)"
    if tag in (0xA3, 0xA5, 0xA6, 0xA8):
        name, value = elements(content)
        sign = {0xA3: "=", 0xA5: ">=", 0xA6: "<=", 0xA8: "~="}[tag]
        return f"({name[1].decode()}{sign}{_escaped(value[1])})"
    if tag == 0xA4:
        name, pieces = elements(content)
        first, middle, last = "", "", ""
        for kind, piece, _ in elements(pieces[1]):
            if kind == 0x80:
                first = _escaped(piece)
            elif kind == 0x81:
                middle += "*" + _escaped(piece)
            else:
                last = _escaped(piece)
        return f"({name[1].decode()}={first}{middle}*{last})"
    if tag == 0xA9:
        rule = name = value = ""
        whole_name = ""
        for kind, piece, _ in elements(content):
            if kind == 0x81:
                rule = ":" + piece.decode()
            elif kind == 0x82:
                name = piece.decode()
            elif kind == 0x83:
                value = _escaped(piece)
            elif kind == 0x84 and piece != b"\0":
                whole_name = ":dn"
        return f"({name}{whole_name}{rule}:={value})"
    raise Malformed(f"a filter with tag {tag:#x}")


def _escaped(value):
    return "".join(chr(byte) if 0x20 <= byte < 0x7F and byte not in b"*()\\" else f"\\{byte:02x}" for byte in value)
