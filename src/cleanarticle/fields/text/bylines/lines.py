"""Read one line that may say who wrote an article."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.article import Byline
from cleanarticle.fields.text.bylines.cutting import (
    HAS_DIGIT,
    HELPERS,
    cut,
    without_addresses,
    without_dates,
    without_footnotes,
    without_leading_date,
)
from cleanarticle.fields.text.bylines.east_asian import read_east_asian
from cleanarticle.fields.text.bylines.findings import Findings, Person, unique
from cleanarticle.fields.text.bylines.glue import GLUED_DIGIT, unglue
from cleanarticle.fields.text.bylines.opening import open_line
from cleanarticle.fields.text.bylines.parts import add_agency, read_piece, take_brackets
from cleanarticle.fields.text.bylines.pieces import split_pieces
from cleanarticle.fields.text.bylines.tokens import BYWORDS, EDGES, OUTER, fold, listed_words, tokenise
from cleanarticle.fields.text.names import (
    given_names,
    has_east_asian_surname,
    is_agency,
    is_desk,
    is_initials,
    may_open_agency,
    name_words,
)
from cleanarticle.fields.text.patterns import is_east_asian

__all__ = ["LINE_LENGTH", "names_helpers", "parse_byline", "read_line"]

LINE_LENGTH: Final = 600
"""Characters of a line that are read."""

_UNMARKED_LENGTH: Final = 160
_POSTED: Final = listed_words("posted")
_NOBODY: Final = listed_words("nobody")
_UNNAMED: Final = listed_words("unnamed")
_HELPED: Final = re.compile(
    r"^(?P<names>.{3,300}?)\s+(?:also |both )?(?:" + "|".join(map(re.escape, BYWORDS["helped"])) + r")\b"
)
_MOST_WORDS_UNPROVED: Final = 3


def parse_byline(text: str, *, maximum: int = 12, declared: bool = False) -> Byline | None:
    """Read a line that may say who wrote an article.

    Args:
        text: The line as it stands in the page; what lies beyond 600 characters is not read.
        maximum: How many people are kept, as authors and as contributors.
        declared: Whether the line stands where only an author's name stands (``rel="author"``, metadata),
            so that one word, or a Chinese or Japanese name without a label, is enough.

    Returns:
        The line and what it names; a line that names only an agency, an organisation or contributors has no
        authors. None if nothing in the line looks like a name, or if it reads like a sentence.
    """
    line = " ".join(text[:LINE_LENGTH].split())
    if len(line) < 2:
        return None
    found = read_line(line, declared=declared)
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
    line = " ".join(text[:LINE_LENGTH].split()).lstrip(OUTER)
    if "ed " in line and _HELPED.match(line) is not None:
        return True
    tokens = tokenise(line)
    return bool(tokens) and (HELPERS.at(tokens, 0) > 0 or (tokens[0][0] == "reporting" and len(tokens) > 1))


def read_line(line: str, *, declared: bool) -> Findings | None:
    """Read one line.

    Args:
        line: The line, white space collapsed.
        declared: Whether it stands where only an author's name stands.

    Returns:
        What it names; None if it is no byline.
    """
    if not line.isascii() and is_east_asian(line):
        found = read_east_asian(line, declared=declared)
        if found is not None:
            return found
    helped = _HELPED.match(line) if "ed " in line else None
    if helped is not None:
        return _helpers_only(helped["names"])
    line = without_footnotes(without_addresses(line))
    has_digits = HAS_DIGIT.search(line) is not None
    words = (GLUED_DIGIT.sub(" ", line) if has_digits else line).split()
    if words and may_open_agency(words[0]) and is_agency(line.strip(EDGES)):
        found = Findings()
        add_agency(line, found)
        return found
    opened = open_line(" ".join(unglue(words)) if len(words) > 1 else line)
    if opened is None:
        return None
    rest, byword, helpers = opened
    if not (byword or declared) and len(line) > _UNMARKED_LENGTH:
        return None
    if has_digits:
        rest = without_leading_date(rest)
    if byword:
        rest, helpers = cut(rest, tokenise(rest))
    if has_digits:
        rest = without_dates(rest)
    found = Findings()
    is_posted = byword.partition(" ")[0] in _POSTED
    for piece in split_pieces(take_brackets(rest, found)):
        if piece.words[0] == "In" and (found.people or found.singles):
            break  # The sections it was filed in.
        read_piece(piece, found, is_posted=is_posted)
        if found.strange and not (byword or declared):
            return None
    _add_helpers(helpers, found)
    _drop_unnamed(found)
    return found if _is_sound(found, has_byword=bool(byword), declared=declared) else None


def _drop_unnamed(found: Findings) -> None:
    """Drop "agencies" that are not named, where anybody else is."""
    named = [name for name in found.organisations if fold(name) not in _UNNAMED]
    if named or found.people or found.agencies:
        found.organisations = named


def _helpers_only(names: str) -> Findings | None:
    found = Findings()
    _add_helpers(names, found)
    return found if found.contributors else None


def _add_helpers(text: str, found: Findings) -> None:
    """Add those who helped; an agency they are named with is the line's."""
    if not text.strip(EDGES):
        return
    helpers = read_line(text.strip(), declared=True)
    if helpers is None:
        return
    found.contributors += [person.name for person in helpers.people if person.name not in found.names]
    found.agencies += helpers.agencies


def _is_sound(found: Findings, *, has_byword: bool, declared: bool) -> bool:
    """Whether what was found is a byline, and not a sentence or a list of something else."""
    is_certain = has_byword or declared
    if found.is_prose and not found.people:
        return False
    singles = {person.name: person for person in found.singles if fold(person.name) not in _NOBODY}
    is_alone = not (found.people or found.agencies or found.organisations)
    if is_alone and is_certain and len(singles) == found.pieces < 3:
        found.people = list(singles.values())
    if found.people:
        return is_certain or bool(found.places or found.agencies) or all(map(_is_convincing, found.names))
    if found.agencies or found.contributors:
        return True
    organisations = found.organisations
    return bool(organisations) and (is_certain or is_agency(organisations[0]) or is_desk(organisations[0]))


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
    return any(
        is_initials(word) or fold(word) in given_names() or fold(word) in name_words().particles for word in words
    )
