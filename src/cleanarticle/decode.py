"""Bytes to text: what the page declares, checked against what its bytes are.

The order is the one of browsers (byte order mark, HTTP header, the page's own declaration), except that bytes which
are valid UTF-8 beyond ASCII are UTF-8 whatever was declared: no other encoding produces them by chance.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["Decoded", "clean_text", "decode", "looks_binary"]

Source = Literal["bom", "http", "meta", "xml", "utf-8", "detected", "fallback"]

_HEAD_BYTES: Final = 4096
_SAMPLE_BYTES: Final = 20_000
_REPLACEMENT: Final = "\ufffd"
_BAD_BYTES_IN_UTF_8: Final = 0.002
_WESTERN: Final = "windows-1252"

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Labels as browsers read them (WHATWG Encoding Standard), where Python reads them otherwise or not at all.
_LABELS: Final[dict[str, str]] = {
    label: encoding
    for encoding, labels in {
        "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf8mb4",
        "windows-1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 iso88591 latin1 latin-1 l1 ascii "
        "us-ascii ansi_x3.4-1968 cp819 ibm819 iso-ir-100 csisolatin1 iso_8859-1:1987 ansi",
        "windows-1250": "windows-1250 cp1250 x-cp1250",
        "windows-1251": "windows-1251 cp1251 x-cp1251 win-1251 windows1251 cp-1251",
        "windows-1253": "windows-1253 cp1253 x-cp1253",
        "windows-1254": "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso_8859-9 iso88599 latin5 l5 csisolatin5",
        "windows-1255": "windows-1255 cp1255 x-cp1255",
        "windows-1256": "windows-1256 cp1256 x-cp1256",
        "windows-1257": "windows-1257 cp1257 x-cp1257",
        "windows-1258": "windows-1258 cp1258 x-cp1258",
        "iso-8859-2": "iso-8859-2 iso8859-2 iso_8859-2 iso88592 latin2 l2 csisolatin2",
        "iso-8859-5": "iso-8859-5 iso8859-5 iso_8859-5 iso88595 cyrillic",
        "iso-8859-6": "iso-8859-6 iso8859-6 iso88596 arabic asmo-708 ecma-114",
        "iso-8859-7": "iso-8859-7 iso8859-7 iso88597 greek greek8 ecma-118 elot_928",
        "iso-8859-8": "iso-8859-8 iso-8859-8-i iso8859-8 iso88598 hebrew logical visual",
        "iso-8859-15": "iso-8859-15 iso8859-15 iso_8859-15 iso885915 latin9 latin-9 l9",
        "koi8-r": "koi8-r koi8 koi koi8_r cskoi8r",
        "koi8-u": "koi8-u koi8-ru",
        "cp866": "ibm866 cp866 866 csibm866",
        "mac-roman": "macintosh mac x-mac-roman csmacintosh",
        "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
        "cp874": "windows-874 tis-620 tis620 iso-8859-11 iso8859-11 iso885911 dos-874 cp874",
        "gb18030": "gb18030 gbk gb2312 gb_2312-80 gb_2312 chinese csgb2312 csiso58gb231280 iso-ir-58 x-gbk cp936 936 "
        "gb-2312 hz-gb-2312",
        "big5hkscs": "big5 big5-hkscs big5-eten cn-big5 csbig5 x-x-big5",
        "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j cp932 csshiftjis shiftjis",
        "euc_jp": "euc-jp eucjp x-euc-jp x-euc cseucpkdfmtjapanese",
        "iso2022_jp": "iso-2022-jp csiso2022jp",
        "cp949": "euc-kr euckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean cseuckr csksc56011987 windows-949 "
        "iso-ir-149 uhc cp949",
        "utf-16-le": "utf-16 utf-16le utf16 ucs-2 iso-10646-ucs-2 unicode csunicode unicodefeff",
        "utf-16-be": "utf-16be unicodefffe",
    }.items()
    for label in labels.split()
}

_COMMENT: Final = re.compile(rb"<!--.*?(?:-->|$)", re.DOTALL)
_META: Final = re.compile(
    rb"""<meta\s[^>]{0,500}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:\-]{2,40})""", re.IGNORECASE
)
_XML: Final = re.compile(rb"""^\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:\-]{2,40})""", re.IGNORECASE)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CONTROL: Final = bytes(set(range(32)) - {9, 10, 12, 13, 27} | {127})

_MAGIC: Final = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "gzip data (decompress it first)"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x28\xb5\x2f\xfd", "zstd data (decompress it first)"),
    (b"BZh", "bzip2 data (decompress it first)"),
    (b"\xfd7zXZ\x00", "xz data (decompress it first)"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x7fELF", "a program"),
    (b"OggS", "Ogg media"),
    (b"ID3", "an MP3 recording"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
_BINARY_SHARE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page.

    Attributes:
        text: The characters; never a NUL or a lone surrogate.
        encoding: Name of the encoding used.
        source: What decided for it.
        replaced: Number of places where bytes could not be read and U+FFFD stands.
    """

    text: str
    encoding: str
    source: Source
    replaced: int = 0


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Decode the bytes of a page.

    Args:
        data: The bytes as fetched, decompressed.
        charset: The charset of the HTTP header, if there was one.

    Returns:
        The text, with what decided. Any bytes decode.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, "bom")
    wide = _utf_16_without_mark(data)
    if wide:
        return _decoded(data, wide, "detected")
    declared, source = _declared(data, charset)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, declared, source)
    if text.isascii() and (b"\x1b$" in data or declared == "iso2022_jp"):
        return _decoded(data, "iso2022_jp", source if declared == "iso2022_jp" else "detected")
    return Decoded(_without_nul(text), "utf-8", source if declared == "utf-8" else "utf-8")


