"""A line that names somebody: what it says, its markup and its rank."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from typing import Final, NamedTuple

from cleanarticle.article import Byline
from cleanarticle.fields.class_names import class_names
from cleanarticle.fields.rank import Rank
from cleanarticle.fields.text.bylines.parse import may_be_organisation, parse_byline, small_name, user_name
from cleanarticle.fields.text.patterns import is_east_asian
from cleanarticle.page.model import Container, Inline, Within

__all__ = [
    "BYLINE_NAMES",
    "ELSEWHERE",
    "NEVER_NAMES",
    "AuthorMarkup",
    "BylineLine",
    "LineRank",
    "is_author",
    "is_declared",
    "read_marked",
]

BYLINE_NAMES: Final = class_names("byline")
NEVER_NAMES: Final = class_names("never_byline")
ELSEWHERE: Final = (
    Within.ASIDE | Within.FOOTER | Within.FORM | Within.CAPTION | Within.DIALOG | Within.BUTTON | Within.HIDDEN
)


class AuthorMarkup(Enum):
    """What the markup of a line says."""

    NONE = auto()
    """Nothing."""
    NAMED = auto()
    """A class name calls it the author."""
    DECLARED = auto()
    """A link relation or a microdata property declares it the author."""


class LineRank(Rank):
    """How much speaks for a line."""

    PLAIN = 0.8
    """It only looks like names."""
    MARKED = 0.9
    """A byline cue opens it ("By …"), or a class name calls it the author."""
    MARKED_TWICE = 0.93
    """It has both of these, or its markup declares it the author."""
    MARKED_THRICE = 0.93
    """A byline cue opens it, and its markup declares it the author."""


_RANKS: Final = {
    (False, AuthorMarkup.NONE): LineRank.PLAIN,
    (False, AuthorMarkup.NAMED): LineRank.MARKED,
    (False, AuthorMarkup.DECLARED): LineRank.MARKED_TWICE,
    (True, AuthorMarkup.NONE): LineRank.MARKED,
    (True, AuthorMarkup.NAMED): LineRank.MARKED_TWICE,
    (True, AuthorMarkup.DECLARED): LineRank.MARKED_THRICE,
}


class BylineLine(NamedTuple):
    """A line that names somebody.

    Attributes:
        byline: What it says.
        blocks: Indexes of its blocks, unless they are prose.
        has_cue: True if a byline cue opens it.
        markup: What its markup says.
        is_between: True if it stands between headline and body.
        is_below_headline: True if it stands there within the first few blocks.
        is_convincing: False if it counts only where metadata name the same people.
    """

    byline: Byline
    blocks: tuple[int, ...]
    has_cue: bool = False
    markup: AuthorMarkup = AuthorMarkup.NONE
    is_between: bool = False
    is_below_headline: bool = False
    is_convincing: bool = True

    @property
    def rank(self) -> LineRank:
        """How much speaks for the line."""
        return _RANKS[self.has_cue, self.markup]

    @property
    def is_marked(self) -> bool:
        """True if more speaks for the line than its looks."""
        return self.rank is not LineRank.PLAIN


def is_author(inline: Inline) -> bool:
    """True if an inline element says that its text is the author."""
    if not inline.text:
        return False
    names = (inline.attributes.get("class") or "").lower()
    return is_declared(inline) or "author" in names or "byline" in names


def is_declared(inline: Inline) -> bool:
    """True if a link relation or a microdata property, and not only a class name, says that it is the author."""
    attributes = inline.attributes
    return "author" in (attributes.get("rel") or "") or "author" in (attributes.get("itemprop") or "")


def read_marked(text: str, container: Container, inlines: Iterable[Inline]) -> Byline | None:
    """Read a line with its markup.

    Args:
        text: The line.
        container: The element that holds it.
        inlines: The inline elements in it that say they are the author.

    Returns:
        What it says; None if it is not a byline.
    """
    byline = parse_byline(text)
    if byline is not None and byline.authors:
        return _as_marked(byline, inlines)
    line = " ".join(text.split())
    for inline in inlines:
        declared = parse_byline(inline.text, declared=True)
        if declared is not None and declared.authors:
            return declared
        name = small_name(inline.text) or (user_name(inline.text) if is_declared(inline) else None)
        if name is not None and declared is None and not (byline and byline.organisations):
            return Byline(text=line, authors=(name,), roles=("",))
        if byline is None and declared is not None:
            byline = declared.model_copy(update={"text": line})
        elif byline is None and is_declared(inline) and may_be_organisation(inline.text):
            byline = Byline(text=line, organisations=(" ".join(inline.text.split()),))
    if BYLINE_NAMES.match(container):
        return byline or parse_byline(text, declared=True)
    return byline


def _as_marked(byline: Byline, inlines: Iterable[Inline]) -> Byline:
    """The byline with the names as the markup delimits them, without what is glued to them.

    If the markup declares some of the authors, single words that it does not mark are not names.
    """
    marked: list[str] = []
    has_declared = False
    for inline in inlines:
        inner = parse_byline(inline.text, declared=True)
        if inner is not None and inner.authors:
            marked += inner.authors
            has_declared = has_declared or is_declared(inline)
    if all(name in marked for name in byline.authors):
        return byline
    roles: dict[str, str] = {}
    for name, role in zip(byline.authors, byline.roles, strict=True):
        exact = name if name in marked else next((other for other in marked if _is_glued(name, other)), None)
        if exact is not None or not has_declared or " " in name or is_east_asian(name):
            roles.setdefault(exact or name, role)
    return byline.model_copy(update={"authors": tuple(roles), "roles": tuple(roles.values())})


def _is_glued(name: str, marked: str) -> bool:
    """True if a name is a marked one with something after it."""
    return name.startswith(f"{marked} ") or (" " in marked and name.startswith(marked))
