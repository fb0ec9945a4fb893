"""Recognises bytes that are not text."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.parse.decode.byte_patterns import utf_16_encoding
from cleanarticle.parse.decode.declarations import HEAD_BYTES

__all__ = ["looks_binary"]


def looks_binary(data: bytes) -> str | None:
    """Describe bytes that are not text.

    Returns:
        A description to follow "looks like", such as `a PDF` or `binary data`; `None` for text.
    """
    head = data[:HEAD_BYTES]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "a WebP image"
    if head[4:8] == b"ftyp":
        return "an MP4 file"
    controls = len(head.translate(None, _NO_CONTROL))
    if controls * 20 <= len(head) or head.startswith((b"\xff\xfe", b"\xfe\xff")) or utf_16_encoding(head):
        return None
    # Some servers send pages full of NUL or control characters: they are text if there is markup in them.
    nuls = head.count(0)
    if _find_markup(head.replace(b"\0", b"")) and (controls - nuls) * 3 <= len(head) - nuls:
        return None
    return "binary data"


_NO_CONTROL: Final = bytes(range(0x20, 0x100)) + b"\t\n\x0b\x0c\r\x1b"
_MAGIC: Final = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\0\0\x01\0", "an icon"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\0", "XZ data"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Microsoft Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OggS", "an Ogg file"),
    (b"fLaC", "a FLAC file"),
    (b"ID3", "an MP3 file"),
    (b"\x1aE\xdf\xa3", "a Matroska file"),
)
_find_markup: Final = re.compile(
    rb"<(?:!doctype|html|head|body|title|meta|div|article|section|table|span|p|a|h[1-6])(?=[\s/>])", re.IGNORECASE
).search
