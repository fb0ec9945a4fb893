"""UTF-8 that was taken for windows-1252 and encoded once more ("â€™" for an apostrophe)."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

__all__ = ["encoded_once"]

_LEAST: Final = 5
"""One sentence that is quoted as an example has up to four: its quotation marks, an apostrophe and a dash."""
_LEAST_DIFFERENT: Final = 3
"""A page may name a brand ("CAFÉ®") a hundred times."""
_NEXT: Final = rb"(?:\xc2[\x80-\xbf]|\xe2[\x80\x82\x84][\x80-\xbf]|[\xc5\xc6\xcb][\x80-\xbf])"
"""A character that a byte from 80 to BF is in Latin-1 or windows-1252. Bytes from C2 to F4 are C3 82 to C3 B4."""
_NEXT_LEADS: Final = b"\xc2\xe2\xc5\xc6\xcb"
_SAMPLE: Final = 200
"""Characters that are looked at first. `find` skips others at memory speed, so that most pages cost 0.02 ms."""
_TWICE: Final = re.compile(
    rb"\xc3(?:\x82\xc2[\xa0-\xbf]|[\x83-\x9f]%b|[\xa0-\xaf]%b%b|[\xb0-\xb4]%b%b%b)" % ((_NEXT,) * 6)
)
_BYTES: Final = {ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(0x80, 0x100)}
_NOT_LEADING: Final = bytes(range(0xC0))


def encoded_once(data: bytes) -> bytes:
    """Undo the second encoding, sequence by sequence, because parts of a page may be encoded right.

    Args:
        data: Valid UTF-8.

    Returns:
        Valid UTF-8; the same bytes if less than half of the characters beyond ASCII are such sequences: a page with
        accents has some that are meant, as in "CAFÉ»".
    """
    if not _may_be_twice(data):
        return data
    found = Counter(_TWICE.findall(data))
    once = {sequence: _once(sequence) for sequence in found}
    different = [sequence for sequence in found if sequence != once[sequence]]
    count = sum(found[sequence] for sequence in different)
    if count < _LEAST or len(different) < _LEAST_DIFFERENT:
        return data
    undone = _TWICE.sub(lambda match: once[match[0]], data)
    beyond_ascii = len(undone.translate(None, _NOT_LEADING))
    return undone if 2 * count > beyond_ascii else data


def _may_be_twice(data: bytes) -> bool:
    """True if the first letters that may begin a sequence go on like one more often than not."""
    leads = found = 0
    place = data.find(b"\xc3")
    while 0 <= place < len(data) - 2 and leads < _SAMPLE:
        leads += 1
        found += data[place + 2] in _NEXT_LEADS
        place = data.find(b"\xc3", place + 1)
    return found >= _LEAST and 2 * found > leads


def _once(sequence: bytes) -> bytes:
    """The bytes that the characters of a sequence stand for; the sequence if these are not valid UTF-8."""
    try:
        once = bytes(_BYTES.get(ord(character), ord(character)) for character in sequence.decode())
        once.decode()
    except ValueError:  # A character beyond windows-1252, or a sequence that is not valid.
        return sequence
    return once
