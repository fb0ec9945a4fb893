"""Tells a live blog from comments, teasers, lists and timetables with times in them."""

from __future__ import annotations

from typing import Final

from cleanarticle.fields.class_names import class_names, is_named
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.entries.draft import LEAST_ENTRIES, LEAST_SHARE, MOST_STAMP, EntryDraft, TimeMark
from cleanarticle.fields.entries.times import share_in_order
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Container

__all__ = ["is_live"]

_LIVE: Final = load_words("live")
_PHRASES: Final = tuple({phrase for phrases in _LIVE["words"].values() for phrase in phrases})
_SPACED: Final = tuple(f" {phrase} " for phrase in _PHRASES if phrase[0] < "\u3040")
_UNSPACED: Final = tuple(phrase for phrase in _PHRASES if phrase[0] >= "\u3040")
_NAMES: Final = frozenset(_LIVE["names"])
_WEAK_NAMES: Final = frozenset(_LIVE["weak_names"])
_DISCUSSION_NAMES: Final = class_names("discussion", "comments")
# Measured: at 3 and at 5, none of 2,304 pages changes.
_LEAST_UNNAMED_ENTRIES: Final = 4
# Measured: at 4 and at 16, none of 2,304 pages changes.
_LEAST_ENTRY_WORDS: Final = 8.0
# Measured: at 0.55, 1 of 2,304 changes (entries); at 0.85, none of 2,304 pages changes, but a fixture.
_LEAST_IN_ORDER: Final = 0.7
# Measured: at 0.8 and at 1, none of 2,304 pages changes.
_LINKED: Final = 0.95
# Measured: at 15 and at 60, none of 2,304 pages changes.
_LEAST_TEASED_WORDS: Final = 30.0
_NOT_WORD: Final = lazy_pattern(r"[\W_]+")


def is_live(drafts: list[EntryDraft], context: ArticleContext, *, is_claimed: bool) -> bool:
    """Tell whether pieces with times are a live blog.

    Args:
        drafts: The pieces, at least one.
        context: The page and its body.
        is_claimed: True if structured data say that the article is a live blog.

    Returns:
        True if they have some words each, are not a discussion, and it is claimed; or if they are not teasers, and are
        the ticker of a match, or show times and a class, a label or the order of the times says that they are live.
    """
    words = sum(context.page.blocks[index].words for draft in drafts for index in draft.kept)
    if words < _LEAST_ENTRY_WORDS * len(drafts):
        return False
    if any(is_named(draft.container, _DISCUSSION_NAMES, 2) for draft in drafts[:LEAST_ENTRIES]):
        return False
    if is_claimed:
        return True
    if _are_teasers(drafts, context):
        return False
    if _is_match(drafts):
        return _is_ordered(_minutes(drafts))
    if 2 * sum(_has_time(draft.mark) for draft in drafts) < len(drafts):
        return False
    return _looks_live(drafts, context)


def _looks_live(drafts: list[EntryDraft], context: ArticleContext) -> bool:
    """True if a class says live; if a label says it and the times are in order; or if they fall, in a feed."""
    names = _names_around(drafts[0].container)
    if not _NAMES.isdisjoint(names):
        return True
    minutes = _minutes(drafts)
    if (not minutes or _is_ordered(minutes)) and _says_live(context):
        return True
    is_newest_first = share_in_order(minutes, falling=True) >= _LEAST_IN_ORDER
    return is_newest_first and len(set(minutes)) >= _LEAST_UNNAMED_ENTRIES and not _WEAK_NAMES.isdisjoint(names)


def _minutes(drafts: list[EntryDraft]) -> list[int]:
    """The numbers of the times that the page shows."""
    return [draft.mark.stamp.minutes for draft in drafts if draft.mark is not None and draft.mark.stamp is not None]


def _is_ordered(minutes: list[int]) -> bool:
    return max(share_in_order(minutes, falling=falling) for falling in (True, False)) >= _LEAST_IN_ORDER


def _is_match(drafts: list[EntryDraft]) -> bool:
    """True if all times are minutes of a match."""
    stamps = [draft.mark.stamp for draft in drafts if draft.mark is not None and draft.mark.stamp is not None]
    return len(stamps) >= _LEAST_UNNAMED_ENTRIES and all(stamp.kind == "match" for stamp in stamps)


def _has_time(mark: TimeMark | None) -> bool:
    """True if a mark shows a clock time, or its element has one."""
    if mark is None:
        return False
    if mark.stamp is not None:
        return True
    value = mark.inline.attributes.get("datetime") if mark.inline is not None else None
    return value is not None and ":" in value


def _are_teasers(drafts: list[EntryDraft], context: ArticleContext) -> bool:
    """True if most entries are a linked title with next to no text."""
    blocks = context.page.blocks
    teasers = 0
    for draft in drafts:
        has_link = any(blocks[index].link_density >= _LINKED for index in draft.kept[:2])
        words = sum(blocks[index].words for index in draft.kept if blocks[index].link_density < _LINKED)
        teasers += has_link and words < _LEAST_TEASED_WORDS
    return teasers > LEAST_SHARE * len(drafts)


def _names_around(container: Container) -> set[str]:
    return {name for ancestor in container.inclusive_ancestors() for name in ancestor.names}


def _says_live(context: ArticleContext) -> bool:
    """True if the headline, a claimed title or section, the address, or a label above the body says live."""
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
