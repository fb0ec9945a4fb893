"""Names of programming languages above code."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, short, tags

# Measured: at 2 and at 4, none of 259 pages changes.
_NEAR = 3


@rule(
    marks("<p>It counts.</p><div><span>python</span><pre>n = n + 1</pre></div>", on="python"),
    ignores("<p>Output:</p><pre>12</pre>"),
    ignores("<p>python</p><p>It counts.</p>"),
    when=tags("div", "span", "p", "figcaption", "section", "header") & short(2),
)
def code_label(block: Block, page: Page) -> Mark | None:
    """Drop the label of a code listing: its language or its buttons.

    It is a word or two without a colon, directly above the listing and in one container with it.
    """
    if block.container.within & (Within.DATA_OR_HEADING | Within.LIST) or not block.text[-1].isalnum():
        return None
    for after in page.blocks[block.index + 1 : block.index + _NEAR]:
        if after.container.within & Within.PRE:
            box = block.container.parent or block.container
            return drop("labels a listing of code") if box.first <= block.index and after.index < box.end else None
        if not after.container.within & Within.BUTTON:  # a button to copy the code may come between
            return None
    return None
