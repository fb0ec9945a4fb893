"""Split a line into its parts, and tell what each one is: a person, a place, an agency, an organisation, a role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from cleanarticle.fields.text.bylines.cues import EDGES, OUTER, phrases
from cleanarticle.fields.text.bylines.findings import Findings, Person
from cleanarticle.fields.text.dates.months import month_number
from cleanarticle.fields.text.names.organisations import (
    is_agency,
    is_news_agency,
    is_newsroom,
    looks_like_organisation,
    may_close_agency,
    may_open_agency,
)
from cleanarticle.fields.text.names.people import are_name_words, is_initials, is_ordinary, looks_like_name
from cleanarticle.fields.text.names.places import is_place
from cleanarticle.fields.text.names.vocabulary import (
    given_names,
    is_credential,
    is_honorific,
    is_page_word,
    is_role,
    is_role_word,
    is_weekday,
)
from cleanarticle.fields.text.patterns import compiled, is_east_asian
from cleanarticle.fields.text.words import folded, listed, lower, ordered

__all__ = ["LinePart", "add_agency", "is_beside_names", "read_part", "split_parts", "take_brackets", "unglue"]

# --- words that a dump of a page's text has glued together ------------------------------------------------

_LETTERS: Final = r"[^\W\d_]+"
_GLUED_AND: Final = r"(?<=[^\W\d_A-Z]{2})and(?=[A-Z][a-z])"


def unglue(words: Sequence[str]) -> list[str]:
    """Part glued words, with a bar between different things: "BySophie", "FosterTravel News".

    Args:
        words: The words of a line.

    Returns:
        The same letters, in more words.
    """
    parted: list[str] = []
    for index, word in enumerate(words):
        cut = 0 if word[1:].islower() else _where_to_cut(word)
        if not cut:
            parted.append(word)
            continue
        left, right = word[:cut], word[cut:]
        joined = compiled(_GLUED_AND).search(word)
        # Behind other letters "and" ends a surname: "Holland", "Strand".
        if joined is not None and (is_place(word[: joined.start()]) or word[joined.start() - 1] not in "bhlmnrs"):
            parted += (word[: joined.start()], "and", word[joined.end() :])
        elif lower(left) in listed("bywords.glued"):
            parted += (left, *unglue([right]))
        elif cut > 2 and _stand_apart(left, right, parted, words[index + 1 : index + 2]):
            parted += (left, "|", *unglue([right]))
        else:
            parted.append(word)
    return parted


def _transition(word: str) -> int:
    """Where a capital follows a small letter, as it does where two words are glued; 0 if nowhere."""
    if word.isupper():
        return 0
    for index in range(1, len(word)):
        if word[index].isupper() and word[index - 1].islower():
            return index
    return 0


def _where_to_cut(word: str) -> int:
    """The first place in a glued word after which something else begins, or else its first transition."""
    first = place = _transition(word)
    while place:
        rest = word[place:]
        following = _transition(rest)
        if _opens_other(rest[: following or len(rest)].rstrip(OUTER)):
            return place
        place = place + following if following else 0
    return first


def _opens_other(word: str) -> bool:
    """Whether a word belongs beside names, or to a date or section after them."""
    return (
        word in listed("bywords.section") or is_beside_names(word) or is_weekday(word) or month_number(word) is not None
    )


def is_beside_names(word: str) -> bool:
    """Tell whether a word belongs to a role, a section, a newsroom or a button."""
    return lower(word) in phrases("noise") or is_role(word) or is_role_word(word) or is_newsroom(word)


def _stand_apart(left: str, right: str, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the two sides of a glued word belong to different things."""
    match = compiled(_LETTERS).match(right[: _transition(right) or len(right)])
    if _opens_other(match.group() if match is not None else right):
        return True
    if is_beside_names(left) or (len(right) > 2 and right.isupper()):
        return True
    # Two names: each has another word of its own.
    return bool(
        before
        and after
        and len(right) > 1
        and after[0][0].isupper()
        and lower(left) not in folded("namewords.surname_prefixes")
        and lower(before[-1]) not in listed("bywords.glued")
        and looks_like_name(f"{before[-1]} {left}")
    )


