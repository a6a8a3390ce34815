"""Long attributes in parts, as Active Directory gives them and Samba does not ([MS-ADTS] 3.1.1.3.1.3.3)."""

import re

from . import ber

OPEN_RANGE = re.compile(rb"(.*);range=(\d+)-\*", re.IGNORECASE | re.DOTALL)


def limited(message, limit, only=None, told=None):
    """The bytes of a search result entry in which no attribute has more than `limit` values at once; of any other message as
    they are. Answers to questions for the rest of an attribute are cut again. With `only`, a name in lower case, nothing but that attribute is
    cut, and the rest of it comes whole. `told` takes the DN and the name of every part, as text."""
    if message.operation != ber.ENTRY:
        return message.whole
    name, attributes = ber.elements(message.content)
    cut = []
    for _, content, whole in ber.elements(attributes[1]):
        description, values = ber.elements(content)
        part = _part(description[1], ber.elements(values[1]), limit, only)
        if part is not None:
            whole = ber.encode(0x30, ber.encode(0x04, part[0]), ber.encode(0x31, *(value[2] for value in part[1])))
            if told is not None:
                told(name[1].decode(), part[0].decode())
        cut.append(whole)
    return ber.entry(message, name, cut)


def _part(name, values, limit, only):
    """The name and the values of the part that is given; None when the attribute stays as it is."""
    asked = OPEN_RANGE.fullmatch(name)
    if len(values) <= limit or (b";range=" in name.lower() and not asked) or (only is not None and name.lower() != only):
        return None
    first = int(asked[2]) if asked else 0
    return b"%s;range=%d-%d" % (asked[1] if asked else name, first, first + limit - 1), values[:limit]
