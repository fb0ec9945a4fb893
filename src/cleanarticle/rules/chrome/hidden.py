"""Text that no reader sees."""

from __future__ import annotations

from typing import Final

from cleanarticle.page import Block, Container, Page, Within
from cleanarticle.rule import Mark, drop, ignores, marks, rule, within

_DISCLOSED: Final = frozenset(("accordion", "collapse", "collapsible", "tab", "tabs", "tabpanel", "expandable"))


@rule(
    marks(
        "<p>Rain fell all night, and the river rose by a metre.</p><div hidden><p>Your session has ended.</p></div>",
        on="session has ended",
    ),
    ignores("<p>The hidden door stood open.</p>"),
    ignores('<div style="display: none"><p>Rain fell all night, and the river rose by a metre.</p></div><p>Menu</p>'),
    when=within("hidden"),
)
def hidden(block: Block, page: Page, *, max_share: float = 0.5) -> Mark | None:
    """Drop text in elements that are out of sight.

    Pages keep messages, menus and second copies of themselves out of sight until a script shows them. Some
    hide their own body until a script runs: where most of the page's unlinked text is hidden in one
    element, it is left alone. So are the folds of an accordion and the leaves of tabs, which a reader opens
    one by one.
    """
    outermost = _outermost_hidden(block.container)
    if outermost is None or outermost.nearest(_DISCLOSED) is not None:
        return None
    root = page.containers[0]
    if outermost.words - outermost.link_words > max_share * (root.words - root.link_words):
        return None
    return drop("stands in an element that is not shown")


def _outermost_hidden(container: Container) -> Container | None:
    outermost = None
    at: Container | None = container
    while at is not None and at.within & Within.HIDDEN:
        outermost = at
        at = at.parent
    return outermost
