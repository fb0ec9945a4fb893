"""Bytes of a page to its text.

A declaration is a claim that the bytes may prove wrong: text that is valid UTF-8 beyond ASCII is UTF-8 whatever is
declared, and a declared encoding that makes nonsense of the bytes gives way to one that makes sense.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["Decoded", "Source", "clean_text", "decode", "looks_binary"]

Source = Literal["bom", "http", "meta", "xml", "utf-8", "detected", "fallback"]


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
    wide = _wide_encoding(data)
    if wide:
        return _decoded(data, wide, "http" if wide == _encoding(charset) else "detected")
    declared = _declarations(data, charset)
    if b"\x1b" in data and _is_iso_2022_jp(data):
        return _decoded(data, "iso-2022-jp", _source_of("iso-2022-jp", declared) or "detected")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_malformed(data, declared)
    if b"\0" in data:  # asked of the bytes: in wide text, every other byte is NUL, which makes the search slow
        text = text.replace("\0", "")
    source = _source_of("utf-8", declared)
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


def looks_binary(data: bytes) -> str | None:
    """What the bytes look like if they are no text at all.

    Args:
        data: The source as fetched.

    Returns:
        A description to follow "looks like", such as `a PDF` or `binary data`; None for text.
    """
    head = data[:_HEAD]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "a WebP image"
    if head[4:8] == b"ftyp":
        return "an MP4 file"
    controls = len(head.translate(None, _NO_CONTROL))
    if controls * 20 <= len(head) or head.startswith((b"\xff\xfe", b"\xfe\xff")) or _wide_encoding(head):
        return None
    nuls = head.count(0)
    if _find_markup(head.replace(b"\0", b"")) and (controls - nuls) * 3 <= len(head) - nuls:
        return None
    return "binary data"


_HEAD: Final = 4096
"""Bytes in which a page declares its encoding, and shows that it is text."""
_NO_CONTROL: Final = bytes(range(0x20, 0x100)) + b"\t\n\x0b\x0c\r\x1b"
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32le"),
    (b"\0\0\xfe\xff", "utf-32be"),
    (b"\xff\xfe", "utf-16le"),
    (b"\xfe\xff", "utf-16be"),
)
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


# --- Labels ---

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
_CODECS: Final = {
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
    """A label without case and punctuation: `ISO_8859-1`, `iso8859-1` and `iso 8859 1` are one."""
    return "".join(character for character in label.lower() if character.isalnum() and character.isascii())


_NAMES: Final = {_key(label): name for name, labels in _LABELS.items() for label in (name, *labels.split())}
_WIDE: Final = frozenset({"utf-16le", "utf-16be"})


def _table(name: str) -> str:
    """The 256 characters of a single-byte encoding.

    Undefined bytes below A0 are control characters, others U+FFFD, as the Encoding Standard has it.
    """
    codec = _TABLE_CODECS.get(name, name.replace("windows-", "cp"))
    characters = list(bytes(range(256)).decode(codec, "surrogateescape"))
    for byte, character in enumerate(characters):
        if "\ud800" <= character <= "\udfff":
            characters[byte] = chr(byte) if byte < 0xA0 else "\ufffd"
    for byte, character in _DIFFERENT.get(name, {}).items():
        characters[byte] = character
    return "".join(characters)


_TABLES: Final = {name: _table(name) for name in _LABELS if name not in _CODECS}


def _encoding(label: str | None) -> str | None:
    """Name of the encoding a label or content type means; None if it means nothing."""
    if not label:
        return None
    return _NAMES.get(_key(label.lower().rpartition("charset=")[2].partition(";")[0]))


def _decoded(data: bytes, name: str, source: Source) -> Decoded:
    if name in _CODECS:
        text = data.decode(_CODECS[name], "replace")
    else:
        text = codecs.charmap_decode(data, "strict", _TABLES[name])[0]
    replaced = text.count("\ufffd")
    if name == "euc-jp" and replaced:
        # Companies' extensions, such as circled digits, are in the standard's table and not in Python's.
        extended = data.decode("euc_jis_2004", "replace")
        if extended.count("\ufffd") < replaced:
            text, replaced = extended, extended.count("\ufffd")
    if name == "utf-8":
        replaced -= data.count("\ufffd".encode())
    return Decoded(text.replace("\0", ""), name, source, replaced)


# --- Declarations ---

_find_declarations: Final = re.compile(
    rb"<(?:!--(?:[^-]++|-(?!->))*+|script(?=[\s/>])(?:[^<]++|<(?!/script))*+|meta(?=[\s/])([^>]*+))", re.IGNORECASE
).finditer
_find_charset: Final = re.compile(rb"""[\s/"';]charset\s*=\s*["']?\s*([^\s"'/>;]+)""", re.IGNORECASE).search
_find_xml_encoding: Final = re.compile(rb"""\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"'>]+)""").match