# --- brackets and parts -----------------------------------------------------------------------------------

_BRACKETED: Final = r"\s*[(\[（【]([^()\[\]（）【】]{0,80})[)\]）】]\s*"
_SEPARATOR: Final = r"\s*([|•●⋅;/‖>»、,،，&+]|(?<=\s)[–—-]{1,2}(?=\s)|--|—|(?<=\s)·|·(?=\s))(?!\s?[|•])\s*"


class LinePart(NamedTuple):
    """One part of a line and what joins it to the part before: "", "|", ",", "and" or, for both, ",and"."""

    words: list[str]
    joint: str


def take_brackets(text: str, found: Findings) -> str:
    """Take bracketed remarks out of a line, and keep the agencies among them: "(with AFP)"."""
    if "(" not in text and "[" not in text and "（" not in text and "【" not in text:
        return text
    bracketed = compiled(_BRACKETED)
    for inner in bracketed.findall(text):
        words = inner.split()
        if is_agency(inner, bracketed=True):
            add_agency(inner.strip(), found)
        elif len(words) > 1 and is_agency(words[-1]):
            add_agency(words[-1], found)
    return bracketed.sub(" ", text)


def split_parts(text: str) -> list[LinePart]:
    """Split a line, without its byword and brackets, at commas, bars and words like "and"."""
    parts: list[LinePart] = []
    joint = ""
    for index, part in enumerate(compiled(_SEPARATOR).split(text)):
        if index % 2:
            joint = "," if part in ",،，" else "and" if part in "&+" else "|"
        else:
            _split_at_and(part.split(), joint, parts)
    return parts


def _split_at_and(words: list[str], joint: str, parts: list[LinePart]) -> None:
    start = 0
    conjunctions, shouted = listed("bywords.and"), listed("bywords.shouted_and")
    for index, word in enumerate(words):
        if word in conjunctions or (word in shouted and words[0].isupper()):
            _add_part(words[start:index], joint, parts)
            start = index + 1
            joint = word if word in listed("bywords.weak_and") else ",and" if joint == "," and not index else "and"
    _add_part(words[start:], joint, parts)


def _add_part(words: list[str], joint: str, parts: list[LinePart]) -> None:
    """Add a part; a weak "and" opens a place in another language, or joins a surname: "Ortega y Gasset"."""
    if not words:
        return
    is_weak = joint in listed("bywords.weak_and")
    if is_weak and parts:
        before = parts[-1].words
        if len(words) <= 4 and is_place(_plain(words)):
            before += ("in", *words)
            return
        if len(words) == 1 and len(before) > 1 and joint in listed("bywords.surname_and"):
            before += (joint, *words)
            return
    parts.append(LinePart(words, "and" if is_weak else joint))


# --- one part ---------------------------------------------------------------------------------------------


def read_part(part: LinePart, found: Findings, *, is_posted: bool) -> None:
    """Read one part of a line.

    Args:
        part: The part.
        found: What the parts before turned out to be; what this one holds is added to it.
        is_posted: Whether the line's byword is one after which "in" opens a section as often as a place.
    """
    words, joint = part
    is_after_role, found.is_after_role = found.is_after_role, False
    is_plain = all(map(is_ordinary, words))
    roles: list[str] = []
    if not is_plain:
        words = _take_honorifics(words, roles)
        words = _take_place(words, found, is_posted=is_posted)
        words = _take_agencies(words, joint, roles, found) if words else words
        words = _take_role(words, joint, roles, found)
        words = _take_credentials(words, joint, roles)
    text = " ".join(words).strip(OUTER)
    if not text:
        for role in roles:
            found.add_role(role, is_plural=_is_plural(role))
        found.is_after_role = found.is_after_role or bool(roles)
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
    found.parts += 1 if joint != "|" else 2
    kind = _kind_of(words, text, joint, is_plain=is_plain)
    if kind == "organisation":
        _add_organisation(words, joint, found)
    elif kind == "name":
        _add_name(words, roles, found, may_be_role=is_after_role and joint in (",", "and"))
    elif kind != "label":
        found.strange += 1
        found.is_prose |= kind == "prose"


