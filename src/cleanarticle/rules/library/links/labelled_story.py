"""The next story, in a box with a label that says so."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, tags

_LABEL: Final = "related"
# Measured: at 20 and at 80, none of 2,304 pages changes.
_BLOCKS_NEAR: Final = 40
# Measured: at 5 and at 20, none of 120 pages changes.
_MOST_LEVELS: Final = 10
_STORY: Final = (
    "<div><h1>Pass closed by snow</h1><p>Snow closed the pass on Monday, and the ploughs worked until noon. Nobody was "
    "hurt, the road office said, but forty lorries stood in the valley until the first of them could turn, which took "
    "a day and a night and most of the sand that the village had put aside for the winter.</p>"
)
_WHOLE: Final = frozenset({"body", "main", "article", "#root"})


@rule(
    marks(
        f"{_STORY}<div><div>Next article</div><h2>Otters seen in the canal</h2>"
        "<p>A camera counted three of them on Friday.</p></div></div>",
        on="A camera counted",
    ),
    marks(
        f"{_STORY}<div><span>Next article</span><div><span>Nature</span><h4>Otters seen in the canal</h4>"
        "<p>A camera counted three of them on Friday.</p></div></div></div>",
        on="A camera counted",
    ),
    ignores(
        f"{_STORY}<div><div>The winter</div><h2>Otters seen in the canal</h2>"
        "<p>A camera counted three of them on Friday.</p></div></div>"
    ),
    ignores(
        "<div><div>Next article</div><h2>Otters seen in the canal</h2>"
        "<p>A camera counted three of them on Friday.</p></div>"
    ),
    when=tags("p", "div", "section", "span", "li", "blockquote", "header", "h1", "h2", "h3", "h4", "h5", "h6"),
    not_on=("collection", "documentation", "listing", "product"),  # "Related" heads a part of what they are about
    reads=(_LABEL,),
)
def labelled_story(block: Block, page: Page, *, max_label_words: int = 4, least_words_before: int = 40) -> Mark | None:
    """Drop what is in a box that opens with "Next article" and a headline, below the text of the page.

    The headline need not be a link, and the story in the box may be as long as the page's own.
    """
    label = _label(block.container, page.blocks, max_label_words, least_words_before)
    return None if label is None else drop(f"stands in a story headed {label.text!r}")


def _label(
    container: Container, blocks: list[Block], most_label_words: float, least_words_before: float
) -> Block | None:
    """The label at the beginning of a story that is, or is around, the container."""
    box: Container | None = container
    levels = _MOST_LEVELS
    while box is not None and levels and box.first and box.tag not in _WHOLE:
        label = blocks[box.first]
        if label.words <= most_label_words and _LABEL in label.cues:
            at = box.first + 1
            # The label of a section may stand between: "Read also", "Nature", the headline.
            if at + 1 < box.end and blocks[at].words <= most_label_words and not _is_heading(blocks[at]):
                at += 1
            if at < box.end and _is_heading(blocks[at]) and _prose_before(box, blocks) >= least_words_before:
                return label
        box = box.parent
        levels -= 1
    return None


def _is_heading(block: Block) -> bool:
    return bool(block.container.within & Within.HEADING)


def _prose_before(box: Container, blocks: list[Block]) -> float:
    """Words that are not linked in the blocks before the box, within its parent."""
    parent = box.parent
    if parent is None:
        return 0.0
    words = 0.0
    for index in range(max(parent.first, box.first - _BLOCKS_NEAR), box.first):
        block = blocks[index]
        words += block.words * (1 - block.link_density)
    return words
