"""Sentences of the text that are set apart a second time."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, rule, short, within

_NAMES: Final = frozenset(("pull", "pullquote", "pullquotes", "quote", "blockquote", "zitat", "citation", "cita"))
_EDGES: Final = "\"'“”„«»‘’‹›「」『』 .,…–—-"
# Measured: at 15, 3 of 574 change (paragraphs; word F1 +0.02); at 60, 2 of 584 change (paragraphs; word F1 +0.01).
_NEAR: Final = 30


@rule(
    marks(
        "<p>“We waited for nine hours,” said Holm. “The stove went out at four.”</p>"
        "<blockquote><p>“The stove went out at four.”</p></blockquote>",
        on="“The stove went out at four.”",
    ),
    ignores("<p>Holm wrote home:</p><blockquote><p>The stove went out at four.</p></blockquote>"),
    when=(within("blockquote", "aside") | names(*_NAMES)) & short(45),
    # A manual shows a command again; what an answer quotes of a post is for `repeated-quotation`.
    not_on=("documentation", "forum"),
)
def pull_quote(block: Block, page: Page, *, least_words: int = 4) -> Mark | None:
    """Drop a sentence that is set apart and is in a paragraph as well.

    It is there to catch the eye. A quotation that is in no paragraph is the article's own.
    """
    if block.words < least_words or block.container.within & Within.HEADING:
        return None
    text = block.text.strip(_EDGES)
    return drop("repeats a sentence of a paragraph") if _is_in_longer(text, block, page.blocks) else None


def _is_in_longer(text: str, block: Block, blocks: list[Block]) -> bool:
    """True if a longer block near a block has a text."""
    for index in range(max(0, block.index - _NEAR), min(len(blocks), block.index + _NEAR)):
        other = blocks[index]
        if len(other.text) > len(block.text) and text in other.text:
            return True
    return False
