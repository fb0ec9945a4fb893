"""Topics that the page is filed under."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule

_NAMES: Final = frozenset(("keywords", "tag", "taglist", "tags", "topics"))
# Measured: at 1, none of 2,304 pages changes; at 4, 1 of 2,304 changes (paragraphs; word F1 −0.01).
_LABEL_WORDS: Final = 2.0
# Measured: at 0.65, 1 of 2,304 changes (paragraphs, figures); at 0.95, 2 of 2,304 change (paragraphs).
_LINKED: Final = 0.8
# Measured: at 0.05 and at 0.35, none of 2,304 pages changes.
_PARTLY_LINKED: Final = 0.2


@rule(
    marks('<p>Filed under: <a href="/t/ice">Ice</a>, <a href="/t/sea">Sea</a></p>', on="Filed under"),
    marks('<ul class="tags"><li><a href="/t/ice">Ice</a></li><li><a href="/t/sea">Sea</a></li></ul>', on="Ice"),
    ignores("<p>Keywords: sea ice, harbour, trade routes, insurance</p>"),
    ignores('<div class="tag-page"><p>The <a href="/t/sea">sea</a> was calm when the two ships met.</p></div>'),
    when=phrases("tags") | names(*_NAMES),
    not_on=("collection",),  # where they are part of what it is about
)
def tags(block: Block, page: Page, *, max_words: int = 25, max_tag_words: int = 6) -> Mark | None:
    """Drop links to the topics of the page, and the label before them.

    A list of keywords without links may belong to a paper's abstract, and stays. By its container's name alone only
    a short link goes, and only from among links.
    """
    if "tags" in block.cues and block.words <= max_words:
        if block.link_density >= _PARTLY_LINKED:
            return drop("lists the topics of the page")
        following = page.next(block)
        if block.words <= _LABEL_WORDS and following is not None and following.link_density >= _LINKED:
            return drop("labels the topics of the page")
    if block.words > max_tag_words or block.link_density < _LINKED:
        return None
    box = block.container.nearest(_NAMES)
    if box is None or box.link_words < _LINKED * box.words:
        return None
    return drop("is a topic of the page")
