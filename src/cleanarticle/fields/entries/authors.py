"""Who wrote an entry."""

from __future__ import annotations

from typing import Final

from cleanarticle.fields.class_names import class_names, is_named
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.entries.draft import MOST_LINE_WORDS, MOST_STAMP, EntryDraft
from cleanarticle.fields.entries.updates import Updates
from cleanarticle.fields.text.bylines.parse import parse_byline
from cleanarticle.fields.text.names.people import looks_like_name
from cleanarticle.lexicon.phrases import bundled_phrases
from cleanarticle.page.model import Block, Within

__all__ = ["authors_of", "people_in"]

_AUTHOR_NAMES: Final = class_names("entry_author")


def authors_of(draft: EntryDraft, context: ArticleContext, updates: Updates) -> tuple[str, ...]:
    """The people named beside the time, in an element with a class for authors, or in structured data."""
    mark = draft.mark
    if mark is not None and mark.place == "line" and mark.stamp is not None:
        authors = people_in(mark.stamp.rest(mark.block.text))
        if authors:
            return authors
    opening = draft.paragraphs[0] if draft.paragraphs else draft.end
    for block in context.page.blocks[draft.first : min(opening, draft.end)]:
        if block.index not in context.body and block.words <= MOST_LINE_WORDS and _may_name_author(block):
            authors = people_in(block.text)
            if authors:
                return authors
    return draft.update.authors if draft.update is not None and updates.are_signed else ()


def _may_name_author(block: Block) -> bool:
    return is_named(block.container, _AUTHOR_NAMES, 2) and not block.container.within & (Within.FIGURE | Within.QUOTE)


def people_in(text: str) -> tuple[str, ...]:
    """The people in a short line of nothing else; none in labels such as "KEY EVENT"."""
    if len(text) > MOST_STAMP or (text.isupper() and text.isascii()) or bundled_phrases().find(text):
        return ()
    byline = parse_byline(text, declared=True)
    if byline is None or not all(map(looks_like_name, byline.authors)):
        return ()
    return byline.authors
