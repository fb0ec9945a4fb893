"""Tell what one piece of a line is: a person, a place, an agency, an organisation, a role, or none of these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleanarticle.fields.text.bylines.findings import Findings, Person
from cleanarticle.fields.text.bylines.pieces import Piece
from cleanarticle.fields.text.bylines.tokens import EDGES, OUTER, fold, listed_words
from cleanarticle.fields.text.names import (
    are_name_words,
    given_names,
    is_agency,
    is_credential,
    is_honorific,
    is_initials,
    is_news_agency,
    is_newsroom,
    is_ordinary,
    is_page_word,
    is_place,
    is_role,
    is_role_word,
    looks_like_name,
    looks_like_organisation,
    may_close_agency,
    may_open_agency,
    name_words,
)
from cleanarticle.fields.text.patterns import is_east_asian

__all__ = ["add_agency", "read_piece", "take_brackets"]

_NO_ROLE: Final = given_names() | {"the"}
_PLACE_WORDS: Final = listed_words("place")
_FOR_WORDS: Final = listed_words("for")
_BRACKETED: Final = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]{0,80})[)\]）】]\s*")
_ROLE_EDGES: Final = OUTER.replace(".", "")
_MOST_WORDS_OF_PLACE: Final = 3
_MOST_WORDS_OF_AGENCY: Final = 4


def take_brackets(text: str, found: Findings) -> str:
    """Take bracketed remarks out, and keep the agencies among them.

    Args:
        text: The line without its byword.
        found: What the agencies are added to.

    Returns:
        The text without brackets.
    """
    if "(" not in text and "[" not in text and "（" not in text and "【" not in text:
        return text
    for inner in _BRACKETED.findall(text):
        # The last word of "(with AFP)".
        for name in (inner.strip(), *inner.split()[-1:]):
            if is_agency(name, bracketed=name == inner.strip()):
                add_agency(name, found)
                break
    return _BRACKETED.sub(" ", text)


def add_agency(name: str, found: Findings, *, joint: str = "and") -> None:
    """Add a known agency or outlet.

    Args:
        name: The name as it stands in the line.
        found: What it is added to: an agency to the agencies, an outlet to the organisations or, where it is what
            the last person belongs to, to their role.
        joint: What joins it to what stands before; "and" and nothing make it an author of its own.
    """
    name = name.strip(EDGES)
    if is_news_agency(name):
        found.agencies.append(name.removeprefix("The ").removeprefix("the "))
    elif found.people and joint in (",", "|"):
        found.add_role(name)
    else:
        found.organisations.append(name)


def read_piece(piece: Piece, found: Findings, *, is_posted: bool) -> None:
    """Read one piece of a line.

    Args:
        piece: The piece.
        found: What was found in the pieces before; what this one holds is added to it.
        is_posted: Whether a byword opened the line behind which "in" opens a section as often as a place.
    """
    words, joint = piece
    is_behind_role, found.is_behind_role = found.is_behind_role, False
    is_plain = all(map(is_ordinary, words))
    roles: list[str] = []
    if not is_plain:
        while len(words) > 1 and is_honorific(words[0]):
            roles.append(words[0].strip(_ROLE_EDGES))
            words = words[1:]
        words = _take_place(words, found, is_posted=is_posted)
        words = _take_agencies(words, joint, roles, found) if words else words
        if not _is_newsroom_of_roles(words, joint):
            words = _take_role(words, joint, roles, found)
        words = _take_credentials(words, joint, roles)
    text = " ".join(words).strip(OUTER)
    if not text:
        for role in roles:
            found.add_role(role, is_plural=_is_plural(role))
        found.is_behind_role = found.is_behind_role or bool(roles)
        return
    if words[-1].endswith(("...", "…")):
        found.strange += 1
        return
    if words[-1].endswith(".") and len(words[-1]) < 4:
        text += "."  # "Robert Miller Jr.", "Jane D."
    words = _once(text.split())
    text = " ".join(words)
    if joint and len(text) > 2 and is_place(text):
        found.places.append(text)
        return
    found.pieces += 1 if joint != "|" else 2
    is_led_by_role = is_role_word(words[0]) and len(words) > 2 and fold(words[0]) not in _NO_ROLE
    if is_led_by_role and not (not joint and is_newsroom(words[-1])):
        found.strange += 1
    elif not is_plain and looks_like_organisation(text):
        _add_organisation(words, joint, found)
    elif looks_like_name(text) if is_east_asian(text) else are_name_words(words):
        _add_name(words, roles, found, may_be_role=is_behind_role and joint in (",", "and"))
    elif len(words) > 1 or not is_page_word(text):
        found.strange += 1
        found.is_prose = found.is_prose or sum(word.islower() for word in words) > 3


def _is_newsroom_of_roles(words: Sequence[str], joint: str) -> bool:
    """Whether a line's first piece names a newsroom by those who work there: "The Harbour editors"."""
    return not joint and len(words) > 1 and words[0] in ("The", "the") and is_newsroom(words[-1])


