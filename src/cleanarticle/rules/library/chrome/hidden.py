"""Hidden text."""

from __future__ import annotations

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, within
from cleanarticle.rules.boxes import outermost_within
from cleanarticle.rules.folds import DISCLOSED, is_fold


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
    if outermost is None or outermost.nearest(DISCLOSED) is not None:
        return None
    root = page.containers[0]
    if outermost.words - outermost.link_words > max_share * (root.words - root.link_words):
        return None
    if outermost.link_words <= max_link_share * outermost.words and is_fold(
        outermost, page, _hidden_box, max_label_words
    ):
        return None
    return drop("stands in an element that is not shown")


def _hidden_box(container: Container, _page: Page) -> Container | None:
    return outermost_within(container, Within.HIDDEN)
