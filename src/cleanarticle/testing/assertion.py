"""One assertion about the article of a page, for a test that needs no fixture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias, TypedDict, Unpack

from pydantic import BaseModel

from cleanarticle.article import Access, BodySource, Byline, Dateline, Figure, Kind, Media, Paragraph
from cleanarticle.config import Config
from cleanarticle.errors import FixtureError
from cleanarticle.extraction import Extraction
from cleanarticle.pipeline import Extractor
from cleanarticle.testing.causes import causes
from cleanarticle.testing.compare import Verdict, compare
from cleanarticle.testing.expected import PARAGRAPHS, Expected, check_expected
from cleanarticle.testing.failure import difference_lines

__all__ = ["ExpectedFields", "assert_article"]

_CONTAINS: Final = "contains"

_Part: TypeAlias = Mapping[str, object]
_Moment: TypeAlias = dt.datetime | dt.date | str


class ExpectedFields(TypedDict, total=False):
    """What can be asserted of an article: values as `Article` has them, or as a file of expectations.

    `None`, an empty text and an empty list assert that a field is empty; `paragraphs=[]` that there is no article. Of a
    part only what is given is compared.

    Attributes:
        paragraphs: All paragraphs, or a mapping with some of `contains`, `excludes`, `starts`, `ends` and `count`.
        contains: Pieces of text, each of which stands in some paragraph.
        excludes: Pieces of text, none of which stands in the article's text.
    """

    title: str | None
    alternative_titles: Sequence[str]
    kicker: str | None
    subtitle: str | None
    summary: Sequence[str]
    byline: Byline | _Part | None
    dateline: Dateline | _Part | None
    paragraphs: Sequence[str | Paragraph | _Part] | _Part
    contains: Sequence[str]
    excludes: Sequence[str]
    body_source: BodySource
    figures: Sequence[Figure | _Part]
    media: Sequence[Media | _Part]
    published: _Moment | None
    modified: _Moment | None
    language: str | None
    site_name: str | None
    canonical_url: str | None
    next_page: str | None
    section: str | None
    tags: Sequence[str]
    entries: Sequence[_Part]
    access: Access
    kind: Kind


def assert_article(
    html: str | bytes,
    *,
    url: str | None = None,
    charset: str | None = None,
    extractor: Extractor | None = None,
    config: Config | None = None,
    **fields: Unpack[ExpectedFields],
) -> None:
    """Assert what comes out of a page; nothing is compared but what is given.

    Works in any test framework.

    Args:
        html: The page.
        url: Its address.
        charset: Charset of the HTTP header.
        extractor: What extracts; one with default settings if left out.
        config: Settings, where there is no `extractor`.
        fields: The asserted fields, see `ExpectedFields`.

    Raises:
        AssertionError: The article differs. The message has each field's difference, and the marks that made it.
        FixtureError: A field does not exist, or can't have the value; or none is given.
        TypeError: Both `extractor` and `config` are given.
    """
    __tracebackhide__ = True
    if extractor is not None and config is not None:
        raise TypeError("assert_article: give extractor or config, not both; an extractor has its settings")
    assertions = list(_assertions(fields))
    if not assertions:
        raise FixtureError("assert_article: asserts nothing; name at least one field, such as title=…")
    extraction = (extractor or Extractor(config)).inspect(html, url=url, charset=charset)
    differing = [
        verdict for expected in assertions for verdict in compare(extraction.article, expected) if not verdict.same
    ]
    if differing:
        raise AssertionError(_message(extraction, differing))


def _assertions(fields: Mapping[str, object]) -> Iterator[Expected]:
    """The asserted fields as files have them; pieces of paragraphs apart, as all of them may be asserted too."""
    values = {name: _plain(value) for name, value in fields.items()}
    for expected in (
        {name: value for name, value in values.items() if name != _CONTAINS},
        {PARAGRAPHS: {_CONTAINS: values[_CONTAINS]}} if _CONTAINS in values else {},
    ):
        if expected:
            yield check_expected(expected, "assert_article")


def _plain(value: object) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_unset=True)
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _message(extraction: Extraction, differing: Sequence[Verdict]) -> str:
    parts = [f"the article differs in {', '.join(dict.fromkeys(verdict.field for verdict in differing))}"]
    for verdict in differing:
        lines = difference_lines(verdict, causes(extraction, verdict))
        parts.append("\n".join([f"{verdict.field}:", *("".join(span.text for span in line) for line in lines)]))
    return "\n\n".join(parts)
