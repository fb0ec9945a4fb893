"""Dialogs and other windows over the page."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, rule, within

_NAMES: Final = frozenset(("modal", "popup", "popover", "toast", "snackbar", "flyout", "drawer"))


@rule(
    marks(
        "<p>Snow closed the pass.</p><dialog><p>Choose a region for your weather.</p></dialog>",
        on="Choose a region",
    ),
    marks(
        "<p>Snow closed the pass on Monday night, and drivers were told to wait.</p>"
        '<div class="modal"><p>Link copied</p></div>',
        on="Link copied",
    ),
    ignores(
        '<div class="modal-page"><article><p>The dialog between the two towns began over a bridge.</p></article></div>'
    ),
    when=within("dialog", "alertdialog", "amp-consent", "tooltip") | names(*_NAMES),
)
def dialog(block: Block, page: Page, *, max_box_words: int = 200, max_share: float = 0.2) -> Mark | None:
    """Drop text in windows that open over the page: settings, confirmations, sign-ups.

    A class name needs a small container, because some pages show their article itself in such a window. Nothing in
    an `<article>` is dropped by a name.
    """
    within = block.container.within
    box = block.container.nearest(_NAMES)
    if within & Within.DIALOG:
        return drop("stands in a dialog window")
    if box is None or within & (Within.ARTICLE | Within.HEADING):
        return None
    if box.words <= max_box_words and box.words <= max_share * page.containers[0].words:
        return drop("stands in a container named for a window over the page")
    return None
