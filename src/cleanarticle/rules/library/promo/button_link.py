"""Links that look like buttons."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, short, tags

_NAMES: Final = frozenset(("btn", "btns", "button", "buttons", "cta"))
_LOOKS_ONLY: Final = frozenset(("link", "text"))


@rule(
    marks(
        '<p>Snow closed the pass on Monday night.</p><p><a class="Button_cta" href=/offer>Ask for an offer</a></p>',
        on="Ask for an offer",
    ),
    ignores('<p>Snow closed the pass. <a class="btn" href=/map>The map</a> shows the way around it.</p>'),
    ignores('<ul><li><a class="btn-link" href=/a>Tested: the winter tyre</a></li></ul>'),
    when=tags("p", "div", "section", "article", "header", "li", "span", "td", "h2", "h3", "h4", "h5", "h6") & short(6),
)
def button_link(block: Block, page: Page) -> Mark | None:
    """Drop blocks that are only a link whose class says that it is a button.

    A class such as `btn-link` says the opposite: a button that looks like a link.
    """
    names = block.link_names
    if not names or _NAMES.isdisjoint(names) or not _LOOKS_ONLY.isdisjoint(names):
        return None
    return drop("is a link that looks like a button")