def clean_text(text: str) -> str:
    """Take out of a string what no decoded page has: NULs and lone surrogates.

    Args:
        text: Any string.

    Returns:
        The same string if there is nothing to take out; else one with U+FFFD for each lone surrogate.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = _SURROGATE.sub(_REPLACEMENT, text)
    return _without_nul(text)


def looks_binary(data: bytes) -> str | None:
    """Say what bytes look like that are no text.

    Args:
        data: The bytes.

    Returns:
        What they look like ("a PDF"), or `None` for what may be a page.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[4:8] == b"ftyp":
        return "an MP4 film"
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "RIFF media"
    sample = data[:_HEAD_BYTES]
    if not sample or sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _utf_16_without_mark(data):
        return None
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if controls > _BINARY_SHARE * len(sample) and b"<" not in sample.replace(b"\x00", b"")[:512].lstrip()[:1]:
        return "binary data"
    return None


def _decoded(data: bytes, encoding: str, source: Source) -> Decoded:
    text = _western(data) if encoding == _WESTERN else data.decode(encoding, "replace")
    if encoding.startswith("utf-16"):
        text = _SURROGATE.sub(_REPLACEMENT, text)
    return Decoded(_without_nul(text), encoding, source, text.count(_REPLACEMENT))


def _without_nul(text: str) -> str:
    return text.replace("\x00", "") if "\x00" in text else text


