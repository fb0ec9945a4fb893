"""Search fields."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, rule, within
from cleanarticle.rules.boxes import has_role, in_small_box, innermost

_NAMES: Final = frozenset((
    "search", "searchbox", "searchform", "searchbar", "suchen", "suche", "recherche", "buscador",
    "buscar",
))  # fmt: skip


@rule(
    marks(
        '<form role="search"><label>What are you looking for?</label></form><p>Snow closed the pass.</p>',
        on="What are you looking for?",
    ),
    marks('<div class="search-box"><p>Popular: snow, wind</p></div><p>Snow closed the pass.</p>', on="Popular"),
    ignores(
        '<div class="search-and-rescue"><p>The search for the two climbers went on all night in the snow.</p></div>'
    ),
    when=within("search") | names(*_NAMES),
)
def search(block: Block, page: Page, *, max_words: int = 8, max_box_words: int = 30) -> Mark | None:
    """Drop labels, hints and suggestions of search fields.

    The word is in many class names. A name counts only for a short text in a small container, and never for a
    heading.
    """
    within = block.container.within
    if innermost(block.container, "search") is not None or has_role(block.container, "search"):
        return drop("stands in a search field")
    if block.words > max_words or within & Within.HEADING:
        return None
    if in_small_box(block, _NAMES, max_box_words):
        return drop("stands in a container named for searching")
    return None
