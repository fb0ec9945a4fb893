"""Read who wrote an article: from a line of the page, from a value of metadata, from an author's element."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import Final

from cleanarticle.article import Byline
from cleanarticle.fields.text.bylines.cues import (
    EDGES,
    OUTER,
    cut,
    first_word,
    is_nobody,
    open_line,
    opens_with_date,
    phrases,
    tokenise,
    without_addresses,
    without_dates,
    without_footnotes,
    without_leading_date,
)
from cleanarticle.fields.text.bylines.findings import Findings, Person, unique
from cleanarticle.fields.text.bylines.parts import (
    add_agency,
    is_beside_names,
    read_part,
    split_parts,
    take_brackets,
    unglue,
)
from cleanarticle.fields.text.east_asian import read_east_asian_byline
from cleanarticle.fields.text.names.organisations import is_agency, is_desk, may_open_agency
from cleanarticle.fields.text.names.people import has_east_asian_surname, is_initials, looks_like_name
from cleanarticle.fields.text.names.places import is_place
from cleanarticle.fields.text.names.vocabulary import given_names, is_credential, is_page_word, is_role
from cleanarticle.fields.text.patterns import compiled, is_east_asian
from cleanarticle.fields.text.words import folded, listed, lower, ordered

__all__ = [
    "may_be_organisation",
    "names_helpers",
    "parse_byline",
    "read_value",
    "small_name",
    "split_authors",
    "user_name",
]

# --- a line of the page -----------------------------------------------------------------------------------

# Measured: at 300 and at 1,200, none of 256 pages changes.
_LINE_LENGTH: Final = 600
# Measured: at 80, 5 of 2,304 change (byline); at 320, none of 2,304 pages changes.
_UNMARKED_LENGTH: Final = 160
# Measured: at 2, 12 of 2,304 change (byline 7, subtitle 2; authors +1); at 4, 4 of 2,304 change (subtitle, byline 2).
_MOST_WORDS_UNPROVED: Final = 3
_BARS: Final = "|·•–—"
_INITIALS: Final = range(2, 4)
_DIGIT: Final = r"\d"
_GLUED_DIGIT: Final = r"(?<=\d)(?=[A-ZÀ-Þ][a-zß-ÿ])"


def parse_byline(text: str, *, maximum: int = 12, declared: bool = False) -> Byline | None:
    """Read a line that may say who wrote an article.

    Fewer authors rather than wrong ones: a line that holds something unexplained gives nothing, unless a word like
    "By" opens it.

    Args:
        text: The line as it stands in the page; only the first 600 characters are read.
        maximum: How many people are kept, as authors and as contributors.
        declared: Whether the line stands where only an author's name stands (``rel="author"``, metadata),
            so that one word, or a Chinese or Japanese name without a label, is enough.

    Returns:
        The line and what it names; a line that names only an agency, an organisation or contributors has no
        authors. None if nothing in the line looks like a name, or if it reads like a sentence.
    """
    line = " ".join(text[:_LINE_LENGTH].split())
    found = _read_line(line, declared=declared) if len(line) > 1 else None
    if found is None:
        return None
    people: dict[str, Person] = {}
    for person in found.people:
        people.setdefault(person.name, person)
    authors = list(people.values())[:maximum]
    return Byline(
        text=line,
        authors=tuple(person.name for person in authors),
        roles=tuple(person.role for person in authors),
        organisations=tuple(unique(found.organisations)[:maximum]),
        contributors=tuple(name for name in unique(found.contributors) if name not in people)[:maximum],
        place=next(iter(found.places), None),
        agency=next(iter(found.agencies), None),
    )


def names_helpers(text: str) -> bool:
    """Tell whether a line may be about nobody but helpers and editors, as at the end of an agency's report."""
    line = " ".join(text[:_LINE_LENGTH].split()).lstrip(OUTER)
    if _helped(line) is not None:
        return True
    first = first_word(line)
    if first not in phrases("helper") and first != "reporting":
        return False
    tokens = tokenise(line)
    return bool(tokens) and (phrases("helper").at(tokens, 0) > 0 or (tokens[0][0] == "reporting" and len(tokens) > 1))


