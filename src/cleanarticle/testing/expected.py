"""What must come out of a page: only the fields that are asserted, each checked when it is read."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from cleanarticle.article import Article, LiveEntry, Paragraph
from cleanarticle.errors import FixtureError

__all__ = ["EXCLUDES", "FIELDS", "PARAGRAPHS", "Expected", "ParagraphPieces", "check_expected", "expects_no_article"]

Expected: TypeAlias = dict[str, Any]
"""Asserted values by field, as plain data: what JSON and TOML have in common, a moment as ISO 8601.

A field that must be empty is asserted by null, an empty text or an empty list.
"""

EXCLUDES: Final = "excludes"
PARAGRAPHS: Final = "paragraphs"

FIELDS: Final = (*(name for name in Article.model_fields if name not in {"url", "sources"}), EXCLUDES)
"""What can be asserted, in the order in which it is written and reported."""


class ParagraphPieces(BaseModel):
    """What is asserted of the paragraphs where they are not given one by one.

    Attributes:
        contains: Pieces of text, each of which stands in some paragraph.
        excludes: Pieces of text, none of which stands in any.
        starts: How the first paragraph begins.
        ends: How the last paragraph ends.
        count: How many paragraphs there are.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    contains: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    starts: str | None = None
    ends: str | None = None
    count: int | None = None


def expects_no_article(expected: Expected) -> bool:
    """Whether the page holds no article: its paragraphs are asserted to be none."""
    return expected.get(PARAGRAPHS) == []


def check_expected(expected: object, where: str) -> Expected:
    """Check that expectations name what an article has, with values it can have.

    Args:
        expected: What was read from the file.
        where: The file, for the message.

    Returns:
        The same.

    Raises:
        FixtureError: A field, or an attribute of a part, is unknown, or a value is of the wrong type.
    """
    if not isinstance(expected, dict):
        raise FixtureError(f"{where}: expected one object or table with the asserted fields")
    for problem in _problems(expected):
        raise FixtureError(f"{where}: {problem}")
    return expected


def _problems(expected: Expected) -> Iterator[str]:
    for name, value in expected.items():
        if name not in FIELDS:
            yield f"no article has a field {name!r}{_nearest(name, FIELDS)}"
        elif name == EXCLUDES:
            yield from _type_problems(name, list[str], value)
        elif name == PARAGRAPHS:
            yield from _paragraph_problems(value)
        elif value not in (None, "", []):
            yield from _field_problems(name, Article.model_fields[name].annotation, value)


def _paragraph_problems(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _keys_problems(PARAGRAPHS, ParagraphPieces, value)
        yield from _type_problems(PARAGRAPHS, ParagraphPieces, value)
        if not any(item not in (None, "", []) for item in value.values()):
            yield f"{PARAGRAPHS}: asserts nothing; give {', '.join(ParagraphPieces.model_fields)}, or a list"
    elif isinstance(value, list):
        for index, item in enumerate(value):
            place = f"{PARAGRAPHS}[{index}]"
            if isinstance(item, str):
                continue
            if not isinstance(item, dict) or "text" not in item:
                yield f"{place}: write the text, or a table with text and what else is asserted"
                return
            yield from _part_problems(place, Paragraph, item)
    else:
        yield f"{PARAGRAPHS}: write a list of all paragraphs, or a table of {', '.join(ParagraphPieces.model_fields)}"


def _field_problems(name: str, annotation: Any, value: object) -> Iterator[str]:
    """What is wrong with a value; parts may be asserted in part."""
    part = _part_of(annotation)
    if part is None:
        yield from _type_problems(name, annotation, value)
    elif get_origin(annotation) is tuple:
        if not isinstance(value, list):
            yield f"{name}: write a list"
            return
        for index, item in enumerate(value):
            yield from _part_problems(f"{name}[{index}]", part, item)
    else:
        yield from _part_problems(name, part, value)


def _part_problems(place: str, part: type[BaseModel], value: object) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place}: write a table with some of {', '.join(part.model_fields)}"
        return
    yield from _keys_problems(place, part, value)
    for name, item in value.items():
        if name in part.model_fields and item not in (None, ""):
            texts = part is LiveEntry and name == PARAGRAPHS
            yield from _type_problems(
                f"{place}.{name}", list[str] if texts else part.model_fields[name].annotation, item
            )


def _keys_problems(place: str, part: type[BaseModel], value: Mapping[str, object]) -> Iterator[str]:
    for name in value:
        if name not in part.model_fields:
            yield f"{place} has no {name!r}{_nearest(name, tuple(part.model_fields))}"


def _type_problems(place: str, annotation: Any, value: object) -> Iterator[str]:
    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        inside = "".join(f"[{key}]" if isinstance(key, int) else "" for key in first["loc"])
        yield f"{place}{inside}: {first['msg']}, and got {value!r}"


def _part_of(annotation: Any) -> type[BaseModel] | None:
    """The model that a field's value, or each of its values, is made of; `None` for plain ones."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, Union, types.UnionType):
        return next((part for each in get_args(annotation) if (part := _part_of(each))), None)
    return None


def _nearest(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}"
