"""Offsets in the text of a page as offsets in what the caller gave: a string, or bytes in some encoding."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from cleanarticle.parse.decode import decode

__all__ = ["text_and_offsets"]

_BYTE_ORDER_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_and_offsets(source: object, charset: str | None) -> tuple[str, Callable[[int], int] | None]:
    """The text of a source, and what turns an offset in it into one in the source.

    Args:
        source: The page, as for `extract`.
        charset: The charset of the HTTP header.

    Returns:
        The text as it was before it was cleaned; no function for a tree, and for bytes that the text does not encode
        again: then the offsets can't be told.
    """
    if isinstance(source, str):
        return source, int
    if not isinstance(source, bytes | bytearray | memoryview):
        return "", None
    data = bytes(source)
    decoded = decode(data, charset)
    start = next((len(mark) for mark in _BYTE_ORDER_MARKS if data.startswith(mark)), 0)
    try:
        codec = codecs.lookup(decoded.encoding).name
        is_same = decoded.text.encode(codec) == data[start:]
    except (LookupError, UnicodeError):
        return "", None
    return (decoded.text, _ByteOffsets(decoded.text, codec, start)) if is_same else ("", None)


class _ByteOffsets:
    """Offsets in bytes; those that come in rising order cost one pass over the text together."""

    __slots__ = ("_byte", "_character", "_codec", "_start", "_text")

    def __init__(self, text: str, codec: str, start: int) -> None:
        self._text = text
        self._codec = codec
        self._start = start
        self._character, self._byte = 0, start

    def __call__(self, offset: int) -> int:
        """The offset in bytes of an offset in characters."""
        if offset < self._character:
            self._character, self._byte = 0, self._start
        self._byte += len(self._text[self._character : offset].encode(self._codec))
        self._character = offset
        return self._byte
