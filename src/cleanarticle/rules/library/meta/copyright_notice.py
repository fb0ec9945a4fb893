"""Notices about copyright."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.words import words_of
from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule, short, tags
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset(("copyright", "copyrights", "legal"))
_SIGNS: Final = ("©", "(c)", *words_of("rights"))


@rule(
    marks(
        "<p>Snow closed the pass.</p><p>© 2024 The Coast Post. All rights reserved.</p>",
        on="All rights reserved",
    ),
    marks("<p>Snow closed the pass.</p><p>© nta-infotext, nta:260218-930-11402/2</p>", on="nta-infotext"),
    ignores("<p>© is a letter c in a ring, drawn by a printer who had no time to write the word.</p>"),
    ignores("<p>The copyright on the song ran out in 1998, and since then all rights have been free.</p>"),
    when=phrases("copyright") | names(*_NAMES) | tags("p", "div", "span", "section") & short(8),
    reads=("rights",),
)
def copyright_notice(
    block: Block, page: Page, *, max_words: int = 60, max_box_words: int = 120, max_sign_words: int = 8
) -> Mark | None:
    """Drop notices about copyright.

    They are on every page. The line must have the sign, or words about rights or reprints: an article about
    copyright law has the word alone.
    """
    if block.container.within & Within.DATA_OR_HEADING:
        return None
    if "copyright" in block.cues and block.words <= max_words and _speaks_of_rights(block.text):
        return drop("says who owns the rights")
    if block.text[0] == "©" and block.words <= max_sign_words and block.text[-1] not in ".!?":
        return drop("opens with the sign of the rights")
    if in_small_box(block, _NAMES, max_box_words):
        return drop("stands in a container named for the rights")
    return None


def _speaks_of_rights(text: str) -> bool:
    lowered = text.lower()
    return any(sign in lowered for sign in _SIGNS)
