"""Agencies, newsrooms and other organisations that are credited like people."""

from __future__ import annotations

from functools import cache
from typing import Final

from cleanarticle.fields.text.names.vocabulary import given_names
from cleanarticle.fields.text.patterns import compiled, is_east_asian
from cleanarticle.fields.text.words import fold, folded, listed, ordered

__all__ = [
    "agencies",
    "is_agency",
    "is_desk",
    "is_news_agency",
    "is_newsroom",
    "is_wordlike_agency",
    "looks_like_organisation",
    "may_close_agency",
    "may_open_agency",
]

# Measured: at 4, none of 2,304 pages changes; at 18, 3 of 2,304 change (byline).
_LEAST_LONG: Final = 9
# Measured: at 4, none of 2,304 pages changes; at 6, 2 of 2,304 change (byline).
_MOST_OF_INITIALS: Final = 5
_DOMAIN: Final = r"[\w-]{2,40}(?:\.[\w-]{2,30}){1,3}"


def _key(text: str) -> str:
    """The form in which names of agencies are compared: lower case, no full stops, no article, initials together."""
    words = text.replace(".", "").lower().replace("\u0307", "").split()
    if words and words[0] == "the":
        del words[0]
    return ("" if all(len(word) == 1 for word in words) else " ").join(words)


def _is_acronym(name: str) -> bool:
    return " " not in name and len(name) <= 8 and (name.isupper() or name.islower())


class AgencyNames:
    """Forms of the names of agencies and outlets."""

    def __init__(self) -> None:
        listed_names = [*ordered("agencies.agencies"), *ordered("agencies.outlets")]
        self.agency_keys = frozenset(map(_key, ordered("agencies.agencies")))
        self.keys = frozenset(map(_key, listed_names))
        self.acronyms = frozenset(filter(_is_acronym, listed_names))
        self.acronym_keys = frozenset(map(_key, self.acronyms))
        self.safe_keys = frozenset(_key(name) for name in listed_names if " " in name or "." in name)
        # Most words neither open nor close a name, which is cheap to see.
        self.first_words = frozenset(key.split()[0] for key in self.keys) | {"the"}
        self.last_words = frozenset(key.split()[-1] for key in self.keys)


agencies = cache(AgencyNames)


def is_agency(text: str, *, bracketed: bool = False) -> bool:
    """Tell whether a text is the name of a known agency or outlet, or several of them joined by a slash.

    Args:
        text: The text, for instance "Associated Press", "dpa/lby", "AFP/Reuters".
        bracketed: Whether it stands where only an agency stands, as in brackets after a place. Elsewhere an
            abbreviation counts only as its agency writes it: "ANA" is an agency, "Ana" a first name.
    """
    text, known = text.strip(), agencies()
    if text in listed("agencies.sinosphere"):
        return True
    key = _key(text)
    if bracketed:
        return key in known.keys or ("/" in key and key.partition("/")[0].strip() in known.agency_keys)
    if (
        key in known.safe_keys
        or text in known.acronyms
        or text.removeprefix("The ").removeprefix("the ") in known.acronyms
    ):
        return True
    is_listed = key in known.keys and key not in given_names() and not text.islower()
    if is_listed and (key not in known.acronym_keys or (text.istitle() and len(text) > _MOST_OF_INITIALS)):
        return True
    return "/" in text and _is_signed_agency([part.strip() for part in text.split("/")])


def _is_signed_agency(parts: list[str]) -> bool:
    """Whether parts between slashes are an agency and the initials of a desk: "dpa/lby", "abc/dpa"."""
    acronyms = agencies().acronyms
    if parts[0] in acronyms:
        return True
    return any(part in acronyms for part in parts) and all(len(part) <= _MOST_OF_INITIALS for part in parts)


def is_news_agency(text: str) -> bool:
    """Tell whether a known agency or outlet is an agency: it sells its reports to other newsrooms."""
    text, known = text.strip(), agencies()
    if text in listed("agencies.sinosphere_wires"):
        return True
    key = _key(text)
    return key in known.agency_keys or (
        "/" in key and any(part.strip() in known.agency_keys for part in key.split("/"))
    )


def is_wordlike_agency(text: str) -> bool:
    """Tell whether an agency's or outlet's name is a common word, which alone in a line says nothing."""
    return text.strip() in listed("agencies.wordlike")


def may_open_agency(word: str) -> bool:
    """Tell whether an agency's or outlet's name may start with a word."""
    return fold(word).replace(".", "") in agencies().first_words or "/" in word


def may_close_agency(word: str) -> bool:
    """Tell whether an agency's or outlet's name may end with a word."""
    return fold(word).replace(".", "") in agencies().last_words


def is_newsroom(text: str) -> bool:
    """Tell whether a text is nothing but a word for the people of a newsroom: "Staff", "Redaktion"."""
    return fold(text) in folded("agencies.words")


def is_desk(text: str) -> bool:
    """Tell whether a text ends in a word that only a newsroom signs with: "IN-Redaktion", "Harbour Post Staff"."""
    return fold(text.replace("-", " ").split()[-1]) in folded("agencies.desks")


def looks_like_organisation(text: str) -> bool:
    """Tell whether a text names a company, a newsroom or a site rather than a person."""
    if is_agency(text):
        return True
    if is_east_asian(text):
        return text.endswith(ordered("namewords.sinosphere_org_endings")) and len(text) <= 20
    if "." in text and compiled(_DOMAIN).fullmatch(text) and text.lower().endswith(ordered("agencies.domain_endings")):
        return True
    words = text.split()
    return len(words) <= 7 and any(map(_names_organisation, words))


def _names_organisation(word: str) -> bool:
    plain, newsrooms = fold(word), folded("agencies.words")
    if plain in newsrooms or ("-" in word and fold(word.rpartition("-")[2]) in newsrooms):
        return True
    return len(plain) > _LEAST_LONG and plain.endswith(ordered("agencies.endings"))