def _declarations(data: bytes, charset: str | None) -> list[tuple[str, Source]]:
    """The encodings declared, the most trusted first."""
    declared: list[tuple[str, Source]] = []
    name = _encoding(charset)
    if name and name not in _WIDE:  # bytes that were UTF-16 have been seen to be
        declared.append((name, "http"))
    head = data[:_HEAD]
    name = _meta_encoding(head)
    if name:
        declared.append((name, "meta"))
    xml = _find_xml_encoding(head)
    name = _encoding(xml[1].decode("ascii", "replace")) if xml else None
    if name and name not in _WIDE:
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
        name = _encoding(charset[1].decode("ascii", "replace"))
        if name:
            return "utf-8" if name in _WIDE else name  # in UTF-16, this could not have been read
    return None


def _source_of(name: str, declared: list[tuple[str, Source]]) -> Source | None:
    return next((source for declared_name, source in declared if declared_name == name), None)


# --- Detection by form ---


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the markup is NUL."""
    head = data[: _HEAD // 2]
    if b"\0" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 8 < len(head) or min(even, odd) * 8 > max(even, odd):
        return None
    return "utf-16le" if odd > even else "utf-16be"


def _is_iso_2022_jp(data: bytes) -> bool:
    """Whether ASCII text switches to a Japanese character set and makes sense there."""
    if not data.isascii() or not (b"\x1b$B" in data or b"\x1b$@" in data):
        return False
    text = data.decode("iso2022_jp_ext", "replace")
    return text.count("\ufffd") * 20 < len(text) - sum(map(str.isascii, text))


def _decode_malformed(data: bytes, declared: list[tuple[str, Source]]) -> Decoded:
    """Decode what is not valid UTF-8."""
    utf_8 = _decoded(data, "utf-8", _source_of("utf-8", declared) or "utf-8")
    ascii_only = len(data.translate(None, _HIGH_BYTES))
    valid = len(utf_8.text) + data.count(0) - ascii_only - utf_8.replaced
    legacy = [(name, source) for name, source in declared if name != "utf-8"]
    if valid > utf_8.replaced * (10 if legacy else 2):
        return utf_8
    sample = _Sample(data)
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


_HIGH_BYTES: Final = bytes(range(0x80, 0x100))
_LITTLE: Final = 8
"""So few bytes beyond ASCII prove nothing."""
_SURE: Final = 0.85
"""Confidence in a declared encoding from which on no other can be better."""
_NO_DIFFERENCE: Final = 0.05
"""So little more confidence does not prefer an encoding to a more common one."""
_CONFIDENT: Final = 0.35
"""Confidence from which on an encoding that nobody declares is believed."""


# --- Detection by language ---

_COMMON_CHARACTERS: Final = {
    "simplified Chinese": "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
    "过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心日新本前开但因"
    "月与市，。、“”：；？！《》（）",
    "traditional Chinese": "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之"
    "年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心日新本前開但"
    "因月與市，。、「」：；？！《》（）",
    "Japanese": "のにをはがでとたしてるれさいなりっすこもくらあまかきうけだそせちよみめつわべえどやじばびむへねほ"
    "ひろごげずぎゆょャュョッンスルトリイラアドクシレジタフロカマテコプメサチパニブデバムキビオナグウエダモケ"
    "セソツハボー日一人年大会本中国月、。「」・",
    "Korean": "이다는에의가을를고하지은도로서한자대사기해인어나리아스시수제것있과정그부전일장상주보원으들만면게"
    "여성국오구안우동미무라비조된니와회었관신했진경음공화",
}
_MULTIBYTE: Final = {
    "shift_jis": "Japanese",
    "euc-jp": "Japanese",
    "gb18030": "simplified Chinese",
    "big5": "traditional Chinese",
    "euc-kr": "Korean",
}
_TYPICAL_SHARE: Final = 0.35
"""Share of a text that its language's common characters make up."""