def _read_line(line: str, *, declared: bool) -> Findings | None:
    """Read a line with white space collapsed; None if it is not a byline."""
    if is_east_asian(line):
        found = read_east_asian_byline(line, declared=declared)
        if found is not None:
            return found
    helpers = _helped(line)
    if helpers is not None:
        found = _with_helpers(Findings(), helpers)
        return found if found.contributors else None
    line = without_footnotes(without_addresses(line))
    has_digits = compiled(_DIGIT).search(line) is not None
    words = (compiled(_GLUED_DIGIT).sub(" ", line) if has_digits else line).split()
    if words and may_open_agency(words[0]) and is_agency(line.strip(EDGES)):
        found = Findings()
        add_agency(line, found)
        return found
    opened = open_line(" ".join(unglue(words)) if len(words) > 1 else line)
    if opened is None:
        return None
    rest, byword, helpers = opened
    is_marked = bool(byword) or declared
    if not is_marked and len(line) > _UNMARKED_LENGTH:
        return None
    if has_digits:
        rest = without_leading_date(rest)
    if byword:
        rest, helpers = cut(rest, tokenise(rest))
    account = _account(rest, is_sure=byword == "by" or " " in byword or has_digits) if byword else None
    if has_digits:
        rest = without_dates(rest)
    found = _read_parts(rest, is_posted=byword.partition(" ")[0] in listed("bywords.posted"), is_marked=is_marked)
    if found is not None:
        _drop_unnamed(_with_helpers(found, helpers))
        if _is_sound(found, is_marked=is_marked):
            return found
    return None if account is None else Findings(people=[Person(account)])


def _account(rest: str, *, is_sure: bool) -> str | None:
    """The user account right after a byword, if nothing or a date follows: "Posted by riverwatch on 3 May".

    A word in small letters needs a byword that opens nothing but bylines, or a date: "par ailleurs" is no account.
    """
    first, _, after = rest.partition(" ")
    if after and after[0] not in _BARS and not opens_with_date(after):
        return None
    bare = first.strip(OUTER)
    if bare.isalpha() and bare.isupper() and len(bare) in _INITIALS:
        return bare
    return user_name(bare) if is_sure or not bare.islower() else None


@cache
def _helped_pattern() -> re.Pattern[str]:
    phrases_behind = "|".join(map(re.escape, ordered("bywords.helped")))
    return re.compile(rf"(?P<names>.{{3,300}}?)\s+(?:also |both )?(?:{phrases_behind})\b")


def _helped(line: str) -> str | None:
    """The names of a line like "Ida Holm and Per Lind contributed to this report"."""
    match = _helped_pattern().match(line) if "ed " in line else None
    return match["names"] if match is not None else None


def _read_parts(line: str, *, is_posted: bool, is_marked: bool) -> Findings | None:
    """Read the parts of a line; None if one is nothing known in a line that no byword marks."""
    found = Findings()
    for part in split_parts(take_brackets(line, found)):
        if part.words[0] == "In" and (found.people or found.singles):
            break  # The sections it was filed in.
        read_part(part, found, is_posted=is_posted)
        if found.strange and not is_marked:
            return None
    return found


def _with_helpers(found: Findings, text: str) -> Findings:
    """Add those who helped; an agency they are named with is the line's."""
    helpers = _read_line(text.strip(), declared=True) if text.strip(EDGES) else None
    if helpers is not None:
        found.contributors += [name for name in helpers.names if name not in found.names]
        found.agencies += helpers.agencies
    return found


def _drop_unnamed(found: Findings) -> None:
    """Drop "agencies" that are not named, where anybody else is."""
    named = [name for name in found.organisations if lower(name) not in listed("bywords.unnamed")]
    if named or found.people or found.agencies:
        found.organisations = named


def _is_sound(found: Findings, *, is_marked: bool) -> bool:
    """Whether what was found is a byline, and not a sentence or a list of something else."""
    if is_marked and not (found.is_prose or found.people or found.agencies or found.organisations):
        singles = {person.name: person for person in found.singles if not is_nobody(person.name)}
        if len(singles) == found.parts < 3:
            found.people = list(singles.values())
    if found.people:
        return is_marked or bool(found.places or found.agencies) or all(map(_is_convincing, found.names))
    if found.is_prose or found.agencies or found.contributors:
        return not found.is_prose
    first = next(iter(found.organisations), "")
    return first != "" and (is_marked or is_agency(first) or is_desk(first))


def _is_convincing(name: str) -> bool:
    """Whether a name stands without a byword or a place beside it.

    Two or three words with capitals do, and more with a common first name among them. In scripts without
    capitals nothing tells a name but a common surname, in East Asia.
    """
    if is_east_asian(name):
        return has_east_asian_surname(name)
    if not (name[0].isupper() or name[0].islower()):
        return False
    words = name.split()
    if len(words) <= _MOST_WORDS_UNPROVED:
        return True
    plains = set(map(lower, words))
    return (
        any(map(is_initials, words))
        or not plains.isdisjoint(given_names())
        or not plains.isdisjoint(folded("namewords.particles"))
    )


# --- a value of metadata ----------------------------------------------------------------------------------

_BRACKETED_LIST: Final = r"\[(.{1,590})\]$"


