"""Links to other articles, in and after the prose."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule
from cleanarticle.rules.boxes import box_around

_NAMES: Final = frozenset(
    (
        "correlati",
        "gerelateerd",
        "ilgili",
        "kanren",
        "promo",
        "readmore",
        "recirc",
        "recirculation",
        "recommendation",
        "recommendations",
        "recommended",
        "related",
        "relatedarticles",
        "relatedposts",
        "relatedstories",
        "relacionadas",
        "relacionados",
        "teaser",
        "teasers",
        "yarpp",
    )
)
# Measured: at 0.35, 9 of 2,304 change (word F1 −0.07); at 0.65, 10 of 2,304 change (word F1 −0.06).
_LINKED: Final = 0.5
# Measured: at 0.8 and at 1, none of 2,304 pages changes.
_ALL_LINKED: Final = 0.95
# Measured: at 20, 3 of 2,304 change (paragraphs); at 80, none of 2,304 pages changes.
_LABEL_CHARACTERS: Final = 40
_LABEL_END: Final = lazy_pattern("[:：]")


@rule(
    marks('<p>Read more: <a href="/a">Why the bay froze</a></p><p>Ice held.</p>', on="Why the bay"),
    marks('<p><a href="/a">Related stories</a></p><p>Ice held.</p>', on="Related stories"),
    marks('<h3>Related articles</h3><ul><li><a href="/b">A long winter</a></li></ul>', on="Related"),
    marks('<div class="related-stories"><a href="/c">Ships of ice</a></div>', on="Ships of ice"),
    ignores("<h2>Key takeaways</h2><ul><li>The harbour froze for the first time in a century.</li></ul>"),
    ignores('<p>Read more about the frost in <a href="/a">the diary that my aunt kept</a>, day by day.</p>'),
    ignores("<p>The two firms are related: a son of the founder runs the other one.</p>"),
    ignores('<div class="related"><p>Both towns were founded by monks, and both lost their walls.</p></div>'),
    when=phrases("related") | names(*_NAMES),
)
def related(block: Block, page: Page, *, max_words: int = 30, max_label_words: int = 8) -> Mark | None:
    """Drop links to other articles, and the labels above them.

    A line goes if it is a label, a colon and a link, or a label that is all link. A label goes if the next line is
    a link. In a container named for such links, a block goes if it is among links. A whole sentence that leads to
    another article may be the author's own, and stays. So do headings such as "Key takeaways" above the article's
    own prose.
    """
    if block.words > max_words:
        return None
    linked = block.link_density >= _LINKED
    if "related" in block.cues:
        if linked:
            return drop("offers another article") if _is_offer(block, max_label_words) else None
        if block.words <= max_label_words and _heads_links(block, page):
            return drop("labels links to other articles")
        return None
    if linked or (block.words <= max_label_words and block.container.within & Within.HEADING):
        box = box_around(block, _NAMES)
        if box is not None and box.link_words >= _LINKED * box.words:
            return drop("stands among links to other articles")
    return None


def _is_offer(block: Block, max_label_words: int) -> bool:
    if _LABEL_END.search(block.text[:_LABEL_CHARACTERS]):
        return True
    return block.link_density >= _ALL_LINKED and block.words <= max_label_words


def _heads_links(block: Block, page: Page) -> bool:
    following = page.next(block)
    return following is not None and following.link_density >= _LINKED
