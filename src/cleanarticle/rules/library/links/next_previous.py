"""Links to the next and the previous page or article."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, rule

_NAMES: Final = frozenset(("pager", "pagination", "prevnext"))
_PAIRS: Final = frozenset(("next", "prev", "previous"))
_ALL_NAMES: Final = _NAMES | _PAIRS


@rule(
    marks('<nav class="pagination"><a href="?p=2">2</a></nav>', on="2"),
    marks('<div class="nav-previous"><a href="/a">Old ice</a></div>', on="Old ice"),
    ignores('<div class="next-steps"><p>The council will vote in May, and then build.</p></div>'),
    ignores('<h2 id="next-steps"><a href="#next-steps">Next steps</a></h2><p>The council will vote in May.</p>'),
    when=names(*_NAMES, *_PAIRS),
)
def next_previous(block: Block, page: Page, *, max_words: int = 25, least_link_share: float = 0.8) -> Mark | None:
    """Drop links to the next and previous pages and articles.

    They are right below the last paragraph, with titles that read like headings. Only links go, and only from a
    small container with little else in it.
    """
    if block.words > max_words or block.link_density < least_link_share:
        return None
    box = block.container.nearest(_ALL_NAMES)
    # A heading that links to itself has its words as an id: "next-steps" is not the name of a container.
    if box is None or box.within & Within.HEADING or box.link_words < 0.8 * box.words or box.words > 2 * max_words:
        return None
    return drop("leads to the next or the previous page")
