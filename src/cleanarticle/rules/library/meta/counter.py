"""Counts: of comments, readers, results and pictures, and numbers alone."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import words_of
from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, digits, drop, ignores, marks, names, phrases, rule, short, tags
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset(("views", "viewcount", "pageviews", "hits", "reads", "likes", "claps", "upvotes"))
_IN_NUMBERS: Final = ".,'’()+"
_UNITS: Final = words_of("counts.readers")
_OF: Final = "|".join(words_of("counts.of"))
_PART: Final = lazy_pattern(rf"[\[(]?(\d{{1,3}})\s?(?:/|{_OF})\s?(\d{{1,3}})[\])]?", re.IGNORECASE)
_MOST_WORDS: Final = 3
"""A number, a word between and a number, or a number and two words for what it counts."""


@rule(
    marks("<div>12 Comments</div><p>Ice held.</p>", on="12 Comments"),
    marks("<h1>Enamelware</h1><p>Showing 1-12 of 40 results</p><h3>Milk pan</h3>", on="Showing 1-12"),
    marks("<p>1,204 views</p><p>Snow closed the pass on Monday night.</p>", on="1,204 views"),
    marks('<div class="view-count views">1.2K</div><p>Snow closed the pass.</p>', on="1.2K"),
    marks("<div>1 / 2</div><p>The upper road.</p><div>2 / 2</div><p>The lower road.</p>", on="1 / 2"),
    marks("<p>Why we count</p><p>2</p><p>Snow closed the pass on Monday night.</p>", on="2"),
    marks("<p>Snow closed the pass on Monday night.</p><div>|</div><p>Ploughs worked all night.</p>", on="|"),
    ignores("<p>The film has nine hundred views, a dozen shares, and by now more than 300 comments.</p>"),
    ignores("<p>The works made 8 products in its first year, and one of them was a bell.</p>"),
    ignores('<div class="views-field"><span>11/19/2025</span></div><p>Snow closed the pass.</p>'),
    ignores("<p>The ferry</p><p>4 / 5</p><p>Few seats, but a stove.</p>"),
    ignores("<table><tr><td>2</td></tr></table><p>Two roads led over the pass, and 2 were closed.</p>"),
    ignores("<p>It takes</p><p>7.5</p><p>of ten marks.</p>"),
    ignores("<h2>2</h2><p>The second night was colder.</p>"),
    when=phrases("comment-count", "result-count") & short(8)
    | names(*_NAMES) & short(_MOST_WORDS) & digits()
    | tags("p", "div", "span", "li", "section", "button", "figcaption") & short(_MOST_WORDS) & digits()
    | tags("p", "div", "span", "section", "button", "header", "figcaption", "a", "article", "aside") & short(1),
    not_on=("service",),  # counts its steps or customers
    reads=("counts.of", "counts.readers"),
)
def counter(
    block: Block, page: Page, *, max_comment_words: int = 6, max_box_words: int = 4, max_characters: int = 7
) -> Mark | None:
    """Drop blocks that only count: comments, readers, results, the pictures of a series.

    - By the lexicon: "12 Comments", "Showing 1-12 of 40 results". Prose that counts is longer.
    - A number and what it counts: "1,204 views". In a container named `views`, which may also show views of a database,
      the text must be a count and not a date.
    - "3 / 12", if the page has others with the same total: a fraction alone may be a mark in a test.
    - A whole number or a symbol alone: a counter, a dot between links, an empty bullet. Numbers in tables, lists and
      headings may be steps or chapters, one before a heading may belong to it, linked ones may be notes.
    """
    if "result-count" in block.cues:
        return drop("counts what the list has")
    if "comment-count" in block.cues and block.words <= max_comment_words:
        return drop("counts comments or reactions")
    within = block.container.within
    if within & Within.DATA_OR_HEADING:
        return None
    if _counts_readers(block, max_box_words):
        return drop("counts views or readers")
    if within & Within.QUOTE:
        return None
    if _counts_parts(block, page):
        return drop("counts the pictures or parts of a series")
    if block.words > 1 or len(block.text) > max_characters or within & Within.STRUCTURED:
        return None
    return _alone(block, page)


def _counts_readers(block: Block, max_box_words: int) -> bool:
    """True if a text is a number and what it counts, in either order, or a number in a container named for it."""
    words = block.text.casefold().split()
    numbers = [word for word in words if word[0].isdecimal()]
    if len(numbers) != 1 or not _is_count(numbers[0]):
        return False
    units = [word.strip(".:,()") for word in words if word is not numbers[0]]
    return bool(units and all(unit in _UNITS for unit in units)) or in_small_box(block, _NAMES, max_box_words)


def _is_count(word: str) -> bool:
    """True if a word is a number as counters write it: whole or in thousands, not a date, a share or a temperature."""
    return all(letter.isdecimal() or letter.isalpha() or letter in _IN_NUMBERS for letter in word)


def _counts_parts(block: Block, page: Page) -> bool:
    """True if a text is a number of a total, and other blocks have the same total and other numbers."""
    part = _PART.fullmatch(block.text)
    if part is None or int(part[1]) > int(part[2]):
        return False
    return len(page.once(_parts, page.containers[0])[part[2]]) > 1


def _parts(_root: Container, page: Page) -> dict[str, set[str]]:
    """The numbers that the page counts of each total."""
    found: dict[str, set[str]] = defaultdict(set)
    for block in page.blocks:
        part = _PART.fullmatch(block.text) if block.words <= _MOST_WORDS else None
        if part is not None:
            found[part[2]].add(part[1])
    return found


def _alone(block: Block, page: Page) -> Mark | None:
    text = block.text
    if any(map(str.isalpha, text)):
        return None
    if not any(map(str.isdecimal, text)):
        return drop("is a symbol alone")
    after = page.next(block)
    if block.link_density or (after is not None and after.container.within & Within.HEADING):
        return None
    # A whole number, with or without commas for thousands, with or without brackets.
    return drop("is a number alone") if text.strip("()").replace(",", "").isdecimal() else None
