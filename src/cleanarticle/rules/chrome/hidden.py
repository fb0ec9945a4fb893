"""Text that no reader sees."""

from __future__ import annotations

from cleanarticle.page import Block, Container, Page, Within
from cleanarticle.rule import Mark, drop, ignores, marks, rule, score, within


@rule(
    marks(
        "<p>Rain fell all night, and the river rose by a metre.</p><div hidden><p>Your session has ended.</p></div>",
        on="session has ended",
    ),
    ignores("<p>The hidden door stood open.</p>"),
    ignores('<div style="display: none"><p>Rain fell all night, and the river rose by a metre.</p></div><p>Menu</p>'),
    when=within("hidden"),
)
def hidden(block: Block, page: Page, *, max_share: float = 0.25, min_words: int = 40, hint: float = -1.0) -> Mark | None:
    """Drop text in elements that are out of sight.

    Pages keep messages, menus and second copies of themselves out of sight until a script shows them. Some hide their
    own body until a script runs or a button is pressed: where much of the page's unlinked text is hidden together, it
    is only marked down a little.
    """
    outermost = _outermost_hidden(block.container)
    if outermost is None:
        return None
    root = page.containers[0]
    prose = outermost.words - outermost.link_words
    if prose > max_share * (root.words - root.link_words) and prose >= min_words:
        return score(hint, "stands in an element that is not shown, with much of the page")
    return drop("stands in an element that is not shown")


def _outermost_hidden(container: Container) -> Container | None:
    outermost = None
    at: Container | None = container
    while at is not None and at.within & Within.HIDDEN:
        outermost = at
        at = at.parent
    return outermost
