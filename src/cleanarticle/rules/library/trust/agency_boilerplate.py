"""What agencies print below their reports."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule

# Measured: at 6, 6 of 2,304 change (paragraphs; word F1 +0.01); at 24, 1 of 2,304 changes (paragraphs; word F1 +0.01).
_PROSE_WORDS: Final = 12.0


@rule(
    marks("<p>The pass is open.</p><p>(Reporting by Ida Holm; editing by Jon Berg)</p>", on="Reporting by"),
    ignores("<p>Visit the old mill.</p><p>It stands by the weir, and its wheel still turns on summer Sundays.</p>"),
    ignores("<ul><li>Agencies</li><li>Freelance writers</li></ul>"),
    when=phrases("agency-boilerplate"),
)
def agency_boilerplate(block: Block, page: Page, *, max_words: int = 40, max_link_share: float = 0.25) -> Mark | None:
    """Drop lines in which an agency names its reporters, its editors and its rights.

    They are below the last paragraph and have no links. Before more prose the same words belong to the article, and
    in a figure they name the source of the picture.
    """
    if block.words > max_words or block.link_density > max_link_share:
        return None
    if block.container.within & (Within.HEADING_OR_ITEM | Within.FIGURE) or block.text.endswith(":"):
        return None
    following = page.next(block)
    if following is not None and following.words >= _PROSE_WORDS and following.link_density < 0.5:
        return None
    return drop("is what an agency prints below its reports")
