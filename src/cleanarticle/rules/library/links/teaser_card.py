"""Cards that tease other stories: a linked title with two lines of text."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, ignores, marks, rule, score, short, tags
from cleanarticle.rules.boxes import child_around

# Measured: at 0.8 and at 1, none of 1,102 pages changes.
_LINKED: Final = 0.95
# Measured: at 7 and at 9, none of 1,223 pages changes.
_MOST_BLOCKS: Final = 8
# Measured: at 5 and at 7, none of 2,304 pages changes.
_UNSPACED_TITLE: Final = 6
_QUESTION_MARKS: Final = "?？؟"
_LIVE_NAMES: Final = frozenset(("liveblog", "liveticker", "newsblog"))
_ELSEWHERE: Final = Within.DATA_OR_QUOTE
_HEADING: Final = Within.HEADING


@rule(
    marks(
        "<p>Snow closed the pass on Monday night, and the ploughs worked until noon. Nobody was hurt, the road office "
        "said, but forty lorries stood in the valley until the first of them could turn, which took a day and a night "
        "and most of the sand that the village had put aside for the winter.</p>"
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
    ignores(
        "<div><div class=fold><h3><a href=#a>Is the pass open in winter?</a></h3><p>From June to October.</p></div>"
        "<div class=fold><h3><a href=#b>Does the ferry run at night?</a></h3><p>It does not.</p></div></div>"
    ),
    ignores("<ul><li><a href=/a>Ferry</a> to the island, daily</li><li><a href=/b>Bus</a> to the port</li></ul>"),
    when=tags("p", "div", "span", "li", "section", "article", "h2", "h3", "h4", "h5", "h6", "td") & short(45),
    not_on=("collection", "documentation", "listing", "product", "service"),  # made of cards
)
def teaser_card(
    block: Block,
    page: Page,
    *,
    max_card_words: int = 60,
    least_title_words: int = 3,
    points_against: float = 0.8,
    most_of_page: float = 0.2,
) -> Mark | None:
    """Take points from cards that tease other stories.

    Lists of further stories are beside, below and between the paragraphs. Each card has a linked title and a line
    or two of text that reads like prose. A card counts if the one before or after it has the same tag and class,
    and a linked title too. A list item with a link in its text is not a card, nor is a step below a heading without
    a link, nor a question that folds open.

    An article may be made of cards as well, so this is not a veto. If more than a fifth of the page's unlinked text
    is in cards of one list, they are what the page is about. The entries of a live blog look like cards, each with a
    link to itself: no card counts if structured data or a class name says that the page is one.
    """
    container = block.container
    card = _card(container, page.blocks, max_card_words, least_title_words)
    if (
        card is None
        or page.claims.all("live")
        or container.nearest(_LIVE_NAMES) is not None
        or (card.parent is not None and _is_the_page(card.parent, page, most_of_page))
    ):
        return None
    return score(-points_against, "stands in one of several cards with a linked title")


def _card(container: Container, blocks: list[Block], most_words: float, least_title_words: float) -> Container | None:
    """The innermost card around a container that stands beside another card."""
    if container.within & _ELSEWHERE:
        return None
    card: Container | None = container
    while card is not None and card.words <= most_words and card.end - card.first <= _MOST_BLOCKS:
        if _has_linked_title(card, blocks, least_title_words) and _has_twin(card, blocks, least_title_words):
            return card
        card = card.parent
    return None


def _is_the_page(cards: Container, page: Page, most: float) -> bool:
    """True if the cards hold more than a share of the page's unlinked text: a list of events, of goods, of results."""
    root = page.containers[0]
    return cards.words - cards.link_words > most * (root.words - root.link_words)


def _has_twin(card: Container, blocks: list[Block], least_words: float) -> bool:
    """True if the container before or after the card is another card."""
    for neighbour in (card.first - 1, card.end):
        if 0 <= neighbour < len(blocks):
            other = _sibling(blocks[neighbour].container, card)
            if other is not None and other is not card and _has_linked_title(other, blocks, least_words):
                return True
    return False


def _has_linked_title(card: Container, blocks: list[Block], least_words: float) -> bool:
    """True if the card opens with a link or has a linked heading, and has other text that is not linked."""
    is_titled = has_text = False
    for index in range(card.first, card.end):
        block = blocks[index]
        if block.link_density < _LINKED:
            has_text = True
        elif block.text[-1] in _QUESTION_MARKS:
            continue
        elif block.words >= least_words or _is_unspaced(block.text):
            is_titled = is_titled or index == card.first or block.container.within & _HEADING != 0
    return is_titled and has_text


def _is_unspaced(text: str) -> bool:
    """True if a text is long enough for a title in a script that puts no spaces between words."""
    return len(text) >= _UNSPACED_TITLE and text[0] >= "\u3040" and " " not in text


def _sibling(container: Container, card: Container) -> Container | None:
    """The container at or around this one with the parent, tag and class of the card."""
    beside = child_around(container, card.parent)
    if beside is None or beside.tag != card.tag or beside.attributes.get("class") != card.attributes.get("class"):
        return None
    return beside
