"""Text that no reader sees."""

from __future__ import annotations

from cleanarticle.page import Block, Page, Within
from cleanarticle.rule import Mark, drop, ignores, marks, rule, within


@rule(
    marks('<p>Rain fell all night.</p><div hidden><p>Your session has ended.</p></div>', on="session has ended"),
    ignores("<p>The hidden door stood open.</p>"),
    when=within("hidden"),
)
def hidden(block: Block, page: Page) -> Mark | None:
    """Drop text in elements that are out of sight.

    Pages keep messages, menus and second copies of themselves out of sight until a script shows them. A page that
    hides its own body until a script runs loses nothing: such a drop is overruled.
    """
    return drop("stands in an element that is not shown") if block.container.within & Within.HIDDEN else None
