"""The encodings that a page and its header declare."""

from __future__ import annotations

import re
from typing import Final, Literal

from cleanarticle.parse.decode.labels import WIDE, encoding_of

__all__ = ["HEAD_BYTES", "Source", "declarations", "source_of"]

Source = Literal["bom", "http", "meta", "xml", "utf-8", "detected", "fallback"]
HEAD_BYTES: Final = 4096
"""Bytes in which a page declares its encoding, and shows that it is text."""
_find_declarations: Final = re.compile(
    rb"<(?:!--(?:[^-]++|-(?!->))*+|script(?=[\s/>])(?:[^<]++|<(?!/script))*+|meta(?=[\s/])([^>]*+))", re.IGNORECASE
).finditer
_find_charset: Final = re.compile(rb"""[\s/"';]charset\s*=\s*["']?\s*([^\s"'/>;]+)""", re.IGNORECASE).search
_find_xml_encoding: Final = re.compile(rb"""\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"'>]+)""").match


def declarations(data: bytes, charset: str | None) -> list[tuple[str, Source]]:
    """The encodings declared, the most trusted first."""
    declared: list[tuple[str, Source]] = []
    name = encoding_of(charset)
    if name and name not in WIDE:  # bytes that were UTF-16 have been seen to be
        declared.append((name, "http"))
    head = data[:HEAD_BYTES]
    name = _meta_encoding(head)
    if name:
        declared.append((name, "meta"))
    xml = _find_xml_encoding(head)
    name = encoding_of(xml[1].decode("ascii", "replace")) if xml else None
    if name and name not in WIDE:
        declared.append((name, "xml"))
    return declared


def _meta_encoding(head: bytes) -> str | None:
    if b"charset" not in head.lower():
        return None
    for found in _find_declarations(head):
        attributes = found[1]
        charset = _find_charset(attributes) if attributes else None
        if charset is None or (b"content" in attributes.lower() and b"http-equiv" not in attributes.lower()):
            continue
        name = encoding_of(charset[1].decode("ascii", "replace"))
        if name:
            return "utf-8" if name in WIDE else name  # in UTF-16, this could not have been read
    return None


def source_of(name: str, declared: list[tuple[str, Source]]) -> Source | None:
    """Who declares an encoding, the most trusted; None if nobody does."""
    return next((source for declared_name, source in declared if declared_name == name), None)
