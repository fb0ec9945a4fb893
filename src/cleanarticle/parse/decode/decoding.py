"""Bytes of a page to its text: byte order mark, byte patterns, UTF-8, declared encodings, detector."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

from cleanarticle.parse.decode.byte_patterns import is_iso_2022_jp, utf_16_encoding
from cleanarticle.parse.decode.declarations import EncodingSource, declarations, source_of
from cleanarticle.parse.decode.detector import ByteSample
from cleanarticle.parse.decode.encoded_twice import encoded_once
from cleanarticle.parse.decode.labels import CODECS, encoding_of, table_of

__all__ = ["Decoded", "clean_text", "decode"]

_HIGH_BYTES: Final = bytes(range(0x80, 0x100))
_LITTLE: Final = 8
"""Fewer bytes beyond ASCII prove nothing."""
_SURE: Final = 0.85
"""Confidence in a declared encoding above which no other can replace it."""
_CONFIDENT: Final = 0.35
"""Least confidence in an encoding that nothing declares."""
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
        encoding: Name in the WHATWG Encoding Standard, in lower case; GBK is named by its superset `gb18030`.
        source: The evidence for the encoding: byte order mark, HTTP header, `meta` element, XML declaration, valid
            UTF-8, the detector, or `fallback` if there is none.
        replaced: Number of malformed sequences that became U+FFFD.
    """

    text: str
    encoding: str
    source: EncodingSource
    replaced: int = 0


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Decode a page. Never fails: malformed bytes become U+FFFD.

    Args:
        data: The page as fetched, already decompressed.
        charset: The charset of the HTTP header, or the whole `Content-Type`; an unknown label is ignored.

    Returns:
        The text, its encoding, and the evidence for that.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name, "bom")
    utf_16 = utf_16_encoding(data)
    if utf_16:
        return _decoded(data, utf_16, "http" if utf_16 == encoding_of(charset) else "detected")
    declared = declarations(data, charset)
    if b"\x1b" in data and is_iso_2022_jp(data):
        return _decoded(data, "iso-2022-jp", source_of("iso-2022-jp", declared) or "detected")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_malformed(data, declared)
    once = encoded_once(data)
    if once is not data:
        text = once.decode("utf-8")
    if b"\0" in data:  # a str beyond Latin-1 has a NUL in most characters, so the bytes are faster to search
        text = text.replace("\0", "")
    source = source_of("utf-8", declared)
    if source is None and declared and text.isascii():
        return Decoded(text, *declared[0])
    return Decoded(text, "utf-8", source or "utf-8")


def clean_text(text: str) -> str:
    """Bring a caller's text into the form that `decode` gives: no NUL characters, U+FFFD for lone surrogates."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        # UTF-16 joins pairs of surrogates and replaces the others.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        data = text.encode("utf-8")
    return text.replace("\0", "") if b"\0" in data else text


def _decoded(data: bytes, name: str, source: EncodingSource) -> Decoded:
    if name in CODECS:
        text = data.decode(CODECS[name], "replace")
    else:
        text = codecs.charmap_decode(data, "strict", table_of(name))[0]
    replaced = text.count("\ufffd")
    if name == "euc-jp" and replaced:
        # Vendor extensions, such as circled digits, are in the standard's table but not in Python's.
        extended = data.decode("euc_jis_2004", "replace")
        if extended.count("\ufffd") < replaced:
            text, replaced = extended, extended.count("\ufffd")
    if name == "utf-8":
        replaced -= data.count("\ufffd".encode())
    return Decoded(text.replace("\0", ""), name, source, replaced)


def _decode_malformed(data: bytes, declared: list[tuple[str, EncodingSource]]) -> Decoded:
    """Decode bytes that are not valid UTF-8."""
    utf_8 = _decoded(data, "utf-8", source_of("utf-8", declared) or "utf-8")
    ascii_only = len(data.translate(None, _HIGH_BYTES))
    # Characters beyond ASCII that are valid UTF-8. One broken byte does not make a page of UTF-8 something else.
    valid = len(utf_8.text) + data.count(0) - ascii_only - utf_8.replaced
    legacy = [(name, source) for name, source in declared if name != "utf-8"]
    if valid > utf_8.replaced * (10 if legacy else 2):
        return utf_8
    sample = ByteSample(data)
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
