"""Text that a class hides."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, rule
from cleanarticle.rules.folds import DISCLOSED, is_fold

_NAMES: Final = frozenset(("hide", "hidden", "none", "only", "reader", "visuallyhidden"))
"""Words of the classes below."""
_CLASSES: Final = frozenset(
    "d-none hidden hidden-info hide is-hidden screen-reader-only screen-reader-text sr-only u-hidden visually-hidden "
    "visuallyhidden".split()
)
_WHOLE: Final = frozenset({"body", "main"})
# Hidden elements in hidden elements.
_MOST_LEVELS: Final = 8


@rule(
    marks(
        "<p>Rain fell all night, and the river rose by a metre.</p><div class=d-none><p>Your session ended.</p></div>",
        on="session ended",
    ),
    ignores(
        "<p>Rain fell all night, and the river rose by a metre.</p>"
        "<div class='hidden md:block'><p>The ferry went on until the quay was under water.</p></div>"
    ),
    ignores("<p>Rain fell.</p><div class=hide><p>The ferry went on until the quay was under water.</p></div>"),
    ignores(
        "<p>Rain fell all night, and the river rose by a metre. The ferry went on until the quay was under water.</p>"
        "<div><h3>Is the bridge open?</h3><div class=hidden><p>It is, on foot.</p></div></div>"
        "<div><h3>Does the ferry run?</h3><div class=hidden><p>It does not.</p></div></div>"
    ),
    when=names(*_NAMES),
    not_on=("collection", "forum", "product", "service"),  # what a reader folds and pages through is their text
)
def hidden_by_class(block: Block, page: Page, *, max_share: float = 0.5, max_label_words: int = 20) -> Mark | None:
    """Drop text in an element that has a class for hiding, on every screen.

    Most systems and libraries of styles have such a class, for messages, further stories and lines for screen readers.
    An element with most of the page's unlinked text is the body, shown by a script. Folds stay, as they do
    for the rule `hidden`.
    """
    outermost = _outermost(block.container, page)
    if (
        outermost is None
        or outermost.nearest(DISCLOSED) is not None
        or is_fold(outermost, page, _outermost, max_label_words)
    ):
        return None
    root = page.containers[0]
    if outermost.words - outermost.link_words > max_share * (root.words - root.link_words):
        return None
    return drop("stands in an element that its class hides")


def _outermost(container: Container, page: Page) -> Container | None:
    """The outermost element with such a class that is, or is around, a container."""
    outermost = None
    box = container.nearest(_NAMES)
    levels = _MOST_LEVELS
    while box is not None and levels:
        if page.once(_is_hidden, box):
            outermost = box
        box = box.parent.nearest(_NAMES) if box.parent is not None else None
        levels -= 1
    return outermost


def _is_hidden(box: Container, _page: Page) -> bool:
    """True if a whole word of the class hides the element on every screen: "hidden md:block" does not."""
    words = (box.attributes.get("class") or "").split()
    if box.tag in _WHOLE or _CLASSES.isdisjoint(words):
        return False
    return not any(":" in word or (word.startswith("d-") and word != "d-none") for word in words)