# Letters beyond ASCII, the most frequent first; for scripts of their own, all letters.
_LATIN_LETTERS: Final = {
    "German": "äüößé",
    "French": "éèàêçôîûâùëïœü",
    "Spanish": "óíáéñúü¿¡ºª",
    "Portuguese": "ãçáéíóêõàúâôºª",
    "Italian": "àèòùéìî",
    "Dutch": "ëéïèöü",
    "Swedish": "äåöé",
    "Danish": "åøæé",
    "Icelandic": "íáðöúéóþæý",
    "Catalan": "àóèéíòúçïü·",
    "Turkish": "ışğüçöİâî",
    "Polish": "łążęóśćźń",
    "Czech": "íáéěřšýčžůúťňďó",
    "Slovak": "áíéčšýžúľťôňäďóŕĺ",
    "Hungarian": "áéőöóíüúű",
    "Romanian": "ăâîşţ",
    "Croatian": "čšžćđ",
    "Lithuanian": "ėšųįžūčąę",
    "Latvian": "āīēšūņļžčķģ",
    "Estonian": "äõöüšž",
    "Vietnamese": "đưáàơãộôếạấêâóíậ",
}
_OTHER_LETTERS: Final = {
    "Russian": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "Ukrainian": "оаниівртеклсмудпязьбгчйхжшюцїєщфґ",
    "Belarusian": "аніеоыртслкдуяпвмзцьгбшхйчэўжюфщё",
    "Bulgarian": "аоиетнрсвлкдпмзугяъчбцжшйфхщюь",
    "Serbian": "аоиентрсјвукдпмлзгшбчћжцњљхђџф",
    "Greek": "αοιετσνηυρπκμλςωγδόίάχθφήέβξύζώψϊϋΐ",
    "Hebrew": "יוהלארמתשבנדעחפקכםגןסטצזךףץ",
    "Arabic": "اليمونرتبةعدسفهكقأحجشطصىخإذزثئضغءظؤآ",
    "Persian": "اینردمتوبسهشکگزلفقخحعپچآجصطغضثژظذ",
    "Thai": "านรอกเง่ยมวั้ลทดสตีิปบคะหจแไูพุขโใช์ถผซธณึญฟศฐภษื็ำฝฎฆฉๆ",
}
# The more common ones first.
_SINGLE_BYTE: Final = (
    "windows-1252 windows-1250 iso-8859-2 windows-1254 windows-1257 windows-1251 koi8-r koi8-u windows-1253 "
    "windows-1255 windows-1256 windows-874 ibm866 iso-8859-5 iso-8859-7"
).split()
_NEUTRAL: Final = frozenset("\xa0\xad“”„‘’‚‹›«»–—…•·°©®™€£§´`¨№†‡′″¦¬¤¶¸¯ˆ˜\u200b\u200c\u200d\u200e\u200f")
"""Signs found in every language."""
_UNKNOWN: Final = math.log(0.001)
_CAPITAL: Final = 2.0
"""How much rarer a capital letter is, as a difference of logarithms."""


@dataclass(frozen=True, slots=True)
class _Model:
    """How likely letters are in a language, as logarithms.

    Attributes:
        likelihoods: For each letter in both cases.
        typical: Mean over a text in the language.
        latin: Whether the letters stand among ASCII letters.
    """

    likelihoods: dict[str, float]
    typical: float
    latin: bool


