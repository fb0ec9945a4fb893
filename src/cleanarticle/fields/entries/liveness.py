"""Whether pieces with times are a live blog, or comments, teasers, a list, a timetable."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.fields.context import ArticleContext, word_set
from cleanarticle.fields.entries.drafts import LEAST_ENTRIES, LEAST_SHARE, MOST_STAMP, Draft, Mark
from cleanarticle.fields.entries.order import share_in_order
from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Container

__all__ = ["is_live"]

_LIVE: Final = load_words("live")
_PHRASES: Final = tuple({phrase for phrases in _LIVE["words"].values() for phrase in phrases})
_SPACED: Final = tuple(f" {phrase} " for phrase in _PHRASES if phrase[0] < "\u3040")
_UNSPACED: Final = tuple(phrase for phrase in _PHRASES if phrase[0] >= "\u3040")
_NAMES: Final = frozenset(_LIVE["names"])
_WEAK_NAMES: Final = frozenset(_LIVE["weak_names"])
_DISCUSSION_NAMES: Final = word_set(
    "comment comments reply replies forum thread disqus kommentar kommentare commentaire commentaires comentario "
    "comentarios discussion"
)
_LEAST_UNNAMED_ENTRIES: Final = 4
_LEAST_ENTRY_WORDS: Final = 8.0
_LEAST_IN_ORDER: Final = 0.7
_LINKED: Final = 0.95
_LEAST_TEASED_WORDS: Final = 30.0
_NOT_WORD: Final = re.compile(r"[\W_]+")


def is_live(drafts: list[Draft], group: list[Mark], context: ArticleContext, *, is_claimed: bool) -> bool:
    """Whether drafts with these times are a live blog, which structured data may claim."""
    stamps = [draft.mark.stamp for draft in drafts if draft.mark is not None and draft.mark.stamp is not None]
    words = sum(context.page.blocks[index].words for draft in drafts for index in draft.kept)
    if words < _LEAST_ENTRY_WORDS * len(drafts) or any(
        _is_discussion(draft.container) for draft in drafts[:LEAST_ENTRIES]
    ):
        return False
    if is_claimed:
        return True
    if _are_teasers(drafts, context):
        return False
    numbers = [stamp.minutes for stamp in stamps]
    if len(stamps) >= _LEAST_UNNAMED_ENTRIES and all(stamp.kind == "match" for stamp in stamps):
        return max(share_in_order(numbers, falling=each) for each in (True, False)) >= _LEAST_IN_ORDER
    if 2 * sum(_has_time(draft.mark) for draft in drafts) < len(drafts):
        return False
    path = _names_around(drafts[0].container)
    if not _NAMES.isdisjoint(path):
        return True
    falling = share_in_order(numbers, falling=True)
    is_ordered = not numbers or max(falling, share_in_order(numbers, falling=False)) >= _LEAST_IN_ORDER
    if is_ordered and _says_live(context):
        return True
    is_newest_first = len(set(numbers)) >= _LEAST_UNNAMED_ENTRIES and falling >= _LEAST_IN_ORDER
    return is_newest_first and not _WEAK_NAMES.isdisjoint(path)


def _has_time(mark: Mark | None) -> bool:
    """Whether a mark shows a clock time, or its element has one."""
    if mark is None:
        return False
    if mark.stamp is not None:
        return True
    value = mark.inline.attributes.get("datetime") if mark.inline is not None else None
    return value is not None and ":" in value


def _is_discussion(container: Container) -> bool:
    parent = container.parent or container
    return not _DISCUSSION_NAMES.isdisjoint((*container.names, *parent.names))


def _are_teasers(drafts: list[Draft], context: ArticleContext) -> bool:
    """Whether most entries are a linked title with next to no text."""
    blocks = context.page.blocks
    teasers = 0
    for draft in drafts:
        linked = any(blocks[index].link_density >= _LINKED for index in draft.kept[:2])
        free = sum(blocks[index].words for index in draft.kept if blocks[index].link_density < _LINKED)
        teasers += linked and free < _LEAST_TEASED_WORDS
    return teasers > LEAST_SHARE * len(drafts)


def _names_around(container: Container) -> set[str]:
    names: set[str] = set()
    at: Container | None = container
    while at is not None:
        names.update(at.names)
        at = at.parent
    return names


def _says_live(context: ArticleContext) -> bool:
    """Whether the headline, the address, or a label above the body says that it is live."""
    claims = context.claims
    blocks = context.page.blocks
    texts = [claim.value for name in ("title", "section") for claim in claims.all(name)[:4]]
    texts += [blocks[index].text for index in context.titles]
    texts += [address for address in (context.url, claims.first("canonical"), claims.first("url")) if address]
    if any(_has_phrase(text) for text in texts):
        return True
    labels = (block.text for block in context.top_blocks() if block.words <= LEAST_ENTRIES)
    return any(_plain(label) in _SPACED or label in _UNSPACED for label in labels)


def _has_phrase(text: str) -> bool:
    plain = _plain(text)
    return any(phrase in plain for phrase in _SPACED) or any(phrase in text for phrase in _UNSPACED)


def _plain(text: str) -> str:
    """The words of a text in lower case, with a space around each."""
    return f" {_NOT_WORD.sub(' ', text[: MOST_STAMP * 10].casefold()).strip()} "
