"""The reader of entries: from the times in the body to the entries of a live blog."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from cleanarticle.article import LiveEntry
from cleanarticle.content import Paragraph
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.entries.authors import authors_of
from cleanarticle.fields.entries.draft import (
    LEAST_ENTRIES,
    LEAST_SHARE,
    MOST_LINE_WORDS,
    MOST_STAMP,
    EntryDraft,
    Moment,
    TimeMark,
)
from cleanarticle.fields.entries.liveness import is_live
from cleanarticle.fields.entries.pieces import draft_entries
from cleanarticle.fields.entries.time_marks import claimed_marks, find_marks, group_marks
from cleanarticle.fields.entries.times import are_far_apart, complete_times, read_moment
from cleanarticle.fields.entries.updates import Updates
from cleanarticle.fields.text.dates.clocks import leading_clock, leading_minute
from cleanarticle.fields.text_key import text_key
from cleanarticle.page.claims import LiveUpdate
from cleanarticle.page.model import Block

__all__ = ["read_entries"]

# Measured: at 1, 2 of 2,304 change (entries); at 3, none of 2,304 pages changes.
_LEAST_CLAIMED_ENTRIES: Final = 2
# Measured: at 3 and at 5, none of 2,304 pages changes.
_MOST_GROUPS: Final = 4
# Bold up to a full stop or a space outside of the tag. The same share as for bold lines of a site model.
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
        paragraphs: The paragraph of each block of the body, by the block's index, in document order.
        language: Code of the page's language.
        published: When the article was published.
        modified: When it was last changed.

    Returns:
        The entries in the order of the page, and the blocks of the body that show nothing but the time of one.
    """
    feed = _find_feed(context, paragraphs)
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
    consumed = sorted(index for index in feed.time_lines if index in paragraphs and first <= index < end)
    return FieldResult(entries, tuple(consumed))


class _Feed(NamedTuple):
    """The entries, and the blocks that show nothing but a time, a name and a label."""

    drafts: list[EntryDraft]
    time_lines: set[int]


def _find_feed(context: ArticleContext, paragraphs: Mapping[int, Paragraph]) -> _Feed | None:
    """The entries of the group of times that covers most of the body, if it is a live blog."""
    is_claimed = context.claims.first("live") is not None
    marks = find_marks(context, paragraphs)
    if len(marks) < LEAST_ENTRIES and not is_claimed:
        return None
    time_lines = {mark.block.index for mark in marks if mark.place == "line"}
    prose = [index for index in paragraphs if index not in time_lines]
    groups = group_marks(marks)
    if is_claimed:
        groups.append(claimed_marks(context, prose, paragraphs))
    drafts = _largest(groups, context, prose, _LEAST_CLAIMED_ENTRIES if is_claimed else LEAST_ENTRIES)
    total = sum(context.page.blocks[index].words for index in prose)
    if not drafts or _words(drafts, context) < LEAST_SHARE * total:
        return None
    if not is_live(drafts, context, is_claimed=is_claimed):
        return None
    for draft in drafts:
        # The entries are known from structured data: the times that the page shows are still to be found.
        if draft.mark is not None and draft.mark.place == "claim":
            draft.mark = next((mark for mark in marks if draft.first <= mark.block.index < draft.end), None)
    return _Feed(drafts, time_lines)


def _largest(groups: list[list[TimeMark]], context: ArticleContext, prose: list[int], least: int) -> list[EntryDraft]:
    """The entries with the most words, by one of the longest groups; none if all groups have too few."""
    largest: list[EntryDraft] = []
    most_words = 0.0
    for group in sorted(groups, key=len, reverse=True)[:_MOST_GROUPS]:
        drafts = draft_entries(group, context, prose) if len(group) >= least else []
        words = _words(drafts, context)
        if words > most_words and len(drafts) >= least:
            largest, most_words = drafts, words
    return largest


def _words(drafts: list[EntryDraft], context: ArticleContext) -> float:
    return sum(context.page.blocks[index].words for draft in drafts for index in draft.kept)


# --- one entry --------------------------------------------------------------------------------------------


def _fill(draft: EntryDraft, blocks: list[Block], paragraphs: Mapping[int, Paragraph], updates: Updates) -> None:
    """Split the blocks of an entry into title and paragraphs, and find its entry in structured data."""
    draft.paragraphs = list(draft.kept)
    _take_headings(draft, paragraphs)
    _take_bold_title(draft, blocks)
    draft.update = _update(draft, paragraphs, updates)
    _take_claimed_title(draft, paragraphs)


def _take_headings(draft: EntryDraft, paragraphs: Mapping[int, Paragraph]) -> None:
    """Take the first heading with more than a time for the title; headings before it show nothing but a time."""
    while draft.paragraphs and paragraphs[draft.paragraphs[0]].kind == "heading":
        text = _without_time(paragraphs[draft.paragraphs[0]].text.replace("\n", " "))
        if draft.title is not None and text:
            break
        draft.title = draft.title or text or None
        del draft.paragraphs[0]


def _take_bold_title(draft: EntryDraft, blocks: list[Block]) -> None:
    """Take a short bold line that is not a sentence for the title, if there is none and some text after it."""
    if draft.title is not None or len(draft.paragraphs) < 2:
        return
    first = blocks[draft.paragraphs[0]]
    if first.strong_share >= _BOLD and first.words <= MOST_LINE_WORDS and first.text[-1] not in ".!?:":
        draft.title = _without_time(first.text).replace("\n", " ")
        del draft.paragraphs[0]


def _take_claimed_title(draft: EntryDraft, paragraphs: Mapping[int, Paragraph]) -> None:
    """Take the first paragraph for the title, if there is none and structured data have the same."""
    if draft.title is not None or not draft.paragraphs or draft.update is None or not draft.update.title:
        return
    text = paragraphs[draft.paragraphs[0]].text
    if text_key(text) == text_key(draft.update.title):
        draft.title = text
        del draft.paragraphs[0]


def _update(draft: EntryDraft, paragraphs: Mapping[int, Paragraph], updates: Updates) -> LiveUpdate | None:
    """The entry of structured data that has the title, or one of the first two paragraphs."""
    texts = [paragraphs[index].text for index in draft.paragraphs[:2]]
    if draft.title is not None:
        texts.insert(0, draft.title)
    return next((update for text in texts if (update := updates.find(text)) is not None), None)


def _without_time(text: str) -> str:
    stamp = leading_minute(text) or leading_clock(text, closed=False)
    return text if stamp is None else stamp.rest(text)


def _entry(
    draft: EntryDraft, context: ArticleContext, paragraphs: Mapping[int, Paragraph], updates: Updates
) -> LiveEntry:
    return LiveEntry(
        time=draft.time,
        stamp=_shown_stamp(draft.mark),
        title=draft.title,
        authors=authors_of(draft, context, updates),
        paragraphs=tuple(paragraphs[index] for index in draft.paragraphs),
    )


def _shown_stamp(mark: TimeMark | None) -> str | None:
    if mark is None:
        return None
    if mark.stamp is not None:
        return mark.stamp.text
    text = mark.inline.text if mark.inline is not None else ""
    return text[:MOST_STAMP] or None
