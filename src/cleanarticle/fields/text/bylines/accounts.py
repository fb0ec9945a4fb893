"""Names that nothing in their spelling proves: in small letters, of user accounts, of unknown organisations."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.fields.text.bylines.tokens import Phrases, fold, listed_words
from cleanarticle.fields.text.names import is_newsroom, is_page_word, is_role, is_role_word

__all__ = ["may_be_organisation", "small_name", "user_name"]

_NOBODY: Final = listed_words("nobody")
_NOISE: Final = Phrases.listed("noise")
_DIGIT: Final = re.compile(r"\d")
_MOST_WORDS_OF_ORGANISATION: Final = 7
_SMALL_NAME: Final = re.compile(r"[^\W\d_][^\W\d_'’\-]{1,20}(?: [^\W\d_][^\W\d_'’\-]{1,20}){1,2}")
_USER_NAME: Final = re.compile(r"@?[^\W\d_][\w.\-]{2,29}")


def small_name(text: str) -> str | None:
    """Read a name of two or three words of which some have no capital.

    Args:
        text: What stands where only an author's name stands.

    Returns:
        The name as it stands there; None if it is something else.
    """
    text = " ".join(text.split())
    words = text.split()
    if _SMALL_NAME.fullmatch(text) is None or not all(word.islower() for word in words[1:]):
        return None
    return None if any(map(_is_of_page, words)) or text.casefold() in _NOBODY else text


def user_name(text: str) -> str | None:
    """Read the name of a user account: one word.

    Args:
        text: What stands where only an author's name stands.

    Returns:
        The name as it stands there, without an at sign; None if it is something else.
    """
    text = text.strip()
    bare = text.removeprefix("@")
    if _USER_NAME.fullmatch(text) is None or "admin" in bare.casefold():
        return None
    if bare.casefold() in _NOBODY or any(map(_is_of_page, re.split(r"[-_.]", bare))):
        return None
    return bare


def may_be_organisation(text: str) -> bool:
    """Tell whether what stands where an author does, and is no person's name, may be an organisation's.

    Args:
        text: What stands there.

    Returns:
        Whether it is a role, or two to seven words with a capital in front.
    """
    words = text.split()
    if not words or not words[0][0].isupper() or len(words) > _MOST_WORDS_OF_ORGANISATION:
        return False
    if _DIGIT.search(text) or text.casefold() in _NOBODY or any(fold(word) in _NOISE for word in words):
        return False
    return len(words) > 1 or is_role(text)


def _is_of_page(word: str) -> bool:
    return is_page_word(word) or is_role(word) or is_role_word(word) or is_newsroom(word) or fold(word) in _NOISE
