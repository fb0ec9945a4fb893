"""The line that names the author."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import words_of
from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, rule, short, tags
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset((
    "byline", "bylines", "author", "authors", "writer", "auteur", "autor", "autore", "verfasser",
    "contributor",
))  # fmt: skip
_BEFORE_DATE: Final = lazy_pattern(r"\s[·•|–—-]\s(?=.*\d)")
_SMALL_HEADINGS: Final = frozenset({"h4", "h5", "h6"})
_OPENINGS: Final[dict[str, tuple[str, ...]]] = {}
"""What opens a byline, by its first letter."""
for _words in sorted(words_of("bywords.writer")):
    if len(_words) > 1:
        _OPENINGS[_words[0]] = (*_OPENINGS.get(_words[0], ()), f"{_words} ")
_SMALL_WORDS: Final = words_of("bywords.between")


@rule(
    marks(
        '<h1>Pass closed</h1><div class="byline">Ida Holm in Brig</div><p>Snow closed the pass.</p>',
        on="Ida Holm",
    ),
    marks(
        "<h1>Pass closed</h1><p>By Ida Holm and Jan Weiss</p><p>Snow closed the pass on Monday.</p>",
        on="By Ida Holm",
    ),
    ignores("<h1>Pass closed</h1><p>By Tuesday the pass was open again, and the ploughs had gone.</p>"),
    ignores('<div class="author-page"><p>By noon the pass was open.</p></div>'),
    when=(names(*_NAMES) | tags("p", "div", "span", "section", "address", "header", "h4", "h5", "h6")) & short(12),
    not_on=("forum", "listing", "service"),  # each post or entry names its author, each customer signs the praise
    reads=("bywords.between", "bywords.writer"),
)
def byline_line(block: Block, page: Page, *, max_words: int = 12, max_box_words: int = 40) -> Mark | None:
    """Drop the line that names the author.

    It becomes the field `byline`. The line is in a small container named for the author. Or it opens with "By" in
    one of many languages and goes on with names and nothing else: the other words are capitalised, and no full stop
    ends it.
    """
    container = block.container
    if block.words > max_words or (container.within & Within.STRUCTURED and block.tag not in _SMALL_HEADINGS):
        return None
    if _opens_with_byword(block.text):
        return drop("names the author")
    if container.within & Within.STRUCTURED or block.text[-1] in ".!?…:":
        return None
    if in_small_box(block, _NAMES, max_box_words):
        return drop("stands in a small container named for the author")
    return None


def _opens_with_byword(text: str) -> bool:
    if not text[0].isupper() or text[-1] in ".!?…:":
        return False
    folded = text.casefold()
    openings = _OPENINGS.get(folded[0], ())
    if not folded.startswith(openings):
        return False
    opening = max((words for words in openings if folded.startswith(words)), key=len)
    named = _BEFORE_DATE.split(text[len(opening) :], maxsplit=1)[0].split()
    return len(named) >= 2 and all(word[0].isupper() or word in _SMALL_WORDS for word in named) and _has_name(named)


def _has_name(words: list[str]) -> bool:
    """True if two words in a row begin with a capital, and none has a digit."""
    if any(any(map(str.isdecimal, word)) for word in words):
        return False
    return any(first[0].isupper() and second[0].isupper() for first, second in pairwise(words))
