"""Bytes of a page to its text."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

from cleanarticle.parse.decode.declarations import Source, declarations, source_of
from cleanarticle.parse.decode.detector import Sample
from cleanarticle.parse.decode.labels import CODECS, TABLES, encoding_of
from cleanarticle.parse.decode.wide import is_iso_2022_jp, wide_encoding

__all__ = ["Decoded", "clean_text", "decode"]

_HIGH_BYTES: Final = bytes(range(0x80, 0x100))
_LITTLE: Final = 8
"""So few bytes beyond ASCII prove nothing."""
_SURE: Final = 0.85
"""Confidence in a declared encoding from which on no other can be better."""
_CONFIDENT: Final = 0.35
"""Confidence from which on an encoding that nobody declares is believed."""
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32le"),
    (b"\0\0\xfe\xff", "utf-32be"),
    (b"\xff\xfe", "utf-16le"),
    (b"\xfe\xff", "utf-16be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page, without NUL characters and lone surrogates.

    Attributes:
        text: The text.
        encoding: Name of the encoding in the WHATWG Encoding Standard, in lower case. GBK is its superset `gb18030`.
        source: What named the encoding: byte order mark, HTTP header, `meta` element, XML declaration, validity as
            UTF-8, the detector, or nothing.
        replaced: Number of malformed places that became U+FFFD.
    """

    text: str
    encoding: str
    source: Source
    replaced: int = 0


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Decode a page.

    Args:
        data: The page as fetched, without content encoding.
        charset: The charset of the HTTP header, or the whole `Content-Type`; a label that means nothing is ignored.

    Returns:
        The text and how it was decoded. No bytes make it fail.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name, "bom")
    wide = wide_encoding(data)
    if wide:
        return _decoded(data, wide, "http" if wide == encoding_of(charset) else "detected")
    declared = declarations(data, charset)
    if b"\x1b" in data and is_iso_2022_jp(data):
        return _decoded(data, "iso-2022-jp", source_of("iso-2022-jp", declared) or "detected")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_malformed(data, declared)
    if b"\0" in data:  # asked of the bytes: in wide text, every other byte is NUL, which makes the search slow
        text = text.replace("\0", "")
    source = source_of("utf-8", declared)
    if source is None and declared and text.isascii():
        return Decoded(text, *declared[0])
    return Decoded(text, "utf-8", source or "utf-8")


def clean_text(text: str) -> str:
    """Remove from a text what decoding never gives: NUL characters, and lone surrogates, which become U+FFFD."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        # The detour joins pairs of surrogates and replaces the others.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        data = text.encode("utf-8")
    return text.replace("\0", "") if b"\0" in data else text


def _decoded(data: bytes, name: str, source: Source) -> Decoded:
    if name in CODECS:
        text = data.decode(CODECS[name], "replace")
    else:
        text = codecs.charmap_decode(data, "strict", TABLES[name])[0]
    replaced = text.count("\ufffd")
    if name == "euc-jp" and replaced:
        # Companies' extensions, such as circled digits, are in the standard's table and not in Python's.
        extended = data.decode("euc_jis_2004", "replace")
        if extended.count("\ufffd") < replaced:
            text, replaced = extended, extended.count("\ufffd")
    if name == "utf-8":
        replaced -= data.count("\ufffd".encode())
    return Decoded(text.replace("\0", ""), name, source, replaced)


def _decode_malformed(data: bytes, declared: list[tuple[str, Source]]) -> Decoded:
    """Decode what is not valid UTF-8."""
    utf_8 = _decoded(data, "utf-8", source_of("utf-8", declared) or "utf-8")
    ascii_only = len(data.translate(None, _HIGH_BYTES))
    valid = len(utf_8.text) + data.count(0) - ascii_only - utf_8.replaced
    legacy = [(name, source) for name, source in declared if name != "utf-8"]
    if valid > utf_8.replaced * (10 if legacy else 2):
        return utf_8
    sample = Sample(data)
    best, confidence = sample.best()
    for name, source in legacy:
        if sample.size < _LITTLE or sample.confidence(name) >= min(confidence - 2.5 / sample.size, _SURE):
            return _decoded(data, name, source)
    if confidence >= _CONFIDENT:
        return _decoded(data, best, "detected")
    if legacy:
        return _decoded(data, *legacy[0])
    if utf_8.source != "utf-8" and valid + utf_8.replaced <= _LITTLE:
        return utf_8
    return _decoded(data, "windows-1252", "fallback")