def _once(words: list[str]) -> list[str]:
    """A name that stands twice in a row stands there once."""
    half = len(words) // 2
    return words[:half] if half > 1 and words[:half] == words[half:] else words


def _add_organisation(words: Sequence[str], joint: str, found: Findings) -> None:
    """Add an organisation; one behind a person, and not joined by "and", is what they belong to."""
    text = " ".join(words)
    if found.people and joint in (",", "|"):
        found.add_role(text)
    elif (len(words) > 1 or not is_page_word(text)) and (not text[0].islower() or words[0] == "the"):
        found.organisations.append(text)


def _add_name(words: Sequence[str], roles: list[str], found: Findings, *, may_be_role: bool) -> None:
    text = " ".join(words)
    if len(words) == 1 and not is_east_asian(text):
        capitals = sum(character.isupper() for character in text)
        if capitals < 2 or "-" in text or text.startswith(("Mc", "Mac", "O'", "O’")):
            found.singles.append(Person(text, roles))
    elif may_be_role and fold(words[0]) not in given_names():
        found.add_role(text)
    else:
        found.add_person(text, roles)


# --- places -----------------------------------------------------------------------------------------------


def _take_place(words: list[str], found: Findings, *, is_posted: bool) -> list[str]:
    """Take "in Shanghai" off the end, also where "in" is glued to the name before."""
    for index, word in enumerate(words[:-1]):
        if word == "In" and (is_posted or index > 1):
            return words[:index]  # The sections it was filed in.
        if word in _PLACE_WORDS or (word == "IN" and words[0].isupper()):
            behind = words[index + 1 :]
            rest = " ".join(behind).strip(EDGES)
            is_any = not is_posted and word in ("in", "à", "IN") and _could_be_place(behind)
            if is_place(rest) or (is_any and (not index or are_name_words(words[:index]))):
                found.places.append(rest)
                return words[:index]
            if is_posted and word == "in":
                return words[:index]
        elif index and len(word) > 3 and word.endswith("in") and word[0].isupper():
            rest = " ".join(words[index + 1 :]).strip(EDGES)
            if is_place(rest) and fold(word) not in name_words().in_exceptions:
                found.places.append(rest)
                return [*words[:index], word[:-2]]
    return words


def _could_be_place(words: Sequence[str]) -> bool:
    return len(words) <= _MOST_WORDS_OF_PLACE and all(word[0].isupper() and not is_role(word) for word in words)


# --- agencies ---------------------------------------------------------------------------------------------


def _take_agencies(words: list[str], joint: str, roles: list[str], found: Findings) -> list[str]:
    """Take agencies and outlets off both ends, and what follows "for"; an outlet beside a name is its role."""
    for index in range(1, len(words) - 1):
        if words[index].lower() in _FOR_WORDS:
            rest = " ".join(words[index + 1 :]).strip(EDGES)
            if not (is_agency(rest) or (rest[:1].isupper() and not any(map(is_role, words[:index])))):
                break
            _take_affiliation(rest, roles, found)
            words = words[:index]
            break
    if not (may_open_agency(words[0]) or may_close_agency(words[-1])):
        return words
    whole = " ".join(words)
    if is_agency(whole):
        add_agency(whole, found, joint=joint)
        return []
    return _take_agency_off_ends(words, whole, roles, found)


