"""Initials of the authors: "(abc)", "dpa/abc"."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import words_of
from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, short, tags

_BRACKETED: Final = lazy_pattern(r"\([a-zäöüéñ]{2,4}(?:[/, ]{1,2}[a-zäöüéñ]{2,4}){0,3}\)")
_SLASHED: Final = lazy_pattern(r"\(?[A-Za-zäöü]{2,5}(?:/[A-Za-zäöü]{2,5}){1,3}\)?")
_CAPITALS: Final = lazy_pattern(r"[A-Z]{2,5}")
# Measured: at 4, 2 of 2,304 change (paragraphs, figures 1); at 16, none of 2,304 pages changes.
_LEAST_WORDS: Final = 8.0
# Measured: at 4 and at 6, none of 2,304 pages changes.
_MOST_LINES: Final = 5
_SENTENCE_ENDS: Final = '.!…。”»"'
_CHOICES: Final = words_of("choices")


@rule(
    marks("<p>Snow closed the pass on Monday night.</p><p>(ihm)</p>", on="(ihm)"),
    marks("<p>Snow closed the pass on Monday night.</p><p>SDA/ihm</p>", on="SDA/ihm"),
    marks("<p>Snow closed the pass on Monday night, and the ploughs worked until noon.</p><p>rgl/mtp</p>", on="rgl/"),
    marks("<p>Snow closed the pass on Monday night, and the ploughs worked until noon.</p><p>AGN</p>", on="AGN"),
    ignores("<p>Mark one:</p><p>yes/no</p>"),
    ignores(
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon.</p><p>CAD</p>"
        "<p>Prices in Canada are those of the day on which the lorry leaves the valley.</p>"
    ),
    ignores("<p>Which country lies between the two lakes and has no coast of its own?</p><p>DRC</p>"),
    ignores("<p>Snow</p><p>(unedited)</p>"),
    when=tags("p", "div", "span", "section", "footer") & short(4),
    reads=("choices",),
)
def initials(block: Block, page: Page) -> Mark | None:
    """Drop lines with the initials of authors and agencies, in brackets or separated by slashes.

    Newspapers sign short reports this way. Nothing else may be in the line. Small letters with a slash, and
    capitals alone, are a signature only right below a paragraph or another signature. Elsewhere they are a choice,
    an answer or a label.
    """
    text = block.text
    if block.container.within & Within.STRUCTURED or text.casefold() in _CHOICES:
        return None
    if _BRACKETED.fullmatch(text) or (_SLASHED.fullmatch(text) and (text[0] == "(" or not text.islower())):
        return drop("is signed with initials")
    if _is_signature(text) and _follows_paragraph(block, page):
        return drop("is signed with initials")
    return None


def _is_signature(text: str) -> bool:
    return _SLASHED.fullmatch(text) is not None or _CAPITALS.fullmatch(text) is not None


def _follows_paragraph(block: Block, page: Page) -> bool:
    """True if the block before, apart from signatures, is a paragraph of the same tag, and no paragraph follows."""
    parent = block.container.parent
    end = min(parent.end, block.index + _MOST_LINES) if parent is not None else block.index
    if any(after.words >= _LEAST_WORDS for after in page.blocks[block.index + 1 : end]):
        return False
    before = page.previous(block)
    for _ in range(_MOST_LINES):
        if before is None or before.tag != block.tag or not _is_signature(before.text):
            break
        before = page.previous(before)
    return (
        before is not None
        and before.tag == block.tag
        and before.words >= _LEAST_WORDS
        and before.text[-1] in _SENTENCE_ENDS
    )
