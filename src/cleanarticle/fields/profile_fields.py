"""Fields from the profile of a site: the texts that its selectors match."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from cleanarticle.article import Byline
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.language import read_language
from cleanarticle.fields.shown_dates import Moment
from cleanarticle.fields.text.bylines.parse import parse_byline
from cleanarticle.fields.text.dates.moments import parse_moment
from cleanarticle.page.model import Page

if TYPE_CHECKING:
    from cleanarticle.overlays.profiles.matcher import ProfileMatcher, SelectedText
    from cleanarticle.overlays.profiles.model import ProfileField

__all__ = ["NO_PROFILE_FIELDS", "ProfileFields", "ProfileText", "profile_fields"]

# A person wrote the selector for this site. Less than 1: layouts change after that.
_CERTAINTY: Final = 0.99
# As many as a byline has at most; a selector that matches a list of all articles gives hundreds.
_MOST_NAMES: Final = 20
# Below half of a line, the rest would be lost with it; above, a comma or a date beside the text keeps the line.
_MOST_OF_LINE: Final = 0.5
_NAMES: Final[dict[ProfileField, str]] = {
    "title": "title",
    "subtitle": "subtitle",
    "byline": "byline",
    "date": "published",
}


@dataclass(frozen=True, slots=True)
class ProfileText:
    """One text that a selector of a field matches.

    Attributes:
        text: The text.
        blocks: Indexes of the blocks that hold nothing else.
        machine: Its value for machines, such as the `datetime` of a `time` element; empty if there is none.
    """

    text: str
    blocks: tuple[int, ...] = ()
    machine: str = ""


@dataclass(frozen=True, slots=True)
class ProfileFields:
    """The texts that a profile selects for the fields of one page.

    Attributes:
        profile: Name of the profile.
        texts: The texts of each field that it selects, by the field's name in `Article`, in document order.
        kept: Indexes of the blocks that it keeps as text of the article: they can't become a field.
    """

    profile: str = ""
    texts: Mapping[str, tuple[ProfileText, ...]] = field(default_factory=dict)
    kept: frozenset[int] = frozenset()

    def read(self, name: str, context: ArticleContext) -> FieldResult[Any] | None:
        """Read a field that is among the texts.

        Args:
            name: Its name: title, subtitle, byline or published.
            context: The page and its body.

        Returns:
            The field; `None` if none of the texts can be read as one.
        """
        texts = self.texts[name]
        if name == "byline":
            return _byline(texts)
        if name == "published":
            return _moment(texts, read_language(context).value)
        return FieldResult(texts[0].text, texts[0].blocks, "profile", _CERTAINTY)

    def text_of(self, name: str) -> str:
        """The texts of a field, joined by commas."""
        return ", ".join(selected.text for selected in self.texts[name])


NO_PROFILE_FIELDS: Final = ProfileFields()


def profile_fields(matcher: ProfileMatcher, page: Page) -> ProfileFields:
    """Find the texts that a profile selects on a page."""
    texts = {
        _NAMES[name]: tuple(ProfileText(selected.text, _blocks(selected, page), selected.machine) for selected in found)
        for name, found in matcher.texts(page).items()
    }
    return ProfileFields(matcher.profile.name, texts, matcher.text_blocks(page))


def _blocks(selected: SelectedText, page: Page) -> tuple[int, ...]:
    """The blocks that a text fills: its own, or the line of which it is the greater part."""
    if selected.end > selected.first:
        return tuple(range(selected.first, selected.end))
    if selected.is_inline and selected.first < len(page.blocks):
        line = page.blocks[selected.first].text
        return (selected.first,) if len(selected.text) >= _MOST_OF_LINE * len(line) else ()
    return tuple(page.places(selected.text))


def _byline(texts: tuple[ProfileText, ...]) -> FieldResult[Byline | None] | None:
    """The byline of all texts: each may name one of several authors."""
    lines = tuple(dict.fromkeys(selected.text for selected in texts[:_MOST_NAMES]))
    bylines = [byline for line in lines if (byline := parse_byline(line, declared=True)) is not None]
    if not bylines:
        return None
    roles: dict[str, str] = {}
    for byline in bylines:
        for name, role in zip(byline.authors, byline.roles, strict=True):
            roles.setdefault(name, role)
    joined = {"text": ", ".join(lines), "authors": tuple(roles), "roles": tuple(roles.values())}
    blocks = tuple(index for selected in texts for index in selected.blocks)
    return FieldResult(bylines[0].model_copy(update=joined), blocks, "profile", _CERTAINTY)


def _moment(texts: tuple[ProfileText, ...], language: str | None) -> FieldResult[Moment | None] | None:
    """The first text that is a moment. Its block does not become a field: a rule drops it."""
    for selected in texts:
        for value in (selected.machine, selected.text):
            moment = parse_moment(value, language=language)
            if moment is not None:
                return FieldResult(moment, (), "profile", _CERTAINTY)
    return None
