"""Hidden text."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, within
from cleanarticle.rules.boxes import outermost_within

_DISCLOSED: Final = frozenset(("accordion", "collapse", "collapsible", "tab", "tabs", "tabpanel", "expandable"))


@rule(
    marks(
        "<p>Rain fell all night, and the river rose by a metre.</p><div hidden><p>Your session has ended.</p></div>",
        on="session has ended",
    ),
    ignores("<p>The hidden door stood open.</p>"),
    ignores('<div style="display: none"><p>Rain fell all night, and the river rose by a metre.</p></div><p>Menu</p>'),
    ignores(
        "<p>Rain fell all night, and the river rose by a metre. The ferry went on until the quay was under water, "
        "which was at four in the morning, and then lay at anchor.</p>"
        "<div><h3>Is the bridge open?</h3><div hidden><p>It is, on foot.</p></div></div>"
        "<div><h3>Does the ferry run?</h3><div hidden><p>It does not.</p></div></div>"
    ),
    when=within("hidden"),
)
def hidden(
    block: Block, page: Page, *, max_share: float = 0.5, max_label_words: int = 20, max_link_share: float = 0.3
) -> Mark | None:
    """Drop text in hidden elements.

    Pages hide messages, menus and second copies of themselves until a script shows them. Some hidden text stays:

    - The body itself, on pages that hide it until a script runs: an element with most of the page's unlinked text.
    - Folds of an accordion and panels of tabs, which a reader opens one by one, if a class name says so.
    - Folds without such a name, if they come in a row: several elements of the same tag and class, each right below a
      short visible line such as a question. The folds of a menu are mostly links, and go.
    """
    outermost = outermost_within(block.container, Within.HIDDEN)
    if outermost is None or outermost.nearest(_DISCLOSED) is not None:
        return None
    root = page.containers[0]
    if outermost.words - outermost.link_words > max_share * (root.words - root.link_words):
        return None
    if outermost.link_words <= max_link_share * outermost.words and _is_fold(outermost, page, max_label_words):
        return None
    return drop("stands in an element that is not shown")


def _is_fold(container: Container, page: Page, max_label_words: int) -> bool:
    """True if a hidden element is one of several like it, each below a short visible line."""
    if not _has_label(container, page, max_label_words):
        return False
    # The label of a fold is between it and the next one.
    for beside in (container.first - 2, container.end + 1):
        if 0 <= beside < len(page.blocks):
            other = outermost_within(page.blocks[beside].container, Within.HIDDEN)
            if (
                other is not None
                and other is not container
                and other.tag == container.tag
                and other.attributes.get("class") == container.attributes.get("class")
                and _has_label(other, page, max_label_words)
            ):
                return True
    return False


def _has_label(container: Container, page: Page, max_words: int) -> bool:
    """True if the block right before a hidden element is short, visible, and in the same parent."""
    if container.parent is None or container.first <= container.parent.first:
        return False
    label = page.blocks[container.first - 1]
    return label.words <= max_words and not label.container.within & Within.HIDDEN
