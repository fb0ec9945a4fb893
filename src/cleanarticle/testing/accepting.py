"""What came out becomes what is expected: which fields may, in which shape, and what a person has to do themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from cleanarticle.article import Article
from cleanarticle.errors import FixtureError
from cleanarticle.testing.compare import compare, shown
from cleanarticle.testing.expected import EXCLUDES, FIELDS, PARAGRAPHS
from cleanarticle.testing.fixture import Fixture
from cleanarticle.testing.write import write_expected, write_meta

__all__ = ["Accepted", "accept", "write_accepted"]

_NOTHING = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Accepted:
    """A fixture with what came out as its expectations.

    Attributes:
        fixture: The fixture as it is to be written.
        changed: The fields with another expectation than before.
        confirmed: The fields that had nothing to change.
        refused: The fields that can't be accepted, with the reason and what to do.
        left: The fields of a draft that nobody has accepted yet; it stays a draft for them.
    """

    fixture: Fixture
    changed: tuple[str, ...]
    confirmed: tuple[str, ...]
    refused: dict[str, str]
    left: tuple[str, ...]


def accept(
    fixture: Fixture,
    article: Article | None,
    version: str,
    fields: Collection[str] | None = None,
    *,
    empty: bool = False,
) -> Accepted:
    """Make what came out what is expected. Nothing is written.

    Fields that `meta.open` names are known to be wrong: they are accepted only by name. What is accepted is open no
    more.

    Args:
        fixture: The fixture.
        article: What came out of its page; `None` if no article was found.
        version: Version of the library that made it.
        fields: The fields to accept, asserted from now on if they were not; all that are asserted if left out.
        empty: Whether a page may lose its article, and a field its value.

    Returns:
        The fixture as it would be, and what became of each field.

    Raises:
        FixtureError: A field that is named does not exist, or can't be made an expectation.
    """
    named = _checked(fixture, fields)
    same = {verdict.field for verdict in compare(article, fixture.expected) if verdict.same}
    expected = dict(fixture.expected)
    refused: dict[str, str] = {}
    for name in named:
        if name in same and (empty or article is not None):
            continue
        value = shown(name, article, expected.get(name)) if article is not None and name != EXCLUDES else None
        if why := _refusal(fixture, name, value, article, by_name=fields is not None, empty=empty):
            refused[name] = why
        else:
            expected[name] = [] if value is None and name == PARAGRAPHS else value
    accepted = [name for name in named if name not in refused]
    left = tuple(name for name in expected if fixture.meta.draft and name not in accepted)
    return Accepted(
        _as_accepted(fixture, expected, accepted, version, draft=bool(left)),
        tuple(name for name in accepted if name not in same),
        tuple(name for name in accepted if name in same),
        refused,
        left,
    )


def write_accepted(before: Fixture, accepted: Accepted) -> None:
    """Write what has changed of a fixture.

    Args:
        before: The fixture as it is on disk.
        accepted: What `accept` made of it.
    """
    after = accepted.fixture
    if after.expected != before.expected:
        write_expected(after.expected_file, after.expected)
    if after.meta != before.meta:
        write_meta(after.folder, after.meta)


def _as_accepted(
    fixture: Fixture, expected: dict[str, Any], accepted: Collection[str], version: str, *, draft: bool
) -> Fixture:
    changes: dict[str, Any] = {"draft": draft}
    if expected != fixture.expected or (fixture.meta.draft and accepted):
        changes["version"] = version
    changes["open"] = {name: note for name, note in fixture.meta.open.items() if name not in accepted}
    return Fixture(
        fixture.folder, fixture.name, fixture.html, fixture.meta.model_copy(update=changes), expected
    )


def _checked(fixture: Fixture, fields: Collection[str] | None) -> tuple[str, ...]:
    for name in fields or ():
        if name not in FIELDS:
            raise FixtureError(f"no article has a field {name!r}; there are {', '.join(FIELDS)}")
        if name == EXCLUDES and name not in fixture.expected:
            raise FixtureError("excludes can't be accepted: what must not come out is for a person to write down")
    return tuple(name for name in FIELDS if name in (fixture.expected if fields is None else fields))


def _refusal(
    fixture: Fixture, name: str, value: Any, article: Article | None, *, by_name: bool, empty: bool
) -> str:
    """Why a field that differs can't be accepted; empty if it can."""
    file = fixture.expected_file
    want = fixture.expected.get(name)
    if article is None and not empty:
        return "no article was found; give --empty if the page holds none"
    if name == EXCLUDES:
        return f"it names what must not come out, and some of it does: take that out of {file} if it belongs there"
    if name == PARAGRAPHS and isinstance(want, dict):
        return f"the paragraphs are asserted by pieces, which can't be made from the result: change them in {file}"
    if name in fixture.meta.open and not by_name:
        return f"is known to be wrong ({fixture.meta.open[name]}); give --field {name} to accept it all the same"
    if value in _NOTHING and not empty:
        return "nothing came out for it; give --empty if nothing is right"
    return ""
