"""Names of encodings and their tables, after the WHATWG Encoding Standard."""

from __future__ import annotations

from functools import cache
from typing import Final

__all__ = ["CODECS", "UTF_16", "encoding_of", "table_of"]

_LABELS: Final = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8 utf8mb4 cp65001",
    "ibm866": "866 cp866 csibm866",
    "iso-8859-2": "csisolatin2 iso-ir-101 iso_8859-2:1987 l2 latin2",
    "iso-8859-3": "csisolatin3 iso-ir-109 iso_8859-3:1988 l3 latin3",
    "iso-8859-4": "csisolatin4 iso-ir-110 iso_8859-4:1988 l4 latin4",
    "iso-8859-5": "csisolatincyrillic cyrillic iso-ir-144 iso_8859-5:1988",
    "iso-8859-6": "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i "
    "iso-ir-127 iso_8859-6:1987",
    "iso-8859-7": "csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso_8859-7:1987 sun_eu_greek",
    "iso-8859-8": "csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso_8859-8:1988 visual",
    "iso-8859-8-i": "csiso88598i logical",
    "iso-8859-10": "csisolatin6 iso-ir-157 l6 latin6",
    "iso-8859-13": "latin7",
    "iso-8859-14": "latin8",
    "iso-8859-15": "csisolatin9 l9 latin9",
    "iso-8859-16": "latin10",
    "koi8-r": "cskoi8r koi koi8",
    "koi8-u": "koi8-ru",
    "macintosh": "csmacintosh mac x-mac-roman mac-roman",
    "windows-874": "dos-874 iso-8859-11 tis-620 cp874",
    "windows-1250": "cp1250 x-cp1250 win-1250 ms-ee",
    "windows-1251": "cp1251 x-cp1251 win-1251 ms-cyrl",
    "windows-1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso_8859-1:1987 l1 "
    "latin1 us-ascii x-cp1252 win-1252 ansi x-user-defined",
    "windows-1253": "cp1253 x-cp1253 win-1253 ms-greek",
    "windows-1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso_8859-9:1989 l5 latin5 x-cp1254 win-1254 ms-turk",
    "windows-1255": "cp1255 x-cp1255 win-1255 ms-hebr",
    "windows-1256": "cp1256 x-cp1256 win-1256 ms-arab",
    "windows-1257": "cp1257 x-cp1257 win-1257",
    "windows-1258": "cp1258 x-cp1258 win-1258",
    "x-mac-cyrillic": "x-mac-ukrainian mac-cyrillic",
    "gb18030": "chinese csgb2312 csiso58gb231280 gb2312 gb_2312-80 gbk iso-ir-58 x-gbk cp936 ms936 windows-936 euc-cn",
    "big5": "big5-hkscs cn-big5 csbig5 x-x-big5 cp950 ms950 big5-eten",
    "euc-jp": "cseucpkdfmtjapanese x-euc-jp eucjp-ms",
    "iso-2022-jp": "csiso2022jp jis",
    "shift_jis": "csshiftjis ms932 ms_kanji sjis windows-31j x-sjis cp932 x-ms-cp932",
    "euc-kr": "cseuckr csksc56011987 iso-ir-149 korean ks_c_5601 ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
    "windows-949 cp949 ms949 x-windows-949 uhc",
    "utf-16be": "unicodefffe",
    "utf-16le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16",
}
CODECS: Final = {
    "utf-8": "utf-8",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf-32le": "utf-32-le",
    "utf-32be": "utf-32-be",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}
"""Python's names of the encodings with more than one byte a character."""
_TABLE_CODECS: Final = {
    "ibm866": "cp866",
    "iso-8859-8-i": "iso8859_8",
    "macintosh": "mac_roman",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac_cyrillic",
}
_DIFFERENT: Final = {"koi8-u": {0xAE: "ў", 0xBE: "Ў"}, "windows-1255": {0xCA: "\u05ba"}}
"""Where the Encoding Standard differs from Python's tables."""


def _key(label: str) -> str:
    """A label in lower case without punctuation: `ISO_8859-1`, `iso8859-1` and `iso 8859 1` are the same."""
    return "".join(character for character in label.lower() if character.isalnum() and character.isascii())


NAMES: Final = {_key(label): name for name, labels in _LABELS.items() for label in (name, *labels.split())}
UTF_16: Final = frozenset({"utf-16le", "utf-16be"})


@cache
def table_of(name: str) -> str:
    """The 256 characters of a single-byte encoding.

    Undefined bytes below A0 become control characters, others U+FFFD, as in the Encoding Standard.
    """
    codec = _TABLE_CODECS.get(name, name.replace("windows-", "cp"))
    characters = list(bytes(range(256)).decode(codec, "surrogateescape"))
    for byte, character in enumerate(characters):
        if "\ud800" <= character <= "\udfff":
            characters[byte] = chr(byte) if byte < 0xA0 else "\ufffd"
    for byte, character in _DIFFERENT.get(name, {}).items():
        characters[byte] = character
    return "".join(characters)


def encoding_of(label: str | None) -> str | None:
    """The name of the encoding for a label or a content type; `None` if the label is unknown."""
    if not label:
        return None
    return NAMES.get(_key(label.lower().rpartition("charset=")[2].partition(";")[0]))