def _model(letters: str, latin: bool) -> _Model:
    weights = [1 / (rank + 3) for rank in range(len(letters))]
    shares = [weight / sum(weights) for weight in weights]
    likelihoods = {}
    for letter, share in zip(letters, shares, strict=True):
        likelihoods[letter.upper()] = math.log(share) - (_CAPITAL if letter.upper() != letter else 0)
        likelihoods[letter] = math.log(share)
    return _Model(likelihoods, sum(share * math.log(share) for share in shares), latin)


_MODELS: Final = (
    *(_model(letters, latin=True) for letters in _LATIN_LETTERS.values()),
    *(_model(letters, latin=False) for letters in _OTHER_LETTERS.values()),
)


class _Sample:
    """The words of a page that hold bytes beyond ASCII.

    Attributes:
        size: Number of bytes beyond ASCII.
    """

    __slots__ = ("_among_ascii", "_bytes", "_counts", "_in_rows", "size")

    def __init__(self, data: bytes) -> None:
        found: list[bytes] = []
        length = 0
        for word in _find_words(data):
            found.append(word[0])
            length += len(word[0])
            if length > _SAMPLE_SIZE:
                break
        self._bytes = b" ".join(found)[: 2 * _SAMPLE_SIZE]
        self._counts = Counter(byte for byte in self._bytes if byte >= 0x80)
        self.size = sum(self._counts.values())
        total = max(self.size, 1)
        self._among_ascii = len(_find_among_ascii(self._bytes)) / total
        self._in_rows = sum(map(len, _find_rows(self._bytes))) / total

    def best(self) -> tuple[str, float]:
        """The encoding that makes most sense, and how much: 1 for a typical text, 0 or less for nonsense."""
        confidences = [(name, self.confidence(name)) for name in (*_MULTIBYTE, *_SINGLE_BYTE)]
        most = max(confidence for _, confidence in confidences)
        return next(pair for pair in confidences if pair[1] >= most - _NO_DIFFERENCE)

    def confidence(self, name: str) -> float:
        """How much sense an encoding makes of the sample."""
        if name in _MULTIBYTE:
            return self._confidence_in_characters(name)
        return self._confidence_in_letters(name) if name not in _CODECS else 0.0

    def _confidence_in_characters(self, name: str) -> float:
        text = self._bytes.decode(_CODECS[name], "replace")
        beyond = [character for character in text if not character.isascii()]
        if not beyond or text.count("\ufffd") * 20 > len(beyond):
            return 0.0
        common = _COMMON_CHARACTERS[_MULTIBYTE[name]]
        share = sum(character in common for character in beyond) / len(beyond)
        return min(share / _TYPICAL_SHARE, 1.0)

    def _confidence_in_letters(self, name: str) -> float:
        table = _TABLES[name]
        counts = [(table[byte], count) for byte, count in self._counts.items() if table[byte] not in _NEUTRAL]
        neutral = self.size - sum(count for _, count in counts)
        best = 0.0
        for model in _MODELS:
            likelihood = neutral * model.typical
            likelihood += sum(model.likelihoods.get(letter, _UNKNOWN) * count for letter, count in counts)
            surprise = max(model.typical - likelihood / self.size, 0.0)
            misplaced = self._in_rows if model.latin else self._among_ascii
            best = max(best, 1 - surprise / 2 - misplaced)
        return best


_SAMPLE_SIZE: Final = 32_768
# Every second byte of a character is one of these, so that a word begins where a character does.
_find_words: Final = re.compile(rb"(?<![\x40-\x7e\x80-\xff])[\x40-\x7e]*+[\x80-\xff][\x40-\x7e\x80-\xff]*+").finditer
_find_among_ascii: Final = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]|[\x80-\xff](?=[A-Za-z])").findall
_find_rows: Final = re.compile(rb"[\x80-\xff]{3,}").findall
