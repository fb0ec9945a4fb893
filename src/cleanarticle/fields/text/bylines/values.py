"""Read what metadata says of its authors."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from cleanarticle.fields.text.bylines.findings import Findings, unique
from cleanarticle.fields.text.bylines.lines import LINE_LENGTH, read_line
from cleanarticle.fields.text.bylines.tokens import OUTER, fold, listed_words
from cleanarticle.fields.text.names import (
    given_names,
    is_credential,
    is_initials,
    is_place,
    looks_like_name,
    name_words,
)
from cleanarticle.fields.text.patterns import is_east_asian

__all__ = ["read_value", "split_authors"]

_JOINING: Final = listed_words("and") | {"by", "von", "par", "por", "di"}
_LISTED: Final = re.compile(r"\[(.{1,590})\]$")


def split_authors(value: str) -> tuple[str, ...]:
    """Read the people out of one value of metadata.

    "Doe, Jane" is one author, and comes out as "Jane Doe", if both sides have the length of a surname and a
    given name (one word each; initials, a second given name or a particle may stand beside it) and the words
    speak for that order: a common first name or an initial stands behind the comma, or none before it.
    Values with semicolons are split there first. Agencies, newsrooms, addresses and user names are no people.

    Args:
        value: The content of a meta tag, or a name in structured data.

    Returns:
        The authors in their order, without repetitions; empty if there are none.
    """
    return tuple(unique(read_value(value).names))


def read_value(value: str) -> Findings:
    """Read one value of metadata: its people as `split_authors` finds them, with what stands beside them.

    Args:
        value: The content of a meta tag, or a name in structured data.

    Returns:
        What it names, which may be nothing.
    """
    text = " ".join(unescape(value[:LINE_LENGTH]).split())
    listed = _LISTED.match(text)
    if listed is not None:
        text = ";".join(part.strip(" \"'“”‘’") for part in listed[1].split(","))
    whole = Findings()
    for part in text.split(";"):
        turned = _turn(part)
        if turned is not None:
            whole.add_person(" ".join(turned.split()))
        elif len(part) > 1:
            found = read_line(part.strip(), declared=True)
            if found is not None:
                whole.people += found.people
                whole.organisations += found.organisations
                whole.agencies += found.agencies
                whole.places += found.places
    if not all(" " in name or is_east_asian(name) for name in whole.names) and not _is_all(whole.names, text):
        whole.people.clear()
    return whole


def _is_all(names: list[str], text: str) -> bool:
    """Whether one-word names, with words that join them, are all that a text says; else they are cut out of more."""
    rest = [word.strip(OUTER) for word in text.split()]
    known = {part for name in names for part in name.split()}
    return all(word in known or word.casefold() in _JOINING for word in rest if word)


def _turn(text: str) -> str | None:
    """Turn "Doe, Jane" around; None if it is something else."""
    surname, comma, given = text.partition(",")
    if not comma or "," in given or is_east_asian(text):
        return None
    before = [fold(word) for word in surname.split() if fold(word) not in name_words().particles]
    behind = given.split()
    plain = [word for word in behind if not is_initials(word)]
    if len(before) != 1 or not 1 <= len(behind) <= 3 or len(plain) > 2:
        return None
    name = f"{given.strip()} {surname.strip()}"
    if not looks_like_name(name) or any(map(is_credential, behind)) or is_place(given):
        return None
    is_given_behind = fold(behind[0]) in given_names()
    if before[0] in given_names() and (is_given_behind or len(behind) > 1):
        return None
    return name if is_given_behind or len(plain) < len(behind) or len(behind) == 1 else None