def split_authors(value: str) -> tuple[str, ...]:
    """Read the people out of one value of metadata.

    "Doe, Jane" is one author, and comes out as "Jane Doe", if both sides have the length of a surname and a
    given name (one word each; initials, a second given name or a particle may stand beside it) and the words
    speak for that order: a common first name or an initial stands after the comma, or none before it.
    Values with semicolons are split there first. Agencies, newsrooms, addresses and user names are no people.

    Args:
        value: The content of a meta tag, or a name in structured data.

    Returns:
        The authors in their order, without repetitions; empty if there are none.
    """
    return tuple(unique(read_value(value).names))


def read_value(value: str) -> Findings:
    """Read one value of metadata: its people as `split_authors` finds them, and others that it names.

    Args:
        value: The content of a meta tag, or a name in structured data.

    Returns:
        What it names, which may be nothing.
    """
    text = " ".join(unescape(value[:_LINE_LENGTH]).split())
    listed_names = compiled(_BRACKETED_LIST).match(text)
    if listed_names is not None:
        text = ";".join(part.strip(" \"'“”‘’") for part in listed_names[1].split(","))
    whole = Findings()
    for part in text.split(";"):
        turned = _turn(part)
        if turned is not None:
            whole.add_person(turned)
        elif len(part) > 1:
            found = _read_line(part.strip(), declared=True)
            if found is not None:
                whole.add(found)
    if not all(" " in name or is_east_asian(name) for name in whole.names) and not _is_all(whole.names, text):
        whole.people.clear()
    return whole


def _is_all(names: list[str], text: str) -> bool:
    """Whether one-word names, with words that join them, are all that a text says; else they are cut out of more."""
    known = {part for name in names for part in name.split()}
    joining = listed("bywords.and") | listed("bywords.joining")
    words = (word.strip(OUTER) for word in text.split())
    return all(word in known or word.casefold() in joining for word in words if word)


def _turn(text: str) -> str | None:
    """Turn "Doe, Jane" around; None if it is something else."""
    surname, _, given = text.partition(",")
    if not given or "," in given or is_east_asian(text):
        return None
    name = f"{given.strip()} {surname.strip()}"
    before, after = surname.split(), given.split()
    if not _may_be_turned(before, after) or not looks_like_name(name):
        return None
    return None if any(map(is_credential, after)) or is_place(given) else " ".join(name.split())


def _may_be_turned(surname: list[str], given: list[str]) -> bool:
    """Whether words around a comma have the lengths of a surname and a given name, and speak for that order."""
    names = [word for word in map(lower, surname) if word not in folded("namewords.particles")]
    initials = sum(map(is_initials, given))
    if len(names) != 1 or not 1 <= len(given) <= 3 or len(given) - initials > 2:
        return False
    is_given_after = lower(given[0]) in given_names()
    if names[0] in given_names():
        return not is_given_after and len(given) == 1
    return is_given_after or initials > 0 or len(given) == 1


# --- an author's element ----------------------------------------------------------------------------------

# Measured: at 6 and at 8, none of 2,304 pages changes.
_MOST_WORDS_OF_ORGANISATION: Final = 7
_SMALL_NAME: Final = r"[^\W\d_][^\W\d_'’\-]{1,20}(?: [^\W\d_][^\W\d_'’\-]{1,20}){1,2}"
_USER_NAME: Final = r"@?[^\W\d_][\w.\-]{2,29}"


def small_name(text: str) -> str | None:
    """Read a name of two or three words, of which some have no capital, where only an author's name stands.

    Returns:
        The name, white space collapsed; None if it is something else.
    """
    text = " ".join(text.split())
    words = text.split()
    if compiled(_SMALL_NAME).fullmatch(text) is None or not all(word.islower() for word in words[1:]):
        return None
    return None if any(map(_is_of_page, words)) or is_nobody(text) else text


def user_name(text: str) -> str | None:
    """Read the name of a user account, one word, where only an author's name stands.

    Returns:
        The name without an at sign; None if it is something else.
    """
    text = text.strip()
    bare = text.removeprefix("@")
    if compiled(_USER_NAME).fullmatch(text) is None or "admin" in bare.casefold():
        return None
    return None if is_nobody(bare) or any(map(_is_of_page, re.split(r"[-_.]", bare))) else bare


def may_be_organisation(text: str) -> bool:
    """Tell whether what stands where an author does, and is not a person's name, may be an organisation's.

    Returns:
        Whether it is a role, or two to seven words with a capital in front.
    """
    words = text.split()
    if not words or not words[0][0].isupper() or len(words) > _MOST_WORDS_OF_ORGANISATION:
        return False
    if compiled(_DIGIT).search(text) or is_nobody(text) or any(lower(word) in phrases("noise") for word in words):
        return False
    return len(words) > 1 or is_role(text)


def _is_of_page(word: str) -> bool:
    return is_page_word(word) or is_beside_names(word)
