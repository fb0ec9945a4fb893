"""The encodings that a page and its header declare."""

from __future__ import annotations

import re
from typing import Final, Literal

from cleanarticle.parse.decode.labels import UTF_16, encoding_of

__all__ = ["HEAD_BYTES", "EncodingSource", "declarations", "source_of"]

EncodingSource = Literal["bom", "http", "meta", "xml", "utf-8", "detected", "fallback"]
HEAD_BYTES: Final = 4096
"""Bytes at the start of a page that are searched for declarations, and tell text from binary data."""
_find_declarations: Final = re.compile(
    rb"<(?:!--(?:[^-]++|-(?!->))*+|script(?=[\s/>])(?:[^<]++|<(?!/script))*+|meta(?=[\s/])([^>]*+))", re.IGNORECASE
).finditer
_find_charset: Final = re.compile(rb"""[\s/"';]charset\s*=\s*["']?\s*([^\s"'/>;]+)""", re.IGNORECASE).search
_find_xml_encoding: Final = re.compile(rb"""\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"'>]+)""").match


def declarations(data: bytes, charset: str | None) -> list[tuple[str, EncodingSource]]:
    """The declared encodings, most trusted first: HTTP header, `meta` element, XML declaration."""
    declared: list[tuple[str, EncodingSource]] = []
    name = encoding_of(charset)
    if name and name not in UTF_16:  # real UTF-16 was already recognised by its bytes
        declared.append((name, "http"))
    head = data[:HEAD_BYTES]
    name = _meta_encoding(head)
    if name:
        declared.append((name, "meta"))
    xml = _find_xml_encoding(head)
    name = encoding_of(xml[1].decode("ascii", "replace")) if xml else None
    if name and name not in UTF_16:
        declared.append((name, "xml"))
    return declared


def _meta_encoding(head: bytes) -> str | None:
    if b"charset" not in head.lower():
        return None
    for declaration in _find_declarations(head):
        attributes = declaration[1]
        charset = _find_charset(attributes) if attributes else None
        # A description may quote "charset=…": `content` declares an encoding only beside `http-equiv`.
        if charset is None or (b"content" in attributes.lower() and b"http-equiv" not in attributes.lower()):
            continue
        name = encoding_of(charset[1].decode("ascii", "replace"))
        if name:
            return "utf-8" if name in UTF_16 else name  # this declaration was readable, so the page is not UTF-16
    return None


def source_of(name: str, declared: list[tuple[str, EncodingSource]]) -> EncodingSource | None:
    """The most trusted source that declares an encoding; `None` if there is none."""
    return next((source for declared_name, source in declared if declared_name == name), None)
