"""Split a line into its parts, and tell what each one is: a person, a place, an agency, an organisation, a role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

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

# Measured: at 2 and at 4, none of 2,304 pages changes.
_MOST_WORDS_OF_PLACE: Final = 3
# Measured: at 3 and at 5, none of 2,304 pages changes.
_MOST_WORDS_OF_AGENCY: Final = 4
_ROLE_EDGES: Final = OUTER.replace(".", "")


def read_part(part: LinePart, found: Findings, *, is_posted: bool) -> None:
    """Read one part of a line.

    Args:
        part: The part.
        found: What the parts before turned out to be; what this one holds is added to it.
        is_posted: Whether the line's byword is one after which "in" opens a section as often as a place.
    """
    PartReader(*part, found, is_posted=is_posted).read()


@dataclass(slots=True)
class PartReader:
    """Takes off a part what stands beside a name, and tells what is left.

    Attributes:
        words: The words that are left.
        joint: What joins the part to the one before.
        found: What the parts before turned out to be.
        is_posted: Whether "in" may open a section.
        roles: Titles, degrees and roles that were taken off.
    """

    words: list[str]
    joint: str
    found: Findings
    is_posted: bool
    roles: list[str] = field(default_factory=list)

    def read(self) -> None:
        """Add what the part holds to what was found."""
        found = self.found
        is_after_role, found.is_after_role = found.is_after_role, False
        is_plain = all(map(is_ordinary, self.words))
        if not is_plain:
            self._take_honorifics()
            self._take_place()
            self._take_agencies()
            self._take_role()
            self._take_credentials()
        text = " ".join(self.words).strip(OUTER)
        if not text:
            for role in self.roles:
                found.add_role(role, is_plural=_is_plural(role))
            found.is_after_role = found.is_after_role or bool(self.roles)
            return
        last = self.words[-1]
        if last.endswith(("...", "…")):
            found.strange += 1
            return
        if last.endswith(".") and (len(last) < 4 or (last.isupper() and "." in last[:-1])):
            text += "."  # "Robert Miller Jr.", "Jane D."
        self._add(_once(text.split()), is_plain=is_plain, may_be_role=is_after_role and self.joint in (",", "and"))

    def _add(self, words: list[str], *, is_plain: bool, may_be_role: bool) -> None:
        """Add what is left, by its shape."""
        text, found = " ".join(words), self.found
        if self.joint and len(text) > 2 and is_place(text):
            found.places.append(text)
            return
        found.parts += 1 if self.joint != "|" else 2
        if self._is_role(words):
            found.strange += 1
        elif not is_plain and looks_like_organisation(text):
            self._add_organisation(words)
        elif looks_like_name(text) if is_east_asian(text) else are_name_words(words):
            self._add_name(words, may_be_role=may_be_role)
        elif len(words) > 1 or not is_page_word(text):
            found.strange += 1
            found.is_prose |= sum(word.islower() for word in words) > 3

    def _is_role(self, words: Sequence[str]) -> bool:
        """Whether words open like a role that names nobody: "Senior living guide"; not "Sports desk editors"."""
        first = lower(words[0])
        if len(words) < 3 or not is_role_word(words[0]) or first == "the" or first in given_names():
            return False
        return bool(self.joint) or not is_newsroom(words[-1])

    def _add_organisation(self, words: Sequence[str]) -> None:
        """Add an organisation; one after a person, and not joined by "and", is what they belong to."""
        text = " ".join(words)
        if self.found.people and (self.joint in (",", "|") or (self.joint == "and" and len(words) == 1)):
            self.found.add_role(text)
            self.found.is_after_role = True
        elif (len(words) > 1 or not is_page_word(text)) and (not text[0].islower() or words[0] == "the"):
            self.found.organisations.append(text)

    def _add_name(self, words: Sequence[str], *, may_be_role: bool) -> None:
        text = " ".join(words)
        if len(words) == 1 and not is_east_asian(text):
            # Two capitals in one word are two words that were glued together, or an abbreviation.
            capitals = sum(map(str.isupper, text))
            if capitals < 2 or "-" in text or text.startswith(ordered("namewords.inner_capitals")):
                self.found.singles.append(Person(text, self.roles))
        elif may_be_role and lower(words[0]) not in given_names():
            self.found.add_role(text)
        else:
            self.found.add_person(text, self.roles)

    def _take_honorifics(self) -> None:
        while len(self.words) > 1 and is_honorific(self.words[0]):
            self.roles.append(self.words[0].strip(_ROLE_EDGES))
            self.words = self.words[1:]

    def _take_place(self) -> None:
        """Take "in Shanghai" off the end, also where "in" is glued to the name before: "Maierin Berlin"."""
        words, openers = self.words, listed("bywords.place")
        for index, word in enumerate(words[:-1]):
            if word == "In" and (self.is_posted or index > 1):
                self.words = words[:index]  # The sections it was filed in.
                return
            if word in openers or (word == "IN" and words[0].isupper()):
                is_place_name = self._opens_place(index)
                if is_place_name:
                    self.found.places.append(_plain(words[index + 1 :]))
                if is_place_name or (self.is_posted and word == "in"):
                    self.words = words[:index]
                    return
            elif index and _may_end_in_glued_in(word) and is_place(_plain(words[index + 1 :])):
                self.found.places.append(_plain(words[index + 1 :]))
                self.words = [*words[:index], word[:-2]]
                return

    def _opens_place(self, index: int) -> bool:
        """Whether the word at an index opens a known place or, after a name, what could be one."""
        before, after = self.words[:index], self.words[index + 1 :]
        if is_place(_plain(after)):
            return True
        if self.is_posted or self.words[index] not in listed("bywords.any_place") or len(after) > _MOST_WORDS_OF_PLACE:
            return False
        is_capitalised = all(word[0].isupper() and not is_role(word) for word in after)
        return is_capitalised and (not before or are_name_words(before))

    def _take_agencies(self) -> None:
        """Take agencies and outlets off both ends, and what follows "for"; an outlet beside a name is its role."""
        words, openers = self.words, listed("bywords.for")
        index = next((index for index in range(1, len(words) - 1) if words[index].lower() in openers), 0)
        if index:
            employer = _plain(words[index + 1 :])
            if is_agency(employer) or (employer[:1].isupper() and not any(map(is_role, words[:index]))):
                self._take_affiliation(employer, words[:index])
        words = self.words
        if not words or not (may_open_agency(words[0]) or may_close_agency(words[-1])):
            return
        whole = " ".join(words)
        if is_agency(whole):
            add_agency(whole, self.found, joint=self.joint)
            self.words = []
            return
        for size in range(min(_MOST_WORDS_OF_AGENCY, len(words) - 1), 0, -1):
            if self._take_agency_off_ends(words, size, whole):
                return

    def _take_agency_off_ends(self, words: list[str], size: int, whole: str) -> bool:
        """Take an agency of so many words off one end; also true if it belongs to a role, and so stays."""
        tail, head = " ".join(words[-size:]), " ".join(words[:size])
        if may_close_agency(words[-1]) and is_agency(tail) and _stands_out(tail, whole):
            if not any(map(is_role, words[:-size])):  # Not "editor at BBC News".
                self._take_affiliation(tail, words[:-size])
            return True
        if not may_open_agency(words[0]) or not is_agency(head):
            return False
        if all(map(_is_of_role, words[size:])):
            return True  # "BBC News correspondent"
        if not _stands_out(head, whole):
            return False
        self._take_affiliation(head, words[size:])
        return True

    def _take_affiliation(self, name: str, rest: list[str]) -> None:
        """Note an agency, or what a person of the same part belongs to; the rest of the part is left."""
        if is_agency(name) and is_news_agency(name):
            add_agency(name, self.found)
        else:
            self.roles.append(name)
        self.words = rest

    def _take_role(self) -> None:
        """Take "Senior Political Editor" off, on either side of the name; what follows a role goes with it."""
        words = self.words
        if not self.joint and len(words) > 1 and words[0] in ("The", "the") and is_newsroom(words[-1]):
            return  # "The Harbour editors": a newsroom, by those who work there.
        start = next((index for index, word in enumerate(words) if is_role(word)), None)
        if start is None or are_name_words(words):
            return
        end = start + 1
        while start and is_role_word(words[start - 1]):
            start -= 1
        start = next((index for index in range(2, start) if is_role_word(words[index])), start)
        self.found.is_after_role = True
        name = self._name_before_role(start) if start else self._name_after_role(end)
        role = words[len(name) :] if start else words[: len(words) - len(name)]
        self.roles.append(" ".join(role).strip(OUTER))
        self.words = name

    def _name_before_role(self, start: int) -> list[str]:
        """The words before a role, unless they belong to it: "Family Law (Attorney)"."""
        name = self.words[:start]
        has_given = [lower(word) in given_names() for word in name]
        if is_role_word(name[0]) or (self.joint == "," and start > 2 and not any(has_given)):
            return []
        return name if start > 1 or has_given[0] else []

    def _name_after_role(self, end: int) -> list[str]:
        """The name after a role whose first noun ends before an index."""
        words = self.words
        while end < len(words) and _is_of_role(words[end]):
            end += 1
        name = words[end:]
        is_name = len(name) > 1 and (words[end - 1][0].isupper() or is_role(words[end - 1]))
        return name if is_name and looks_like_name(" ".join(name)) else []

    def _take_credentials(self) -> None:
        """Take "RN" and "Ph.D." off the end of a name; a part of degrees alone belongs to the name before."""
        words = self.words
        if not words or (len(words) == 1 and not self.joint):
            return
        end = len(words)
        if self.joint and all(map(is_credential, words)):
            end = 0
        elif all(word.isupper() for word in words):
            return
        while end > 1 and is_credential(words[end - 1]):
            end -= 1
        self.roles += [word.strip(_ROLE_EDGES) for word in words[end:]]
        words = words[:end]
        while len(words) > 2 and is_credential(words[0]) and not is_initials(words[0]):
            self.roles.insert(0, words[0])
            words = words[1:]
        self.words = words


def add_agency(name: str, found: Findings, *, joint: str = "and") -> None:
    """Add a known agency to the agencies; an outlet to the organisations, or to the role of the last person.

    Args:
        name: The name as it stands in the line.
        found: What it is added to.
        joint: What joins it to the part before; "and" and nothing make it an author of its own.
    """
    name = name.strip(EDGES)
    if is_news_agency(name):
        found.agencies.append(name.removeprefix("The ").removeprefix("the "))
    elif found.people and joint in (",", "|"):
        found.add_role(name)
    else:
        found.organisations.append(name)


def _once(words: list[str]) -> list[str]:
    """A name that stands twice in a row stands there once."""
    half = len(words) // 2
    return words[:half] if half > 1 and words[:half] == words[half:] else words


def _plain(words: Sequence[str]) -> str:
    return " ".join(words).strip(EDGES)


def _may_end_in_glued_in(word: str) -> bool:
    is_long = len(word) > 3 and word.endswith("in") and word[0].isupper()
    return is_long and lower(word) not in folded("namewords.in_names")


def _stands_out(name: str, text: str) -> bool:
    """Whether an agency's name is not a part of a person's: it has more words, a dot, or its own capitals."""
    return " " in name or "." in name or (name.isupper() and not text.isupper())


def _is_of_role(word: str) -> bool:
    return is_role(word) or is_role_word(word)


def _is_plural(role: str) -> bool:
    last = role.split()[-1]
    return last[-1:] in "sS" and is_role(last) and is_role(last[:-1])
