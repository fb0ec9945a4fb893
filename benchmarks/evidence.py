"""What a block looks like, by its marks, its place in the page and its wording: caption, comment, list or prose."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache

from cleanarticle.explain.extraction import Entry
from cleanarticle.page.model import Block, Container, MediaElement, Page, Within
from cleanarticle.rules.api import Mark
from cleanarticle.rules.library import bundled_rules

__all__ = ["Nature", "nature_of", "path_of", "structure_of"]

_MOST_WORDS_OF_CUE = 30
_MOST_SHARE_OF_BOX = 0.4
_MOST_WORDS_OF_CARD = 150
_MOST_WORDS_BY_PICTURE = 40
_LINKED = 0.6
_LINKED_CARD = 0.35
_PATH_STEPS = 4
_PATH_CLASSES = 2
_PICTURES = frozenset({"img", "amp-img", "source"})


class Nature(Enum):
    """What a block is, each with the name of the cause when it is lost and when it is extra."""

    HEADLINE = ("headline lifted as title", "headline in text")
    STANDFIRST = ("standfirst lifted as subtitle", "standfirst in text")
    CAPTION = ("lost caption", "caption in text")
    VIDEO = ("lost text of a video", "teaser for video")
    EMBED = ("lost embedded post", "embedded post in text")
    LINKS = ("lost linked text", "related links in text")
    PROMO = ("lost as newsletter or promo", "newsletter or promo")
    AUTHOR = ("lost author card", "author card")
    COMMENTS = ("lost comments", "comments")
    BYLINE = ("lost byline, date or count", "byline, date or count in text")
    NOTICE = ("lost notice or sign-off", "notice or sign-off in text")
    CHROME = ("lost as site chrome", "site chrome in text")
    HIDDEN = ("lost hidden text", "hidden text in text")
    HEADING = ("lost heading", "heading in text")
    LIST = ("lost list or quote", "list or quote in text")
    TABLE = ("lost table or code", "table or code in text")

    @property
    def when_lost(self) -> str:
        """Name of the cause when such a block is in the truth and not in the output."""
        return self.value[0]

    @property
    def when_extra(self) -> str:
        """Name of the cause when such a block is in the output and not in the truth."""
        return self.value[1]


_BY_FAMILY = {
    "chrome": Nature.CHROME,
    "promo": Nature.PROMO,
    "links": Nature.LINKS,
    "media": Nature.CAPTION,
    "trust": Nature.NOTICE,
    "meta": Nature.BYLINE,
    "comments": Nature.COMMENTS,
}
_BY_RULE = {
    "hidden": Nature.HIDDEN,
    "video-teaser": Nature.VIDEO,
    "audio-player": Nature.VIDEO,
    "embed": Nature.EMBED,
    "pull-quote": Nature.LIST,
    "author-card": Nature.AUTHOR,
    "copyright-notice": Nature.NOTICE,
    "sign-off": Nature.NOTICE,
    "headline": Nature.HEADLINE,
    "code-listing": Nature.TABLE,
    **dict.fromkeys(("tags", "breadcrumbs", "share", "counter"), Nature.CHROME),
}
_BY_FIELD = {
    "title": Nature.HEADLINE,
    "subtitle": Nature.STANDFIRST,
    "byline": Nature.BYLINE,
    "dateline": Nature.BYLINE,
    "published": Nature.BYLINE,
    "modified": Nature.BYLINE,
    "figures": Nature.CAPTION,
    "tags": Nature.CHROME,
    "section": Nature.CHROME,
}
_BY_ELEMENT = (
    (Within.CAPTION, Nature.CAPTION),
    (Within.NAV | Within.FOOTER | Within.BUTTON | Within.DIALOG | Within.FORM, Nature.CHROME),
)
_BY_STRUCTURE = (
    (Within.HEADING, Nature.HEADING),
    (Within.TABLE | Within.PRE, Nature.TABLE),
    (Within.LIST | Within.QUOTE, Nature.LIST),
)
_BY_NAME = {
    Nature.COMMENTS: "comment comments commentlist disqus kommentare commentaires comentarios",
    Nature.CAPTION: "caption captions figcaption cutline bildunterschrift legende credit credits",
    Nature.VIDEO: "video videos player jwplayer podcast audio",
    Nature.AUTHOR: "author authors bio biography authorbox contributor contributors autor auteur",
    Nature.PROMO: "newsletter newsletters subscribe subscription paywall advert advertisement promo donate donation "
    "shop sponsor sponsored affiliate",
    Nature.LINKS: "related recommended recommendations readmore recirc trending popular mostread teaser teasers",
    Nature.CHROME: "share sharing social breadcrumb breadcrumbs nav navigation menu footer cookie cookies consent tags",
}
_BY_CUE = {
    Nature.CAPTION: "photo-credit gallery infographic",
    Nature.VIDEO: "video-teaser audio-player",
    Nature.EMBED: "embed",
    Nature.AUTHOR: "author-card contact",
    Nature.PROMO: "newsletter paywall registration app-promotion donation affiliate shop sponsor advertisement "
    "event-promotion",
    Nature.LINKS: "related most-read continue",
    Nature.COMMENTS: "comments comment-count",
    Nature.BYLINE: "timestamp reading-time live-label",
    Nature.NOTICE: "trust-badge policy-link copyright ai-label correction-notice agency-boilerplate sign-off",
    Nature.CHROME: "share breadcrumbs navigation cookie login loader tags",
}


def _word_sets(words: Mapping[Nature, str]) -> dict[Nature, frozenset[str]]:
    return {nature: frozenset(each.split()) for nature, each in words.items()}


_NAMES = _word_sets(_BY_NAME)
_CUES = _word_sets(_BY_CUE)


def nature_of(block: Block, entry: Entry, page: Page) -> Nature | None:
    """What a block is, beside a part of an article: the strongest evidence first.

    Args:
        block: The block.
        entry: Its entry in the ledger.
        page: Its page.

    Returns:
        What it became or what the rules take it for; else what its elements, the names around it, its wording or its
        links say. None for plain text.
    """
    if entry.rule in _BY_FIELD and not entry.kept:
        return _BY_FIELD[entry.rule]
    against = [mark for mark in entry.marks if mark.kind == "drop" or mark.points < 0]
    if against:
        return _nature_of_rule(min(against, key=_strength).rule)
    return (
        _by_bits(block, _BY_ELEMENT)
        or _by_names(block.container, page)
        or _by_cues(block)
        or (Nature.LINKS if _leads_elsewhere(block) else None)
        or (Nature.CAPTION if _stands_by_picture(block, page) else None)
    )


def structure_of(block: Block) -> Nature | None:
    """Whether a block is a heading, a part of a list or quote, or of a table or listing."""
    return _by_bits(block, _BY_STRUCTURE)


def path_of(block: Block) -> str:
    """The innermost elements around a block, each with its first classes."""
    steps: list[str] = []
    at: Container | None = block.container
    while at is not None and at.parent is not None and len(steps) < _PATH_STEPS:
        classes = (at.attributes.get("class") or "").split()[:_PATH_CLASSES]
        steps.append(".".join([at.tag, *classes]))
        at = at.parent
    return " > ".join(reversed(steps))


def _strength(mark: Mark) -> tuple[bool, bool, float]:
    return bool(mark.overruled), mark.kind != "drop", mark.points


def _nature_of_rule(name: str) -> Nature:
    return _BY_RULE.get(name) or _BY_FAMILY[_families()[name]]


@cache
def _families() -> dict[str, str]:
    return {rule.name: rule.family for rule in bundled_rules()}


def _by_bits(block: Block, table: tuple[tuple[int, Nature], ...]) -> Nature | None:
    return next((nature for bits, nature in table if block.container.within & bits), None)


def _by_names(container: Container, page: Page) -> Nature | None:
    """What the innermost container with a telling name is, if it is a small part of the page."""
    most = _MOST_SHARE_OF_BOX * page.containers[0].words
    at: Container | None = container
    while at is not None and at.words <= most:
        for nature, names in _NAMES.items():
            if not names.isdisjoint(at.names):
                return nature
        at = at.parent
    return None


def _by_cues(block: Block) -> Nature | None:
    if block.words > _MOST_WORDS_OF_CUE:
        return None
    return next((nature for nature, cues in _CUES.items() if not cues.isdisjoint(block.cues)), None)


def _leads_elsewhere(block: Block) -> bool:
    """Whether a block is linked, or stands in a small container that largely is."""
    if block.link_density >= _LINKED:
        return True
    box = block.container.parent
    if box is None or not block.words < box.words <= _MOST_WORDS_OF_CARD:
        return False
    return box.link_words >= _LINKED_CARD * box.words


def _stands_by_picture(block: Block, page: Page) -> bool:
    """Whether a picture stands right before a short block, in a container that holds little else."""
    if block.words > _MOST_WORDS_BY_PICTURE or block.container.within & Within.HEADING:
        return False
    return any(each.block == block.index and _shares_box(each, block) for each in page.media if each.tag in _PICTURES)


def _shares_box(media: MediaElement, block: Block) -> bool:
    box: Container | None = media.container
    for _ in range(3):
        if box is None or box.words > _MOST_WORDS_BY_PICTURE:
            return False
        if box.first <= block.index < box.end:
            return True
        box = box.parent
    return False