def _take_agency_off_ends(words: list[str], whole: str, roles: list[str], found: Findings) -> list[str]:
    opens, closes = may_open_agency(words[0]), may_close_agency(words[-1])
    for size in range(min(_MOST_WORDS_OF_AGENCY, len(words) - 1), 0, -1):
        tail, head = " ".join(words[-size:]), " ".join(words[:size])
        if closes and is_agency(tail) and _stands_out(tail, whole):
            if any(map(is_role, words[:-size])):
                return words  # "editor at BBC News": what the agency is to the person is a part of the role.
            _take_affiliation(tail, roles, found)
            return words[:-size]
        if opens and is_agency(head) and all(map(_is_of_role, words[size:])):
            return words  # "BBC News correspondent"
        if opens and is_agency(head) and _stands_out(head, whole):
            _take_affiliation(head, roles, found)
            return words[size:]
    return words


def _take_affiliation(name: str, roles: list[str], found: Findings) -> None:
    """Note an agency, or what a person of the same piece belongs to."""
    if is_agency(name) and is_news_agency(name):
        add_agency(name, found)
    else:
        roles.append(name)


def _stands_out(name: str, text: str) -> bool:
    """Whether an agency's name is no part of a person's: it has more words, a dot, or its own capitals."""
    return " " in name or "." in name or (name.isupper() and not text.isupper())


# --- roles ------------------------------------------------------------------------------------------------


def _is_of_role(word: str) -> bool:
    return is_role(word) or is_role_word(word)


def _is_plural(role: str) -> bool:
    last = role.split()[-1]
    return last[-1:] in "sS" and is_role(last) and is_role(last[:-1])


def _take_role(words: list[str], joint: str, roles: list[str], found: Findings) -> list[str]:
    """Take "Senior Political Editor" off, on either side of the name; what follows a role goes with it."""
    start = next((index for index, word in enumerate(words) if is_role(word)), None)
    if start is None or are_name_words(words):
        return words
    end = start + 1
    while start and is_role_word(words[start - 1]):
        start -= 1
    start = next((index for index in range(2, start) if is_role_word(words[index])), start)
    found.is_behind_role = True
    name, role = _name_and_role(words, start, end, joint)
    if role:
        roles.append(" ".join(role).strip(OUTER))
    return name


def _name_and_role(words: list[str], start: int, end: int, joint: str) -> tuple[list[str], list[str]]:
    """The words of the name and those of the role, which has its first word at `start` and a noun before `end`."""
    if start:
        if is_role_word(words[0]) or (joint == "," and _is_wordy_role(words[:start])):
            return [], words
        is_named = start > 1 or fold(words[0]) in given_names()
        return (words[:start], words[start:]) if is_named else ([], words)
    while end < len(words) and _is_of_role(words[end]):
        end += 1
    rest = words[end:] if words[end - 1][0].isupper() or is_role(words[end - 1]) else []
    return (rest, words[:end]) if len(rest) > 1 and looks_like_name(" ".join(rest)) else ([], words)


def _is_wordy_role(words: Sequence[str]) -> bool:
    """Whether the words before a role belong to it: "Family Law (Attorney)"."""
    return len(words) > 2 and not any(fold(word) in given_names() for word in words)


def _take_credentials(words: list[str], joint: str, roles: list[str]) -> list[str]:
    """Take "RN" and "Ph.D." off the end of a name; a piece of degrees alone belongs to the name before."""
    if joint and words and all(map(is_credential, words)):
        roles += [word.strip(_ROLE_EDGES) for word in words]
        return []
    if len(words) < 2 or all(word.isupper() for word in words):
        return words
    end = len(words)
    while end > 1 and is_credential(words[end - 1]):
        end -= 1
    roles += [word.strip(_ROLE_EDGES) for word in words[end:]]
    words = words[:end]
    while len(words) > 2 and is_credential(words[0]) and not is_initials(words[0]):
        roles.insert(0, words[0])
        words = words[1:]
    return words
