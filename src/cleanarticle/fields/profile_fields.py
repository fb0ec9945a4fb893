"""Fields as the profile of a page's site gives them: the text that its selectors match."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cleanarticle.article import Byline
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.language import read_language
from cleanarticle.fields.text.bylines.parse import parse_byline
from cleanarticle.fields.text.dates.moments import parse_moment
from cleanarticle.overlays.profiles.matcher import ProfileMatcher, SelectedText
from cleanarticle.overlays.profiles.model import ProfileField
from cleanarticle.page.model import Page

__all__ = ["NO_PROFILE_FIELDS", "ProfileFields", "Shown", "profile_fields"]

_CERTAINTY: Final = 0.99
_MOST_NAMES: Final = 20
_MOST_OF_LINE: Final = 0.5
_NAMES: Final[dict[ProfileField, str]] = {
    "title": "title",
    "subtitle": "subtitle",
    "byline": "byline",
    "date": "published",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One text that a selector of a field matches.

    Attributes:
        text: The text.
        blocks: Indexes of the blocks that are nothing else.
        machine: The same for machines, such as the `datetime` of a `time` element; empty if there is none.
    """

    text: str
    blocks: tuple[int, ...] = ()
    machine: str = ""


@dataclass(frozen=True, slots=True)
class ProfileFields:
    """What a profile gives for the fields of one page.

    Attributes:
        profile: Name of the profile.
        shown: The texts for each field that it gives, in document order.
        text: Blocks that it says are text of the article, whatever they look like.
    """

    profile: str = ""
    shown: Mapping[str, tuple[Shown, ...]] = field(default_factory=dict)
    text: frozenset[int] = frozenset()

    def read(self, name: str, context: ArticleContext) -> FieldResult[Any] | None:
        """Read a field.

        Args:
            name: Its name: title, subtitle, byline or published.
            context: The page and its body.

        Returns:
            The field; `None` if what is given is no text for it.
        """
        shown = self.shown[name]
        if name == "byline":
            return _byline(shown)
        if name == "published":
            return _moment(shown, read_language(context).value)
        first = shown[0]
        return FieldResult(first.text, first.blocks, "profile", _CERTAINTY)

    def text_of(self, name: str) -> str:
        """The text that is given for a field."""
        return ", ".join(shown.text for shown in self.shown[name])


NO_PROFILE_FIELDS: Final = ProfileFields()


def profile_fields(matcher: ProfileMatcher, page: Page) -> ProfileFields:
    """What a profile gives for the fields of a page."""
    shown = {
        _NAMES[name]: tuple(Shown(each.text, _blocks(each, page), each.machine) for each in found)
        for name, found in matcher.texts(page).items()
    }
    return ProfileFields(matcher.profile.name, shown, matcher.text_blocks(page))


def _blocks(found: SelectedText, page: Page) -> tuple[int, ...]:
    """The blocks that a text fills: its own, or the line of which it is the greater part."""
    if found.end > found.first:
        return tuple(range(found.first, found.end))
    if found.is_inline and found.first < len(page.blocks):
        line = page.blocks[found.first].text
        return (found.first,) if len(found.text) >= _MOST_OF_LINE * len(line) else ()
    return tuple(page.places(found.text))


def _byline(shown: tuple[Shown, ...]) -> FieldResult[Byline | None] | None:
    """The line of all texts; each may name one of several authors."""
    texts = tuple(dict.fromkeys(each.text for each in shown[:_MOST_NAMES]))
    parts = [part for text in texts if (part := parse_byline(text, declared=True)) is not None]
    if not parts:
        return None
    authors = tuple(dict.fromkeys(name for part in parts for name in part.authors))
    byline = parts[0].model_copy(update={"text": ", ".join(texts), "authors": authors})
    blocks = tuple(index for each in shown for index in each.blocks)
    return FieldResult(byline, blocks, "profile", _CERTAINTY)


def _moment(shown: tuple[Shown, ...], language: str | None) -> FieldResult[dt.datetime | dt.date | None] | None:
    """The first text that is a moment. The block that shows it is no field's: its rule drops it."""
    for each in shown:
        for value in (each.machine, each.text):
            moment = parse_moment(value, language=language)
            if moment is not None:
                return FieldResult(moment, (), "profile", _CERTAINTY)
    return None
