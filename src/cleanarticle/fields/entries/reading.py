"""The entries of a live blog, from the times in the body to what each says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from cleanarticle.article import LiveEntry, Paragraph
from cleanarticle.fields.context import ArticleContext, FieldResult, compact
from cleanarticle.fields.entries.authors import authors_of
from cleanarticle.fields.entries.drafts import (
    LEAST_ENTRIES,
    LEAST_SHARE,
    MOST_LINE_WORDS,
    MOST_STAMP,
    Draft,
    Mark,
    Moment,
)
from cleanarticle.fields.entries.liveness import is_live
from cleanarticle.fields.entries.marks import claimed_marks, find_marks, group_marks
from cleanarticle.fields.entries.shape import draft_entries
from cleanarticle.fields.entries.times import are_far_apart, complete_times, read_moment
from cleanarticle.fields.entries.updates import Updates
from cleanarticle.fields.text.dates.clocks import leading_clock, leading_minute
from cleanarticle.page.model import Block

__all__ = ["read_entries"]

_LEAST_CLAIMED_ENTRIES: Final = 2
_MOST_GROUPS: Final = 4
_BOLD: Final = 0.9


def read_entries(
    context: ArticleContext,
    *,
    paragraphs: Mapping[int, Paragraph],
    language: str | None,
    published: Moment | None,
    modified: Moment | None,
) -> FieldResult[tuple[LiveEntry, ...]]:
    """Read the entries of a live blog.

    Args:
        context: The page and its body.
        paragraphs: The paragraph that each block of the body makes, by the block's index, in document order.
        language: Code of the page's language.
        published: When the article was published.
        modified: When it was last changed.

    Returns:
        The entries in the order of the page, and the blocks of the body that show nothing but the time of one.
    """
    feed = _feed(context, paragraphs)
    if feed is None:
        return FieldResult(())
    updates = Updates(context.claims.updates)
    for draft in feed.drafts:
        _fill(draft, context.page.blocks, paragraphs, updates)
        read_moment(draft, context, language)
    if are_far_apart([draft.time for draft in feed.drafts if draft.time is not None]):
        return FieldResult(())
    complete_times(feed.drafts, context, language, published, modified)
    entries = tuple(_entry(draft, context, paragraphs, updates) for draft in feed.drafts if draft.kept)
    first, end = feed.drafts[0].first, feed.drafts[-1].end
    consumed = sorted(index for index in feed.bare if index in paragraphs and first <= index < end)
    return FieldResult(entries, tuple(consumed))


class _Feed(NamedTuple):
    """The entries, and the blocks that show nothing but a time and a name or label beside it."""

    drafts: list[Draft]
    bare: set[int]


def _feed(context: ArticleContext, paragraphs: Mapping[int, Paragraph]) -> _Feed | None:
    """The entries of the group of times that covers most of the body, if it is a live blog."""
    is_claimed = context.claims.first("live") is not None
    least = _LEAST_CLAIMED_ENTRIES if is_claimed else LEAST_ENTRIES
    marks = list(find_marks(context, paragraphs))
    bare = {mark.block.index for mark in marks if mark.place == "line"}
    prose = [index for index in paragraphs if index not in bare]
    groups = group_marks(marks)
    if is_claimed:
        groups.append(claimed_marks(context, prose, paragraphs))
    best: list[Draft] = []
    best_words = 0.0
    group_of_best: list[Mark] = []
    for group in sorted(groups, key=len, reverse=True)[:_MOST_GROUPS]:
        if len(group) < least:
            continue
        drafts = draft_entries(group, context, prose)
        words = sum(context.page.blocks[index].words for draft in drafts for index in draft.kept)
        if words > best_words and len(drafts) >= least:
            best, best_words, group_of_best = drafts, words, group
    total = sum(context.page.blocks[index].words for index in prose)
    if best_words < LEAST_SHARE * total or not best:
        return None
    if not is_live(best, group_of_best, context, is_claimed=is_claimed):
        return None
    for draft in best:
        if draft.mark is not None and draft.mark.place == "claim":
            draft.mark = next((mark for mark in marks if draft.first <= mark.block.index < draft.end), None)
    return _Feed(best, bare)


def _fill(draft: Draft, blocks: list[Block], paragraphs: Mapping[int, Paragraph], updates: Updates) -> None:
    """Part an entry into heading and text, and find what structured data says of it."""
    draft.shown = list(draft.kept)
    while draft.shown and paragraphs[draft.shown[0]].kind == "heading":
        text = paragraphs[draft.shown[0]].text.replace("\n", " ")
        stamp = leading_minute(text) or leading_clock(text, closed=False)
        rest = text if stamp is None else stamp.rest(text)
        if draft.title is not None and rest:
            break
        draft.title = draft.title or rest or None
        del draft.shown[0]
    if draft.title is None and len(draft.shown) > 1:
        first = blocks[draft.shown[0]]
        if first.strong_share >= _BOLD and first.words <= MOST_LINE_WORDS and first.text[-1] not in ".!?:":
            stamp = leading_minute(first.text) or leading_clock(first.text, closed=False)
            draft.title = (first.text if stamp is None else stamp.rest(first.text)).replace("\n", " ")
            del draft.shown[0]
    openings = [paragraphs[index].text for index in draft.shown[:2]]
    for text in openings if draft.title is None else [draft.title, *openings]:
        if draft.update is None:
            draft.update = updates.find(text)
    if draft.title is None and draft.shown and draft.update is not None and draft.update.title:
        text = paragraphs[draft.shown[0]].text
        if compact(text) == compact(draft.update.title):
            draft.title = text
            del draft.shown[0]


def _entry(draft: Draft, context: ArticleContext, paragraphs: Mapping[int, Paragraph], updates: Updates) -> LiveEntry:
    return LiveEntry(
        time=draft.time,
        stamp=_shown_stamp(draft.mark),
        title=draft.title,
        authors=authors_of(draft, context, updates),
        paragraphs=tuple(paragraphs[index] for index in draft.shown),
    )


def _shown_stamp(mark: Mark | None) -> str | None:
    if mark is None:
        return None
    if mark.stamp is not None:
        return mark.stamp.text
    text = mark.inline.text if mark.inline is not None else ""
    return text[:MOST_STAMP] or None
