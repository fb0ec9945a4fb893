"""Readers' comments, by the heading above them."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, short, tags

# Measured: at 15 and at 60, none of 120 pages changes.
_MOST_LEVELS: Final = 30
_HEADING: Final = Within.HEADING
_WHOLE: Final = frozenset({"body", "main"})


@rule(
    marks(
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon.</p>"
        "<div><h3>Comments (2)</h3><div><b>ida77</b><p>I waited nine hours.</p></div></div>",
        on="nine hours",
    ),
    marks(
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon.</p>"
        "<div><h3>2 comments on “Snow closes the pass again”</h3><ol><li><p>I waited nine hours.</p></ol></div>",
        on="nine hours",
    ),
    ignores("<div><p>2 comments</p><p>Snow closed the pass on Monday night.</p></div>"),
    when=tags("p", "div", "span", "li", "section", "article", "h4", "h5", "h6", "dd", "dt", "td", "header", "footer")
    & short(200),
    not_on=("forum",),  # a heading above its posts may count them
    reads=("comments", "comment-count"),
)
def comment_thread(
    block: Block, page: Page, *, max_label_words: int = 6, max_count_words: int = 30, max_share: float = 0.85
) -> Mark | None:
    """Drop readers' comments below a heading for comments.

    The classes of such containers have names in every language; the heading says what they are. It may be a single
    word, or a count of the comments and the headline. A label that is not a heading may be above the article, as a
    link to the comments, and counts for nothing.
    """
    label = _label(block, page.blocks, max_share * page.containers[0].words, max_label_words, max_count_words)
    return None if label is None else drop(f"stands in a container headed {label.text!r}")


def _label(
    block: Block, blocks: list[Block], most_words: float, most_label_words: float, most_count_words: float
) -> Block | None:
    """The heading for comments at the beginning of a container around the block."""
    box: Container | None = block.container
    levels = _MOST_LEVELS
    while box is not None and levels and box.words <= most_words and box.tag not in _WHOLE:
        label = blocks[box.first]
        if (
            label is not block
            and label.container.within & _HEADING
            and (
                ("comments" in label.cues and label.words <= most_label_words)
                or ("comment-count" in label.cues and label.words <= most_count_words)
            )
        ):
            return label
        box = box.parent
        levels -= 1
    return None
