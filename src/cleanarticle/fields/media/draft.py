"""One video or recording while it is put together, and what its parts have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import unquote

from cleanarticle.fields.class_names import class_names, is_named
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.rank import Rank
from cleanarticle.page.model import Container, Within
from cleanarticle.page.model import MediaElement as Element

__all__ = [
    "LEVELS",
    "MOST_MEDIA",
    "MediaDraft",
    "MediaKind",
    "MediaRank",
    "file_keys",
    "first_block",
    "is_elsewhere",
    "is_teased",
]

MediaKind = Literal["video", "audio"]

# Measured: at 25 and at 100, none of 256 pages changes.
MOST_MEDIA: Final = 50
# Measured: at 2, 1 of 256 changes (media); at 5, 2 of 256 change (media).
LEVELS: Final = 3
# Measured: at 5 and at 7, none of 2,304 pages changes.
_LEAST_KEY: Final = 6
_ELSEWHERE: Final = Within.NAV | Within.FOOTER | Within.DIALOG | Within.FORM
_OTHER_NAMES: Final = class_names("not_media", "promotion", "comments")


class MediaRank(Rank):
    """What speaks for a video or recording."""

    SHOWN = 0.75
    """The page shows its player."""
    CLAIMED = 0.8
    """Structured data name it as a part of the article."""
    SHOWN_WITH_TITLE = 0.85
    """The page shows its player with a title, or, without a player, the title or still that structured data have."""
    CLAIMED_AND_SHOWN = 0.95
    """Structured data describe it, and the page shows its player."""


@dataclass(slots=True)
class MediaDraft:
    """A video or recording while it is put together.

    Attributes:
        block: Index of the block that it stands before.
        kind: `video` or `audio`.
        title: Its title.
        duration: Its length.
        src: Its address.
        keys: Names of its files and of its stills, by which two descriptions of it are the same.
        rank: What speaks for it.
    """

    block: int
    kind: MediaKind
    title: str | None = None
    duration: dt.timedelta | None = None
    src: str | None = None
    keys: set[str] = field(default_factory=set)
    rank: MediaRank = MediaRank.SHOWN


def first_block(context: ArticleContext) -> int:
    """Index of the first block before which a video or recording may stand."""
    return min(context.opening, context.start)


def is_elsewhere(media: Element, context: ArticleContext) -> bool:
    """True if an element stands in a teaser or beside the article, is a tracking pixel, or hidden."""
    container = media.container
    if context.is_apart(container, _ELSEWHERE | Within.ASIDE) or is_teased(container):
        return True
    if media.attributes.get("width") in ("0", "1") or media.attributes.get("height") in ("0", "1"):
        return True
    return context.is_apart(container, Within.HIDDEN) and container.tag != "noscript"


def is_teased(container: Container) -> bool:
    """True if a class name says that an element is not part of the article."""
    return is_named(container, _OTHER_NAMES, LEVELS)


def file_keys(addresses: Iterable[str]) -> set[str]:
    """What the addresses of a file, its player and its page share: the longest part that is not a plain word."""
    keys = set()
    for address in addresses:
        path = unquote(address).partition("//")[2].partition("/")[2].partition("#")[0]
        path, _, query = path.partition("?")
        parts = [part.partition(".")[0] for part in path.split("/")]
        parts += [pair.rpartition("=")[2] for pair in query.split("&")]
        names = [part for part in parts if len(part) >= _LEAST_KEY and not (part.isalpha() and part.islower())]
        if names:
            keys.add(max(names, key=len))
    return keys
