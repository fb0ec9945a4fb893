"""Encodings that show by their form: UTF-16 without a mark, and ISO-2022-JP."""

from __future__ import annotations

from cleanarticle.parse.decode.declarations import HEAD_BYTES

__all__ = ["is_iso_2022_jp", "wide_encoding"]


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the markup is NUL."""
    head = data[: HEAD_BYTES // 2]
    if b"\0" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 8 < len(head) or min(even, odd) * 8 > max(even, odd):
        return None
    return "utf-16le" if odd > even else "utf-16be"


def is_iso_2022_jp(data: bytes) -> bool:
    """Whether ASCII text switches to a Japanese character set and makes sense there."""
    if not data.isascii() or not (b"\x1b$B" in data or b"\x1b$@" in data):
        return False
    text = data.decode("iso2022_jp_ext", "replace")
    return text.count("\ufffd") * 20 < len(text) - sum(map(str.isascii, text))
