"""The times in the body, in groups of those that are set alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cleanarticle.body.select import heading_level
from cleanarticle.content import Paragraph
from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.entries.authors import people_in
from cleanarticle.fields.entries.draft import MOST_LINE_WORDS, TimeMark
from cleanarticle.fields.entries.updates import Updates
from cleanarticle.fields.text.dates.clocks import (
    Stamp,
    find_clock,
    leading_clock,
    leading_minute,
    may_have_clock,
    may_open_with_time,
)
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.phrases import bundled_phrases
from cleanarticle.page.model import Block, Container, Inline, Within

__all__ = ["claimed_marks", "find_marks", "first_class", "group_marks"]

# Measured: at 6 and at 24, none of 258 pages changes.
_LINES_ABOVE: Final = 12
# Measured: at 2 and at 4, none of 248 pages changes.
_LINES_BELOW: Final = 3
_APART: Final = Within.NAV | Within.FORM | Within.DIALOG | Within.HIDDEN
_OPENING: Final = 120
"""Characters of a block in which a time may stand."""
_DIGITS: Final = lazy_pattern(r"\d+")


def find_marks(context: ArticleContext, paragraphs: Mapping[int, Paragraph]) -> list[TimeMark]:
    """Find the times in the blocks of the body, and in lines near them."""
    blocks = context.page.blocks
    times: dict[int, Inline] = {}
    for element in context.page.inlines:
        if element.tag == "time" or "date" in (element.attributes.get("itemprop") or "").lower():
            times.setdefault(element.block, element)
    mask = _APART & ~context.inside
    titles = context.titles
    found = []
    for block in blocks[max(0, context.start - _LINES_ABOVE) : context.end + _LINES_BELOW]:
        if block.index in titles or block.container.within & mask:
            continue
        inline = times.get(block.index)
        if inline is not None or _may_have_time(block):
            mark = _mark(block, inline, paragraphs)
            if mark is not None:
                found.append(mark)
    return found


def _may_have_time(block: Block) -> bool:
    """True if a block has a digit; a time in a longer text has to open it."""
    text = block.text
    if may_open_with_time(text):
        return _DIGITS.search(text, 0, _OPENING) is not None
    return block.words <= MOST_LINE_WORDS and may_have_clock(text)


def _mark(block: Block, inline: Inline | None, paragraphs: Mapping[int, Paragraph]) -> TimeMark | None:
    """The time in a block, with the place where it stands."""
    text = block.text
    minute = leading_minute(text)
    if block.container.within & Within.HEADING and heading_level(block):
        stamp = minute or leading_clock(text, closed=False)
        return None if stamp is None and inline is None else TimeMark(block, "heading", stamp, inline)
    if block.words <= MOST_LINE_WORDS:
        stamp = minute or find_clock(text)
        if (stamp is not None or inline is not None) and _is_line(block, stamp, inline, paragraphs):
            return TimeMark(block, "line", stamp, inline)
        if stamp is None and len(text) <= _OPENING:
            return None  # `find_clock` finds a time that opens the line, too.
    # A sentence may begin with a clock time: that of an entry is set off by a sign, bold type, a cell or an element.
    is_set_off = block.strong_share > 0 or block.tag == "tr" or (inline is not None and bool(inline.text))
    stamp = minute or leading_clock(text, closed=not is_set_off)
    return None if stamp is None else TimeMark(block, "lead", stamp, inline)


def _is_line(block: Block, stamp: Stamp | None, inline: Inline | None, paragraphs: Mapping[int, Paragraph]) -> bool:
    """True if a short block has nothing but the time, a name and a label.

    A block of the body with more is a short sentence, or a title; one outside the body may have more.
    """
    if block.index not in paragraphs or (inline is not None and inline.text == block.text):
        return True
    if stamp is None:
        return False
    rest = stamp.rest(block.text)
    return not rest or "live-label" in bundled_phrases().find(rest) or bool(people_in(rest))


def group_marks(marks: list[TimeMark]) -> list[list[TimeMark]]:
    """Group times of the same kind, at the same place, in elements with the same tag and first class."""
    groups: dict[tuple[str, ...], list[TimeMark]] = {}
    for mark in marks:
        container = mark.block.container
        parent = container.parent or container
        kind = mark.stamp.kind if mark.stamp is not None else "other"
        key = (mark.place, kind, container.tag, first_class(container), parent.tag)
        groups.setdefault(key, []).append(mark)
    return list(groups.values())


def first_class(container: Container) -> str:
    """The first class of an element, without digits: some systems number their entries."""
    first = (container.attributes.get("class") or "").split()[:1]
    return _DIGITS.sub("", first[0]) if first else ""


def claimed_marks(context: ArticleContext, prose: list[int], paragraphs: Mapping[int, Paragraph]) -> list[TimeMark]:
    """Make a mark of each block with which an entry in structured data opens."""
    updates = Updates(context.claims.updates)
    marks: list[TimeMark] = []
    seen: set[int] = set()
    for index in prose:
        update = updates.find(paragraphs[index].text)
        if update is not None and id(update) not in seen:
            seen.add(id(update))
            marks.append(TimeMark(context.page.blocks[index], "claim", None, None))
    return marks
