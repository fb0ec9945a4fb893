"""Labels that ask to read on."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule


@rule(
    marks("<p>The door was open.</p><div>Continue reading</div><p>Nobody came.</p>", on="Continue reading"),
    marks('<p>The door was open.</p><a href="#rest">Article continues below</a>', on="continues below"),
    ignores("<p>Read on for a short history of the type that every road sign in the country is set in.</p>"),
    ignores("<h2>Continue</h2><p>Those who pass the first test may go on.</p>"),
    when=phrases("continue"),
)
def read_more(block: Block, page: Page, *, max_words: int = 6) -> Mark | None:
    """Drop labels that say that the text goes on, and buttons that show the rest.

    They are where the page interrupts the text for a picture, an advertisement or a fold. A sentence that asks to
    read on is longer, and the author's own.
    """
    if block.words > max_words or block.container.within & Within.HEADING:
        return None
    return drop("says that the text goes on")
