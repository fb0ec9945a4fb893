"""Tell what names look like: of people, of agencies and newsrooms, of places.

Everything here judges by shape and by word lists; there is no register of people. A text of the right shape
is a name unless one of its words says otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from cleanarticle.fields.moments import month_number
from cleanarticle.lexicon.words import load_words

__all__ = [
    "GIVEN_NAMES",
    "GLUED_IN_EXCEPTIONS",
    "PARTICLES",
    "are_name_words",
    "could_be_place",
    "has_east_asian_surname",
    "is_agency",
    "is_credential",
    "is_east_asian",
    "is_honorific",
    "is_initials",
    "is_newsroom",
    "is_ordinary",
    "is_page_word",
    "is_place",
    "is_plain_place",
    "is_region",
    "is_role",
    "is_role_word",
    "is_weekday",
    "looks_like_name",
    "looks_like_organisation",
    "may_close_agency",
    "may_open_agency",
    "strip_place",
    "tidy_name",
    "tidy_place",
]

_WORDS: Final = load_words("namewords")


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower().strip(".")
    return word.lower().replace("\u0307", "").replace("’", "'").strip(".")


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_fold, words))


PARTICLES: Final = _folded(_WORDS["particles"])
"""Words inside a name that need no capital, in lower case."""

GIVEN_NAMES: Final = _folded(_WORDS["given"])
"""Common first names, in lower case: evidence where an order of names is in doubt."""

GLUED_IN_EXCEPTIONS: Final = _folded(_WORDS["in_names"])
"""Names that end in "in", in lower case: nothing is glued to them."""

# Words that may stand inside a name, but open something else.
_ARTICLES: Final = frozenset({"the", "der", "die", "das", "les", "las", "los", "gli", "het", "det"})

_SUFFIXES: Final = _folded(_WORDS["suffixes"])
_HONORIFICS: Final = _folded(_WORDS["honorifics"])
_CLEAR_HONORIFICS: Final = frozenset({"dr", "dra", "mr", "mrs", "ms", "mme", "prof", "herr", "frau", "dott"})
_CREDENTIALS: Final = _folded(_WORDS["credentials"])
_ROLES: Final = _folded(
    role for roles in _WORDS["roles"].values() for role in roles if " " not in role and role != "grand"
)
# Roles that are surnames, too: behind a common first name they are no role.
_SOFT_ROLES: Final = _folded(_WORDS["soft_roles"])
_ROLE_WORDS: Final = _folded(_WORDS["role_words"])
_ROLE_ENDINGS: Final = (
    "redakteur", "redakteurin", "korrespondent", "korrespondentin", "reporterin", "journalist",
    "journalistin", "autorin", "redaktør", "redaktör", "redactrice", "redacteur", "muhabiri",
    "ologist", "grapher",
)  # fmt: skip

_WEEKDAYS: Final = _folded([*_WORDS["days"], *_WORDS["short_days"]])
_LISTED_STOPS: Final = _folded(word for words in _WORDS["stop"].values() for word in words)
# A short word, or a surname in some other language, stops a name only where nothing else speaks for one.
_SOFT_STOPS: Final = (
    _folded(_WORDS["soft_stop"]) | _folded(_WORDS["days"]) | {word for word in _LISTED_STOPS if len(word) <= 3}
)
_HARD_STOPS: Final = (
    (_LISTED_STOPS - _SOFT_STOPS | _folded(_WORDS["short_stop"]))
    - _folded(_WORDS["soft_stop"])
    - PARTICLES
    - GIVEN_NAMES
) | {"the"}

# --- people -----------------------------------------------------------------------------------------------

_MARKS: Final = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0981-\u0dff\u0e31-\u0e4e\u200c\u200d"
)
_NAME_WORD: Final = re.compile(rf"(?:[^\W\d_]|[{_MARKS}'’ʼ`´.\-‐‑·])+")
_LOWER_PREFIX: Final = re.compile(
    r"(?:al|el|as|ad|ash|ar|an|at|az|ul|d|l|dell|dall|de|der|den|van|von|o|ó|t)?['’ʼ\-‐][^\W\d_]"
)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.-?){1,4}|[^\W\d_](?:\.?[^\W\d_])?\.?|[^\W\d_]{3}\.")


def is_initials(word: str) -> bool:
    """Tell whether a word is one to four initials: "J.", "J.R.R.", "JP"."""
    return word.isupper() and _INITIALS.fullmatch(word) is not None


def _is_caseless(character: str) -> bool:
    return unicodedata.category(character) == "Lo" or "\u10d0" <= character <= "\u10ff"


def _starts_like_name(word: str) -> bool:
    first = word[0]
    if first.isupper() or _is_caseless(first):
        return True
    match = _LOWER_PREFIX.match(word)
    return match is not None and match.group()[-1].isupper()


def is_page_word(word: str) -> bool:
    """Tell whether a word is one that pages put beside names: a section, a button, a label."""
    plain = _fold(word)
    return plain in _HARD_STOPS or (plain in _SOFT_STOPS and plain not in GIVEN_NAMES)


def is_weekday(word: str) -> bool:
    """Tell whether a word is the name of a day of the week."""
    return _fold(word) in _WEEKDAYS


def are_name_words(words: Sequence[str]) -> bool:
    """Tell whether words, in a script with spaces, can be one person's name.

    Args:
        words: The words, without commas or brackets.

    Returns:
        Whether there are one to five of them besides particles, each with a capital where the script has
        capitals, and none that tells of something else.
    """
    if not 1 <= len(words) <= 8:
        return False
    folded = [_fold(word) for word in words]
    counted = full = soft = 0
    for word, plain in zip(words, folded, strict=True):
        if _NAME_WORD.fullmatch(word) is None or not plain or len(word) > 30:
            return False
        if plain in PARTICLES and not word[0].isupper():
            continue
        if not _starts_like_name(word) or plain in _HARD_STOPS:
            return False
        if is_role(word) and not (plain in _SOFT_ROLES and len(words) == 2 and folded[0] in GIVEN_NAMES):
            return False
        counted += 1
        if is_initials(word) or plain in _SUFFIXES:
            continue
        full += 1
        soft += plain in _SOFT_STOPS
    if not full or counted > 5 or soft == full:
        return False
    if counted == 1 and month_number(words[0]) and folded[0] not in GIVEN_NAMES:
        return False
    first, last = words[0], words[-1]
    if folded[0] in _ARTICLES or (folded[0] in _SOFT_STOPS and folded[0] not in GIVEN_NAMES and len(folded[0]) > 3):
        return False
    if folded[0] in PARTICLES and first[0].islower():
        return False
    if folded[-1] in PARTICLES and last[0].islower():
        return False
    return folded[0] not in _SUFFIXES or len(folded[0]) == 1


# --- people in East Asian scripts -------------------------------------------------------------------------

_EAST_ASIAN: Final = re.compile("[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]{2,5}|[\uac00-\ud7a3]{1,2} [\uac00-\ud7a3]{1,3}")
_KATAKANA: Final = re.compile("[\u30a1-\u30fa\u30fc]{1,10}(?:[・＝=･][\u30a1-\u30fa\u30fc]{1,12}){1,3}")
_HAN: Final = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff]{2,5}")
_HAN_DOTTED: Final = re.compile("[\u4e00-\u9fff]{1,6}(?:[·•・‧][\u4e00-\u9fff]{1,8}){1,3}")
_HAN_AND_KANA: Final = re.compile(
    "[\u3005\u4e00-\u9fff][\u3005\u3040-\u30ff\u4e00-\u9fff]{1,7}"
    "|[\u3005\u4e00-\u9fff]{1,3} [\u3005\u3040-\u30ff\u4e00-\u9fff]{1,5}"
)
_SINOSPHERE_STOPS: Final = tuple(_WORDS["sinosphere_stop"])
_SINOSPHERE_ORGANISATIONS: Final = tuple(_WORDS["sinosphere_org_endings"])
_SURNAMES: Final = _WORDS["sinosphere_surnames"]
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


def _looks_like_east_asian_name(text: str) -> bool:
    text = text.replace("\u3000", " ")
    if any(stop in text for stop in _SINOSPHERE_STOPS) or text in _EAST_ASIAN_PLACES:
        return False
    if _KATAKANA.fullmatch(text) or _HAN_DOTTED.fullmatch(text):
        return True
    if text.endswith(_SINOSPHERE_ORGANISATIONS):
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


def looks_like_name(text: str) -> bool:
    """Tell whether a text has the shape of one person's name.

    In scripts with spaces: one to five words besides particles ("van der"), each with a capital where there
    are capitals, initials and apostrophes allowed. In Chinese, Japanese and Korean: two to five characters,
    a few more where a given name is spelt in kana or a foreign name is transcribed. Never with a digit, nor
    with a word of pages, prose or organisations.

    Args:
        text: The text, white space around it allowed.
    """
    text = text.strip()
    if not 2 <= len(text) <= 60:
        return False
    if is_east_asian(text):
        return _looks_like_east_asian_name(text)
    return are_name_words(text.split()) and not looks_like_organisation(text)


# --- what stands beside names -----------------------------------------------------------------------------


def is_honorific(word: str) -> bool:
    """Tell whether a word is a title in front of a name: "Dr.", "Herr". Short ones need their full stop."""
    plain = _fold(word)
    return plain in _HONORIFICS and (word.endswith(".") or plain in _CLEAR_HONORIFICS or len(plain) > 4)


def is_credential(word: str) -> bool:
    """Tell whether a word is a degree or licence behind a name: "Ph.D.", "RN", "CPA®"."""
    plain = word.rstrip("®™*")
    if _fold(plain) in _CREDENTIALS:
        return "." in word[:-1] or sum(character.isupper() for character in word) > 1
    return word != plain and plain.isupper()


def is_role(word: str) -> bool:
    """Tell whether a word names what somebody is: "editor", "Korrespondentin"."""
    plain = _fold(word)
    return plain in _ROLES or (len(plain) > 9 and plain.endswith(_ROLE_ENDINGS))


def is_role_word(word: str) -> bool:
    """Tell whether a word stands beside one that names a role: "senior", "political"."""
    return _fold(word) in _ROLE_WORDS


# --- agencies and newsrooms -------------------------------------------------------------------------------

_AGENCIES: Final = load_words("agencies")
_NEWSROOMS: Final = _folded(_AGENCIES["words"])
_EAST_ASIAN_AGENCIES: Final = frozenset(_AGENCIES["sinosphere"])


def _agency_key(text: str) -> str:
    words = text.replace(".", "").lower().replace("\u0307", "").split()
    if words and words[0] == "the":
        del words[0]
    return ("" if all(len(word) == 1 for word in words) else " ").join(words)


def _is_acronym(name: str) -> bool:
    return " " not in name and len(name) <= 8 and (name.isupper() or name.islower())


_LISTED: Final = [*_AGENCIES["agencies"], *_AGENCIES["outlets"]]
_AGENCY_KEYS: Final = frozenset(map(_agency_key, _AGENCIES["agencies"]))
_ALL_KEYS: Final = frozenset(map(_agency_key, _LISTED))
_ACRONYMS: Final = frozenset(name for name in _LISTED if _is_acronym(name))
_SAFE_KEYS: Final = frozenset(_agency_key(name) for name in _LISTED if " " in name or "." in name)


def is_agency(text: str, *, bracketed: bool = False) -> bool:
    """Tell whether a text is the name of a known agency or outlet, or several of them joined by a slash.

    Args:
        text: The text, for instance "Associated Press", "dpa/lby", "AFP/Reuters".
        bracketed: Whether it stands where only an agency stands, as in brackets behind a place. Elsewhere an
            abbreviation counts only as its agency writes it: "ANA" is an agency, "Ana" a first name.
    """
    text = text.strip()
    if text in _EAST_ASIAN_AGENCIES:
        return True
    key = _agency_key(text)
    if bracketed:
        return key in _ALL_KEYS or ("/" in key and key.partition("/")[0].strip() in _AGENCY_KEYS)
    if key in _SAFE_KEYS or text in _ACRONYMS or text.removeprefix("The ").removeprefix("the ") in _ACRONYMS:
        return True
    if key in _ALL_KEYS and key not in GIVEN_NAMES and not text.islower() and not _is_acronym_key(key):
        return True
    first, slash, _ = text.partition("/")
    return bool(slash) and first.strip() in _ACRONYMS


# The first and last words of agencies' names: most words are neither, which is cheap to see.
_FIRST_WORDS: Final = frozenset(key.split()[0] for key in _ALL_KEYS) | {"the"}
_LAST_WORDS: Final = frozenset(key.split()[-1] for key in _ALL_KEYS)


def may_open_agency(word: str) -> bool:
    """Tell whether an agency's or outlet's name may start with a word."""
    return _fold(word).replace(".", "") in _FIRST_WORDS or "/" in word


def may_close_agency(word: str) -> bool:
    """Tell whether an agency's or outlet's name may end with a word."""
    return _fold(word).replace(".", "") in _LAST_WORDS


_ACRONYM_KEYS: Final = frozenset(_agency_key(name) for name in _ACRONYMS)


def _is_acronym_key(key: str) -> bool:
    return key in _ACRONYM_KEYS


_DOMAIN: Final = re.compile(r"[\w-]{2,40}(?:\.[\w-]{2,30}){1,3}")
_DOMAIN_ENDINGS: Final = (
    ".com", ".org", ".net", ".de", ".at", ".ch", ".fr", ".es", ".it", ".nl", ".uk", ".ru", ".ua", ".pl",
    ".is", ".no", ".se", ".dk", ".br", ".pt", ".tr", ".id", ".co", ".tv", ".io", ".eu", ".info", ".news",
)  # fmt: skip


def is_newsroom(text: str) -> bool:
    """Tell whether a text is nothing but a word for the people of a newsroom: "Staff", "Redaktion"."""
    return _fold(text) in _NEWSROOMS


def looks_like_organisation(text: str) -> bool:
    """Tell whether a text names a company, a newsroom or a site rather than a person."""
    if is_agency(text):
        return True
    if is_east_asian(text):
        return text.endswith(_SINOSPHERE_ORGANISATIONS) and len(text) <= 20
    if _DOMAIN.fullmatch(text) and text.lower().endswith(_DOMAIN_ENDINGS):
        return True
    words = text.split()
    if len(words) > 7:
        return False
    return any(_fold(part) in _NEWSROOMS for word in words for part in (word, word.rpartition("-")[2]))


# --- places -----------------------------------------------------------------------------------------------

_PLACES: Final = load_words("places")
_CITIES: Final = _folded(city for cities in _PLACES["cities"].values() for city in cities)
_REGIONS: Final = _folded(_PLACES["regions"])
_WORDLIKE_PLACES: Final = _folded(_PLACES["wordlike"])
_EAST_ASIAN_PLACES: Final = frozenset(city for language in ("zh", "ja", "ko") for city in _PLACES["cities"][language])
_PLACE_ABBREVIATIONS: Final = frozenset(_PLACES["abbreviations"])


def is_place(text: str) -> bool:
    """Tell whether a text is a known city, country or region, or several joined by a slash."""
    folded = _fold(" ".join(text.split()))
    if folded in _CITIES or folded in _REGIONS:
        return True
    return "/" in folded and all(_fold(part.strip()) in _CITIES for part in folded.split("/"))


def is_plain_place(text: str) -> bool:
    """Tell whether a text is a known place and neither a common word nor a first name."""
    return is_place(text) and _fold(text) not in _WORDLIKE_PLACES


def is_region(text: str) -> bool:
    """Tell whether a text is a known country, state or province, or its abbreviation."""
    return _fold(text) in _REGIONS


def strip_place(text: str) -> tuple[str, str | None]:
    """Cut a known Chinese, Japanese or Korean place off the end of a text.

    Returns:
        What stands before it, and the place; the text itself and None if there is none.
    """
    for length in range(min(8, len(text)), 1, -1):
        if text[-length:] in _EAST_ASIAN_PLACES:
            return text[:-length], text[-length:]
    return text, None


_PLACE_WORD: Final = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}’'.\-‐/])*")
_PLACE_PARTICLES: Final = PARTICLES | {
    "of",
    "am",
    "an",
    "on",
    "upon",
    "under",
    "sur",
    "en",
    "nad",
    "del",
    "city",
    "in",
}


def could_be_place(text: str) -> bool:
    """Tell whether a text has the shape of a place's name: up to five words with capitals, or particles."""
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) > 45:
        return False
    for index, word in enumerate(words):
        if _PLACE_WORD.fullmatch(word) is None:
            return False
        if word[0].islower() and (not index or _fold(word) not in _PLACE_PARTICLES):
            return False
    return not any(_fold(word) in _HARD_STOPS and _fold(word) not in _PLACE_PARTICLES for word in words[1:])


