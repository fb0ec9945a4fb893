"""The number of goods or results in a list."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import Mark, drop, ignores, marks, phrases, rule, short


@rule(
    marks("<h1>Enamelware</h1><div>8 products</div><h3>Milk pan</h3>", on="8 products"),
    marks("<h1>Enamelware</h1><p>Showing 1-12 of 40 results</p><h3>Milk pan</h3>", on="Showing 1-12"),
    ignores("<p>The works made 8 products in its first year, and one of them was a bell.</p>"),
    when=phrases("result-count") & short(8),
)
def result_count(block: Block, page: Page) -> Mark | None:
    """Drop the line above a list that counts its entries.

    "8 products" and "Showing 1-12 of 40 results" are about the page, not about the goods.
    """
    return drop("counts what the list has")
