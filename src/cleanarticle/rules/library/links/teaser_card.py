"""Cards that tease other stories: a linked title with two lines of text."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, ignores, marks, rule, score, short, tags

_LINKED: Final = 0.95
_MOST_BLOCKS: Final = 8
_UNSPACED_TITLE: Final = 6
_LIVE_NAMES: Final = frozenset(("liveblog", "liveticker", "newsblog"))


@rule(
    marks(
        "<p>Snow closed the pass on Monday, and the ploughs worked until noon. Nobody was hurt.</p>"
        "<div><div class=card><h3><a href=/a>Ferry returns to the island</a></h3><p>The first boat leaves at ten.</p>"
        "</div><div class=card><h3><a href=/b>Otters seen in the canal</a></h3><p>A camera counted three.</p></div>"
        "</div>",
        on="The first boat leaves",
    ),
    ignores(
        "<div><div class=step><h3>Wash the plums</h3><p>Cold water will do.</p></div>"
        "<div class=step><h3>Stone the plums</h3><p>A short knife is best.</p></div></div>"
    ),
    ignores(
        "<div class=liveblog><div class=card><h3><a href='#4'>Ferry returns to the island</a></h3><p>She moored.</p>"
        "</div><div class=card><h3><a href='#3'>Otters seen from the ferry</a></h3><p>A child counted three.</p></div>"
        "</div>"
    ),
    ignores("<ul><li><a href=/a>Ferry</a> to the island, daily</li><li><a href=/b>Bus</a> to the port</li></ul>"),
    when=tags("p", "div", "span", "li", "section", "article", "h2", "h3", "h4", "h5", "h6", "td") & short(45),
    not_on=("collection", "documentation", "listing"),
)
def teaser_card(
    block: Block,
    page: Page,
    *,
    max_card_words: int = 60,
    least_title_words: int = 3,
    points_against: float = 0.8,
    most_of_page: float = 0.5,
) -> Mark | None:
    """Speak against the text of cards that tease other stories.

    Lists of further stories stand beside, below and between the paragraphs, each card with a linked title and a
    line or two of text that reads like prose. A card counts when the one before or after it is made alike: same
    element and class, also with a linked title in a block of its own. A list item with a link in its text, or a
    step under a heading without a link, is no card. An article may be made of cards as well, which is why this is no
    veto; and where most of what is not linked on the page stands in cards, they are what the page is about. The entries
    of a live blog often are, each title a link to itself: where structured data or a name says that it is one, no card
    counts.
    """
    if (
        block.container.within & Within.DATA_OR_QUOTE
        or page.claims.all("live")
        or block.container.nearest(_LIVE_NAMES) is not None
    ):
        return None
    for card in block.container.inclusive_ancestors():
        if card.words > max_card_words or card.end - card.first > _MOST_BLOCKS:
            return None
        if _has_linked_title(card, page, least_title_words) and _has_twin(card, page, least_title_words):
            if card.parent is not None and _is_the_page(card.parent, page, most_of_page):
                return None
            return score(-points_against, "stands in one of several cards with a linked title")
    return None


def _is_the_page(cards: Container, page: Page, most: float) -> bool:
    """Whether the cards hold most of what is not linked on the page: a list of events, of goods, of results."""
    root = page.containers[0]
    return cards.words - cards.link_words > most * (root.words - root.link_words)


def _has_twin(card: Container, page: Page, least_words: int) -> bool:
    """Whether the container before or after the card is made like it."""
    for neighbour in (card.first - 1, card.end):
        if 0 <= neighbour < len(page.blocks):
            other = _sibling(page.blocks[neighbour].container, card)
            if other is not None and other is not card and _has_linked_title(other, page, least_words):
                return True
    return False


def _has_linked_title(card: Container, page: Page, least_words: int) -> bool:
    """Whether the card opens with a link or has a linked heading, and has other text that is not linked."""
    blocks = page.blocks[card.first : card.end]
    if all(each.link_density >= _LINKED for each in blocks):
        return False
    return any(
        each.link_density >= _LINKED
        and (each.words >= least_words or _is_unspaced(each.text))
        and (each.index == card.first or each.container.within & Within.HEADING)
        for each in blocks
    )


def _is_unspaced(text: str) -> bool:
    """Whether a text is long enough for a title in a script that puts no spaces between words."""
    return len(text) >= _UNSPACED_TITLE and text[0] >= "\u3040" and " " not in text


def _sibling(container: Container, card: Container) -> Container | None:
    """The container on the path that is made like the card and has the same parent."""
    beside = next((ancestor for ancestor in container.inclusive_ancestors() if ancestor.parent is card.parent), None)
    if beside is None or beside.tag != card.tag or beside.attributes.get("class") != card.attributes.get("class"):
        return None
    return beside
