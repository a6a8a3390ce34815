"""LDIF content records as RFC 2849 wants them: base64 where needed, lines folded at 76 characters."""

import base64

WIDTH = 76
_UNSAFE_FIRST = frozenset(b" :<")


def attribute_lines(name, value):
    """One attribute value, folded. `name` is text, `value` bytes."""
    if _is_safe(value):
        line = f"{name}: {value.decode('ascii')}" if value else f"{name}:"
    else:
        line = f"{name}:: {base64.b64encode(value).decode('ascii')}"
    yield line[:WIDTH]
    for start in range(WIDTH, len(line), WIDTH - 1):
        yield " " + line[start:start + WIDTH - 1]


def _is_safe(value):
    """SAFE-STRING of RFC 2849, and no trailing space."""
    if not value:
        return True
    if value[0] in _UNSAFE_FIRST or value[-1] == 0x20:
        return False
    return all(0x20 <= byte < 0x7F for byte in value)
