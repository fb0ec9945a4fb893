"""Names of people in Chinese, Japanese and Korean script."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.fields.text.names.common import WORDS
from cleanarticle.fields.text.names.places import EAST_ASIAN_PLACES

__all__ = ["EAST_ASIAN_ORGANISATION_ENDINGS", "has_east_asian_surname", "is_east_asian", "looks_like_east_asian_name"]

_EAST_ASIAN: Final = re.compile("[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]{2,5}|[\uac00-\ud7a3]{1,2} [\uac00-\ud7a3]{1,3}")
_KATAKANA: Final = re.compile("[\u30a1-\u30fa\u30fc]{1,10}(?:[・＝=･][\u30a1-\u30fa\u30fc]{1,12}){1,3}")
_HAN: Final = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff]{2,5}")
_HAN_DOTTED: Final = re.compile("[\u4e00-\u9fff]{1,6}(?:[·•・‧][\u4e00-\u9fff]{1,8}){1,3}")
_HAN_AND_KANA: Final = re.compile(
    "[\u3005\u4e00-\u9fff][\u3005\u3040-\u30ff\u4e00-\u9fff]{1,7}"
    "|[\u3005\u4e00-\u9fff]{1,3} [\u3005\u3040-\u30ff\u4e00-\u9fff]{1,5}"
)
_SINOSPHERE_STOPS: Final = tuple(WORDS["sinosphere_stop"])
EAST_ASIAN_ORGANISATION_ENDINGS: Final = tuple(WORDS["sinosphere_org_endings"])
_SURNAMES: Final = WORDS["sinosphere_surnames"]
_CHINESE_SURNAMES: Final = frozenset(_SURNAMES["zh"])
_KOREAN_SURNAMES: Final = frozenset(_SURNAMES["ko"])
_LONG_SURNAMES: Final = (
    *_SURNAMES["zh_double"],
    *_SURNAMES["ko_double"],
    *(name for name in _SURNAMES["ja"] if len(name) > 1),
)
_JAPANESE_SURNAMES: Final = tuple(name for name in _SURNAMES["ja"] if len(name) == 1)


def is_east_asian(text: str) -> bool:
    """Tell whether a text has a Chinese, Japanese or Korean character."""
    return _EAST_ASIAN.search(text) is not None


def looks_like_east_asian_name(text: str) -> bool:
    """Tell whether a Chinese, Japanese or Korean text has the shape of one person's name."""
    text = text.replace("\u3000", " ")
    if any(stop in text for stop in _SINOSPHERE_STOPS) or text in EAST_ASIAN_PLACES:
        return False
    if _KATAKANA.fullmatch(text) or _HAN_DOTTED.fullmatch(text):
        return True
    if text.endswith(EAST_ASIAN_ORGANISATION_ENDINGS):
        return False
    return bool(_HANGUL.fullmatch(text) or _HAN.fullmatch(text) or _HAN_AND_KANA.fullmatch(text))


def has_east_asian_surname(text: str) -> bool:
    """Tell whether a Chinese, Japanese or Korean text has a common surname and the length of a name."""
    bare = text.replace(" ", "").replace("\u3000", "")
    if bare.startswith(_LONG_SURNAMES):
        return 3 <= len(bare) <= 7
    if bare[:1] in _KOREAN_SURNAMES:
        return 2 <= len(bare) <= 4
    return 2 <= len(bare) <= 3 and (bare[:1] in _CHINESE_SURNAMES or bare.startswith(_JAPANESE_SURNAMES))