def _kind_of(
    words: Sequence[str], text: str, joint: str, *, is_plain: bool
) -> Literal["organisation", "name", "label", "prose", "other"]:
    """What the words are that are left when places, agencies and roles are taken off."""
    first = lower(words[0])
    is_led_by_role = len(words) > 2 and is_role_word(words[0]) and first not in given_names() and first != "the"
    if is_led_by_role and (joint or not is_newsroom(words[-1])):
        return "other"
    if not is_plain and looks_like_organisation(text):
        return "organisation"
    if looks_like_name(text) if is_east_asian(text) else are_name_words(words):
        return "name"
    if len(words) == 1 and is_page_word(text):
        return "label"
    return "prose" if sum(word.islower() for word in words) > 3 else "other"


def _once(words: list[str]) -> list[str]:
    """A name that stands twice in a row stands there once."""
    half = len(words) // 2
    return words[:half] if half > 1 and words[:half] == words[half:] else words


def _add_organisation(words: Sequence[str], joint: str, found: Findings) -> None:
    """Add an organisation; one after a person, and not joined by "and", is what they belong to."""
    text = " ".join(words)
    if found.people and joint in (",", "|"):
        found.add_role(text)
    elif (len(words) > 1 or not is_page_word(text)) and (not text[0].islower() or words[0] == "the"):
        found.organisations.append(text)


def _add_name(words: Sequence[str], roles: list[str], found: Findings, *, may_be_role: bool) -> None:
    text = " ".join(words)
    if len(words) == 1 and not is_east_asian(text):
        capitals = sum(character.isupper() for character in text)
        if capitals < 2 or "-" in text or text.startswith(ordered("namewords.inner_capitals")):
            found.singles.append(Person(text, roles))
    elif may_be_role and lower(words[0]) not in given_names():
        found.add_role(text)
    else:
        found.add_person(text, roles)


# --- places and agencies ----------------------------------------------------------------------------------

_MOST_WORDS_OF_PLACE: Final = 3
_MOST_WORDS_OF_AGENCY: Final = 4


def _take_place(words: list[str], found: Findings, *, is_posted: bool) -> list[str]:
    """Take "in Shanghai" off the end, also where "in" is glued to the name before: "Maierin Berlin"."""
    openers = listed("bywords.place")
    for index, word in enumerate(words[:-1]):
        if word == "In" and (is_posted or index > 1):
            return words[:index]  # The sections it was filed in.
        if word in openers or (word == "IN" and words[0].isupper()):
            rest = words[index + 1 :]
            may_be_unknown = not is_posted and word in listed("bywords.any_place") and _could_be_place(rest)
            if is_place(_plain(rest)) or (may_be_unknown and (not index or are_name_words(words[:index]))):
                found.places.append(_plain(rest))
                return words[:index]
            if is_posted and word == "in":
                return words[:index]
        elif index and _may_end_in_glued_in(word) and is_place(_plain(words[index + 1 :])):
            found.places.append(_plain(words[index + 1 :]))
            return [*words[:index], word[:-2]]
    return words


def _plain(words: Sequence[str]) -> str:
    return " ".join(words).strip(EDGES)


def _may_end_in_glued_in(word: str) -> bool:
    return (
        len(word) > 3 and word.endswith("in") and word[0].isupper() and lower(word) not in folded("namewords.in_names")
    )


def _could_be_place(words: Sequence[str]) -> bool:
    return len(words) <= _MOST_WORDS_OF_PLACE and all(word[0].isupper() and not is_role(word) for word in words)


def add_agency(name: str, found: Findings, *, joint: str = "and") -> None:
    """Add a known agency or outlet.

    Args:
        name: The name as it stands in the line.
        found: What it is added to: an agency to the agencies, an outlet to the organisations or, where it is what
            the last person belongs to, to their role.
        joint: What joins it to the part before; "and" and nothing make it an author of its own.
    """
    name = name.strip(EDGES)
    if is_news_agency(name):
        found.agencies.append(name.removeprefix("The ").removeprefix("the "))
    elif found.people and joint in (",", "|"):
        found.add_role(name)
    else:
        found.organisations.append(name)