def _western(data: bytes) -> str:
    """windows-1252 as browsers decode it: the five undefined bytes are the control characters of their number."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return codecs.charmap_decode(data, "strict", _WESTERN_TABLE)[0]


_WESTERN_TABLE: Final = "".join(
    bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)
)


def _declared(data: bytes, charset: str | None) -> tuple[str | None, Source]:
    """The first declaration that names an encoding, and where it stands."""
    encoding = _known(charset) if charset else None
    if encoding:
        return encoding, "http"
    head = data[:_HEAD_BYTES]
    if b"<!--" in head:
        head = _COMMENT.sub(b"", head)
    found = _META.search(head)
    if found:
        encoding = _known(found[1].decode("ascii", "replace"))
        if encoding:
            # A page that could be read up to this tag is not in UTF-16: browsers take UTF-8 then.
            return ("utf-8" if encoding.startswith("utf-16") else encoding), "meta"
    found = _XML.search(head)
    if found:
        return _known(found[1].decode("ascii", "replace")), "xml"
    return None, "utf-8"


def _known(label: str) -> str | None:
    return _LABELS.get(label.strip().strip("\"'").lower())


def _utf_16_without_mark(data: bytes) -> str | None:
    """Recognise UTF-16 by its zeros: markup is ASCII, so every other byte of it is zero."""
    sample = data[:512]
    if sample.count(0) < len(sample) * 0.2 or len(sample) < 4:
        return None
    half = len(sample) // 2
    even, odd = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _decode_other(data: bytes, declared: str | None, source: Source) -> Decoded:
    """Decode bytes that are not valid UTF-8."""
    if declared and declared != "utf-8":
        decoded = _decoded(data, declared, source)
        if decoded.replaced <= 1 + len(data) // 2000:
            return decoded
    loose = data.decode("utf-8", "replace")
    beyond_ascii = len(data) - len(data.translate(None, _HIGH))
    replaced = loose.count(_REPLACEMENT)
    if replaced <= 1 + beyond_ascii * _BAD_BYTES_IN_UTF_8 * 10 and replaced < beyond_ascii / 3:
        return Decoded(_without_nul(loose), "utf-8", source if declared == "utf-8" else "utf-8", replaced)
    detected = _detect(data)
    if detected:
        return _decoded(data, detected, "detected")
    return _decoded(data, _WESTERN, "fallback")


_HIGH: Final = bytes(range(128, 256))

# What each encoding's text is made of: for multi-byte encodings the characters that are frequent in any text of the
# language, for single-byte ones its letters, the frequent ones first.
_MULTI_BYTE: Final[dict[str, re.Pattern[str]]] = {
    "cp932": re.compile("[\u3041-\u3093\u30a1-\u30f6、。]"),
    "euc_jp": re.compile("[\u3041-\u3093\u30a1-\u30f6、。]"),
    "gb18030": re.compile("[的一是在不了有和人这中大为上个国我以要他时来用们到说，。年]"),
    "big5hkscs": re.compile("[的一是在不了有和人這中大為上個國我以要他時來用們到說，。年]"),
    "cp949": re.compile("[이다에의는은을를가고한하지로기사도인시서]"),
}
_SINGLE_BYTE: Final[dict[str, tuple[str, str]]] = {
    "windows-1251": ("оеаинтсрвлкм", "\u0400-\u04ff"),
    "koi8-r": ("оеаинтсрвлкм", "\u0400-\u04ff"),
    "cp866": ("оеаинтсрвлкм", "\u0400-\u04ff"),
    "windows-1253": ("αοιεντσρηπκ", "\u0370-\u03ff"),
    "windows-1255": ("יוהלאתמרבש", "\u05d0-\u05ea"),
    "windows-1256": ("اليمنوترب", "\u0621-\u064a"),
    "cp874": ("านรอกเงมยล", "\u0e01-\u0e4e"),
    "windows-1250": ("áéíóúčšžěřýůłąęśćżńőűăşţ", "\u00c0-\u017f"),
    "iso-8859-2": ("áéíóúčšžěřýůłąęśćżńőűăşţ", "\u00c0-\u017f"),
    "windows-1254": ("ığşİçöü", "\u00c0-\u00ff\u011e-\u0131\u015e\u015f"),
    "windows-1252": ("äöüßéèàçñóáíåøæêâ", "\u00c0-\u00ff"),
}
_LEAST_FREQUENT: Final = 0.12
_LEAST_FREQUENT_SINGLE: Final = 0.35


def _detect(data: bytes) -> str | None:
    """Guess a legacy encoding from which bytes are valid in it and whether frequent characters come out.

    Returns:
        The encoding, or `None` if no guess is good enough.
    """
    sample = _prose_bytes(data)
    best, best_share = None, 0.0
    for encoding, frequent in _MULTI_BYTE.items():
        text = sample.decode(encoding, "replace")
        beyond = sum(character > "\x7f" for character in text)
        if not beyond or text.count(_REPLACEMENT) > 1 + beyond * 0.01:
            continue
        share = len(frequent.findall(text)) / beyond
        if share > best_share:
            best, best_share = encoding, share
    if best and best_share >= _LEAST_FREQUENT:
        return best
    return _detect_single_byte(sample)


def _detect_single_byte(sample: bytes) -> str | None:
    best, best_score = None, 0.0
    for encoding, (frequent, letters) in _SINGLE_BYTE.items():
        text = _western(sample) if encoding == _WESTERN else sample.decode(encoding, "replace")
        beyond = [character for character in text if character > "\x7f"]
        if not beyond:
            return None
        is_letter = re.compile(f"[{letters}]")
        known = sum(1 for character in beyond if is_letter.match(character)) / len(beyond)
        often = sum(1 for character in beyond if character in frequent) / len(beyond)
        score = 0.4 * known + 0.6 * often
        if score > best_score + 0.01:
            best, best_score = encoding, score
    return best if best_score >= _LEAST_FREQUENT_SINGLE else None


def _prose_bytes(data: bytes) -> bytes:
    """The lines beyond ASCII, up to a sample's size: markup says nothing of the language."""
    lines = [line for line in data.splitlines() if line.translate(None, _HIGH) != line]
    return b"\n".join(lines)[:_SAMPLE_BYTES]
