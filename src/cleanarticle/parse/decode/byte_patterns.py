"""Encodings that show in the pattern of the bytes: UTF-16 without a byte order mark, and ISO-2022-JP."""

from __future__ import annotations

from cleanarticle.parse.decode.declarations import HEAD_BYTES

__all__ = ["is_iso_2022_jp", "utf_16_encoding"]


def utf_16_encoding(data: bytes) -> str | None:
    """The byte order of UTF-16 without a byte order mark, in which every other byte of the markup is NUL."""
    head = data[: HEAD_BYTES // 2]
    if b"\0" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 8 < len(head) or min(even, odd) * 8 > max(even, odd):
        return None
    return "utf-16le" if odd > even else "utf-16be"


def is_iso_2022_jp(data: bytes) -> bool:
    """True for ASCII bytes that switch to a Japanese character set, and decode to text there."""
    if not data.isascii() or not (b"\x1b$B" in data or b"\x1b$@" in data):
        return False
    text = data.decode("iso2022_jp_ext", "replace")
    return text.count("\ufffd") * 20 < len(text) - sum(map(str.isascii, text))
