"""What is around the posts of a forum: rank, counts, date, number, signature, "Re:", the line above a quotation."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, rule, short, tags

_POST: Final = frozenset("post message msg comment reply answer topic thread".split())
_META: Final = frozenset(
    (
        "usertitle rank ranks badge badges flair attribution signature postsignature pairs stats infobox citation "
        "banner"
    ).split()
)
_PAIRS: Final = ({"user", "title"}, {"post", "meta"}, {"private", "controls"}, {"post", "head"}, {"message", "meta"})
_TRIGGERS: Final = _META | {"title", "meta", "controls", "head", "quote"}
_SIGNATURES: Final = frozenset(("signature", "postsignature"))
_REPLIES: Final = ("re:", "aw:", "sv:", "odp:")
"""How the title of an answer begins, which repeats that of the thread."""
# Measured: at 2, 1 of 2,304 changes (paragraphs; word F1 −0.03); at 4, none of 2,304 pages changes.
_LEVELS: Final = 3
# Measured: at 5 and at 7, none of 2,304 pages changes.
_MOST_LABEL_WORDS: Final = 6


@rule(
    marks(
        '<div class="message"><h4 class="message-name">ann</h4><h5 class="userTitle">Well-known member</h5>'
        "<div>The seal of my stove is gone, and it smokes on windy days.</div></div>",
        on="Well-known member",
    ),
    marks(
        '<div class="post"><div class="quote"><div>ann said:</div><blockquote>The seal is gone.</blockquote></div>'
        "<div>Then cut a fresh piece of rope.</div></div>",
        on="ann said:",
    ),
    marks(
        '<div class="post"><h3>Re: The stove smokes</h3><div>Then cut a fresh piece of rope.</div></div>',
        on="Re:",
    ),
    marks(
        '<div class="post"><p>Then cut a fresh piece of rope.</p><div class="signature">'
        "<p>Two stoves from 1962, a third for spare parts, and a shed of ash that was split in the spring. "
        "Ask me about hinges, ropes, seals, flues and grates, but never about any kind of paint.</p></div></div>",
        on="Two stoves",
    ),
    ignores(
        '<div class="message"><h4 class="message-name">ann</h4><div>The seal of my stove is gone, and it smokes.</div>'
        "</div>"
    ),
    ignores('<div class="badge"><p>The badge of the club has a stove on it.</p></div>'),
    when=names(*_SIGNATURES) | (names(*_TRIGGERS) | tags("h2", "h3", "h4", "h5")) & short(25),
    not_on=("article", "documentation", "service", "listing", "collection", "product"),
)
def post_meta(block: Block, page: Page, *, max_meta_words: int = 12) -> Mark | None:
    """Drop the lines around a post that say who wrote it and when, but keep the name of the writer.

    The name says whose words follow. Rank, number of posts and signature do not, and the title of an answer is that of
    the thread.
    """
    if block.tag[0] == "h" and block.text.lower().startswith(_REPLIES):
        return drop("is the title of an answer, which repeats that of the thread")
    if _labels_quotation(block):
        return drop("says whose words are quoted below it")
    box = _meta_box(block.container)
    if box is None or box.nearest(_POST) is None:
        return None
    if block.words <= max_meta_words or not _SIGNATURES.isdisjoint(box.names):
        return drop("is a line around a post of a forum")
    return None


def _labels_quotation(block: Block) -> bool:
    """True if a block is the line above a quotation: "ann said:"."""
    if block.words > _MOST_LABEL_WORDS or block.text[-1] not in ":：":
        return False
    boxes = block.container.inclusive_ancestors(2)
    return any("quote" in box.names and box.first == block.index for box in boxes)


def _meta_box(container: Container) -> Container | None:
    """The innermost container named for such lines, at most a few levels up."""
    for box in container.inclusive_ancestors(_LEVELS):
        if not _META.isdisjoint(box.names) or any(pair <= set(box.names) for pair in _PAIRS):
            return box
    return None
