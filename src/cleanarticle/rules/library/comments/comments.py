"""Comments of readers, and the forms for them."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule

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
# Measured: at 3 and at 5, none of 2,304 pages changes.
_LEAST_HEADING_WORDS: Final = 4
_WORD: Final = lazy_pattern(r"\w+")
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
    ignores(
        '<section id="respond-to-review-comments"><h2>Respond to review comments</h2><p>Thank them first.</p></section>'
    ),
    ignores("<table><tr><td>Best</td></tr></table>"),
    ignores("<p>She would not comment on the plan, which her office had received only the night before.</p>"),
    when=names(*_NAMES) | phrases("comments"),
    not_on=("product",),  # what buyers say is a part of the page
)
def comments(block: Block, page: Page, *, max_words: int = 12) -> Mark | None:
    """Drop readers' comments, and the labels and forms around them.

    A class such as "comments-open" is the state of the whole page, and marks nothing. By its wording alone only a
    label goes: not a heading, and not a single word in a list or a table.
    """
    if _is_comment(block, page):
        return drop("stands among readers' comments")
    if "comments" not in block.cues or block.words > max_words:
        return None
    if block.container.within & Within.HEADING_OR_ITEM and block.link_density < 0.8:
        return None
    return drop("invites to comment")


def _is_comment(block: Block, page: Page) -> bool:
    box = block.container.nearest(_NAMES)
    if box is None or box.tag in _WHOLE:
        return False
    return _STATES.isdisjoint(box.names) and not _is_named_by_heading(box, page)


def _is_named_by_heading(box: Container, page: Page) -> bool:
    """True if the names of a container are the words of the heading that opens it: id="how-to-respond-to-comments"."""
    heading = page.blocks[box.first]
    if len(box.names) < _LEAST_HEADING_WORDS or not heading.container.within & Within.HEADING:
        return False
    return frozenset(box.names) <= frozenset(_WORD.findall(heading.text.casefold()))