_BYWORDS: Final = load_words("bywords")
_TELLING: Final = (
    _HONORIFICS
    | _ROLES
    | _ROLE_WORDS
    | _NEWSROOMS
    | _CREDENTIALS
    | _FIRST_WORDS
    | _LAST_WORDS
    | _folded(_BYWORDS["place"] + _BYWORDS["for"])
)
_ORDINARY_LENGTH: Final = min(map(len, _ROLE_ENDINGS)) + 1


def is_ordinary(word: str) -> bool:
    """Tell quickly whether a word can be nothing but a part of a name: no title, role, agency or degree.

    A word that is not ordinary may still be a name; it only has to be looked at closely.
    """
    return (
        word.isalpha()
        and len(word) <= _ORDINARY_LENGTH
        and not word.isupper()
        and not word.endswith("in")
        and _fold(word) not in _TELLING
    )


# --- capitals ---------------------------------------------------------------------------------------------

_ROMAN: Final = re.compile(r"I{1,3}|IV|VI{0,3}")
_PARTS: Final = re.compile(r"[^\W\d_]+")
_VOWELS: Final = frozenset("AEIOUYÄÖÜÁÀÂÉÈÊÍÓÔÚIİОАЕИУЮЯЭЫЄІЇΑΕΗΙΟΥΩ")
_KEPT_UPPER: Final = frozenset(
    {"AJ", "TJ", "CJ", "DJ", "JJ", "MJ", "PJ", "RJ", "BJ", "JD", "JP", "JR", "KC", "JC", "AC"}
)


