"""Cards of hosts, authors and guests."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, short, tags

# Measured: at 2 and at 4, none of 329 pages changes.
_MOST_BLOCKS: Final = 3
_NAME_WORDS: Final = (2, 4)
_ELSEWHERE: Final = Within.STRUCTURED


@rule(
    marks(
        "<p>Snow closed the pass.</p><div><b>Ida Holm</b><p>Ida writes about mountains.</p></div>",
        on="Ida writes about",
    ),
    ignores("<div><p>Ida Holm said so.</p><p>Ida writes about mountains.</p></div>"),
    ignores("<div><h3>Ida Holm</h3><p>Ida writes about mountains.</p></div>"),
    when=tags("p", "div", "span") & short(45),
)
def person_card(block: Block, page: Page, *, max_card_words: int = 60) -> Mark | None:
    """Drop the card of a person who worked on the page.

    It is a container with a name and a line that begins with a part of the name. Below a heading, in a list or a
    table it may be one of the people that the article is about.
    """
    return (
        drop("stands in a card about a person") if _is_in_card(block.container, page.blocks, max_card_words) else None
    )


def _is_in_card(container: Container, blocks: list[Block], most_words: float) -> bool:
    if container.within & _ELSEWHERE:
        return False
    card: Container | None = container
    while card is not None and card.words <= most_words and card.end - card.first <= _MOST_BLOCKS:
        if card.end - card.first > 1 and _presents(blocks[card.first], blocks[card.end - 1].text):
            return True
        card = card.parent
    return False


def _presents(first: Block, line: str) -> bool:
    name = first.text.split()
    return (
        _NAME_WORDS[0] <= len(name) <= _NAME_WORDS[1]
        and not first.container.within & Within.HEADING
        and all(word[0].isupper() and word[-1].isalpha() for word in name)
        and any(line.startswith(f"{word} ") for word in (name[0], name[-1]))
        and line[-1] in ".!"
    )
