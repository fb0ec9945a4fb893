"""Comments of readers, and the forms for them."""

from __future__ import annotations

from typing import Final

from cleanarticle.page import Block, Page, Within
from cleanarticle.rule import Mark, drop, ignores, marks, names, phrases, rule

_NAMES: Final = frozenset(
    (
        "byuser",
        "comentarios",
        "comment",
        "commentaires",
        "commentlist",
        "comments",
        "disqus",
        "kommentare",
        "livefyre",
        "respond",
        "viafoura",
    )
)
_WHOLE: Final = frozenset({"body", "main"})
_STATES: Final = frozenset(
    {
        "closed",
        "disabled",
        "enabled",
        "has",
        "hentry",
        "no",
        "off",
        "on",
        "open",
        "status",
        "type",
        "with",
        "without",
    }
)


@rule(
    marks('<p>Ice held.</p><div id="comments"><p>I walked over it with my dog.</p></div>', on="with my dog"),
    marks("<p>Ice held.</p><p>Leave a comment</p>", on="Leave a comment"),
    ignores('<div class="post comments-open"><p>The ice held, and carts crossed the bay.</p></div>'),
    ignores("<table><tr><td>Best</td></tr></table>"),
    ignores("<p>She would not comment on the plan, which her office had received only the night before.</p>"),
    when=names(*_NAMES) | phrases("comments"),
)
def comments(block: Block, page: Page, *, max_words: int = 12) -> Mark | None:
    """Drop what readers wrote below the article, and the labels and forms around it.

    A class such as "comments-open" tells the state of the whole page, and marks nothing. By its wording
    alone only a label goes: no heading, and no single word in a list or a table.
    """
    if _is_comment(block):
        return drop("stands among readers' comments")
    if "comments" not in block.cues or block.words > max_words:
        return None
    if block.container.within & (Within.HEADING | Within.LIST | Within.TABLE) and block.link_share < 0.8:
        return None
    return drop("invites to comment")


def _is_comment(block: Block) -> bool:
    box = block.container.nearest(_NAMES)
    if box is None or box.tag in _WHOLE:
        return False
    return _STATES.isdisjoint(box.names)