def _lower(letters: str, *, turkish: bool) -> str:
    if turkish:
        letters = letters.replace("I", "ı")
    return letters.replace("İ", "i").lower()


def _capitalise(word: str, *, turkish: bool) -> str:
    def one(match: re.Match[str]) -> str:
        letters = match.group()
        if len(letters) > 3 and letters.upper().startswith("MC"):
            return "Mc" + letters[2].upper() + _lower(letters[3:], turkish=turkish)
        return letters[0].upper() + _lower(letters[1:], turkish=turkish)

    return _PARTS.sub(one, word)


def _is_shouted(word: str) -> bool:
    letters = [character for character in word if character.isalpha()]
    upper = sum(character.isupper() for character in letters)
    return upper == len(letters) or (len(letters) > 4 and letters[0] == "M" and len(letters) - upper == 1)


def _keeps_capitals(word: str, *, whole: bool) -> bool:
    """Whether a word in capitals is initials or a number: "J.R.R.", "JP", "III"."""
    letters = sum(character.isalpha() for character in word)
    if letters < 2 or _ROMAN.fullmatch(word) or ("." in word and is_initials(word)):
        return True
    is_unspoken = not set(word) & _VOWELS
    return (letters == 3 and is_unspoken) or (letters == 2 and (not whole or is_unspoken or word in _KEPT_UPPER))