def _take_agencies(words: list[str], joint: str, roles: list[str], found: Findings) -> list[str]:
    """Take agencies and outlets off both ends, and what follows "for"; an outlet beside a name is its role."""
    openers = listed("bywords.for")
    index = next((index for index in range(1, len(words) - 1) if words[index].lower() in openers), 0)
    if index:
        rest = _plain(words[index + 1 :])
        if is_agency(rest) or (rest[:1].isupper() and not any(map(is_role, words[:index]))):
            _take_affiliation(rest, roles, found)
            words = words[:index]
    if not (may_open_agency(words[0]) or may_close_agency(words[-1])):
        return words
    if is_agency(" ".join(words)):
        add_agency(" ".join(words), found, joint=joint)
        return []
    return _take_agency_off_ends(words, roles, found)


def _take_agency_off_ends(words: list[str], roles: list[str], found: Findings) -> list[str]:
    opens, closes, whole = may_open_agency(words[0]), may_close_agency(words[-1]), " ".join(words)
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
    """Note an agency, or what a person of the same part belongs to."""
    if is_agency(name) and is_news_agency(name):
        add_agency(name, found)
    else:
        roles.append(name)


def _stands_out(name: str, text: str) -> bool:
    """Whether an agency's name is not a part of a person's: it has more words, a dot, or its own capitals."""
    return " " in name or "." in name or (name.isupper() and not text.isupper())


# --- titles, roles and degrees ----------------------------------------------------------------------------

_ROLE_EDGES: Final = OUTER.replace(".", "")


def _take_honorifics(words: list[str], roles: list[str]) -> list[str]:
    while len(words) > 1 and is_honorific(words[0]):
        roles.append(words[0].strip(_ROLE_EDGES))
        words = words[1:]
    return words


def _is_of_role(word: str) -> bool:
    return is_role(word) or is_role_word(word)


def _is_plural(role: str) -> bool:
    last = role.split()[-1]
    return last[-1:] in "sS" and is_role(last) and is_role(last[:-1])


def _take_role(words: list[str], joint: str, roles: list[str], found: Findings) -> list[str]:
    """Take "Senior Political Editor" off, on either side of the name; what follows a role goes with it."""
    if not joint and len(words) > 1 and words[0] in ("The", "the") and is_newsroom(words[-1]):
        return words  # "The Harbour editors": a newsroom, by those who work there.
    start = next((index for index, word in enumerate(words) if is_role(word)), None)
    if start is None or are_name_words(words):
        return words
    end = start + 1
    while start and is_role_word(words[start - 1]):
        start -= 1
    start = next((index for index in range(2, start) if is_role_word(words[index])), start)
    found.is_after_role = True
    name, role = _name_and_role(words, start, end, joint)
    if role:
        roles.append(" ".join(role).strip(OUTER))
    return name


def _name_and_role(words: list[str], start: int, end: int, joint: str) -> tuple[list[str], list[str]]:
    """The words of the name and those of the role, which has its first word at `start` and a noun before `end`."""
    if start:
        has_given = [lower(word) in given_names() for word in words[:start]]
        # "Family Law (Attorney)": the words before a role belong to it.
        is_wordy = joint == "," and start > 2 and not any(has_given)
        is_name = not is_role_word(words[0]) and not is_wordy and (start > 1 or has_given[0])
        return (words[:start], words[start:]) if is_name else ([], words)
    while end < len(words) and _is_of_role(words[end]):
        end += 1
    rest = words[end:] if words[end - 1][0].isupper() or is_role(words[end - 1]) else []
    return (rest, words[:end]) if len(rest) > 1 and looks_like_name(" ".join(rest)) else ([], words)


def _take_credentials(words: list[str], joint: str, roles: list[str]) -> list[str]:
    """Take "RN" and "Ph.D." off the end of a name; a part of degrees alone belongs to the name before."""
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