def tidy_name(name: str) -> str:
    """Bring a name to the form readers expect: single spaces, no stray punctuation, one capital a word.

    Words all in capitals keep only the first, except initials and Roman numerals; "McDONALD" becomes
    "McDonald" and, where the whole name was in capitals, particles lose theirs. Anything else stays.
    """
    words = name.strip(" ,;:|·•-–—/\u3000").split()
    if name.istitle():
        return " ".join(words)
    shouted = [_is_shouted(word) for word in words]
    whole = all(shouted)
    turkish = any(character in "İŞĞ" for character in name)
    tidied = []
    for index, (word, is_loud) in enumerate(zip(words, shouted, strict=True)):
        if not is_loud or _keeps_capitals(word, whole=whole):
            tidied.append(word)
        elif whole and 0 < index < len(words) - 1 and _fold(word) in PARTICLES:
            tidied.append(_lower(word, turkish=turkish))
        else:
            tidied.append(_capitalise(word, turkish=turkish))
    return " ".join(tidied)


def tidy_place(place: str) -> str:
    """Bring a place in capitals to the form of running text: "RIO DE JANEIRO" to "Rio de Janeiro"."""
    turkish = any(character in "İŞĞ" for character in place)
    tidied = []
    words = place.split()
    for index, word in enumerate(words):
        if "." in word[:-1] or (len(words) == 1 and word in _PLACE_ABBREVIATIONS):
            tidied.append(word)
        elif index and _fold(word) in _PLACE_PARTICLES - {"city"}:
            tidied.append(_lower(word, turkish=turkish))
        else:
            tidied.append(_capitalise(word, turkish=turkish))
    return " ".join(tidied)
