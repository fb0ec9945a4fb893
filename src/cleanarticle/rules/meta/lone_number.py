"""Numbers and symbols that stand alone."""

from __future__ import annotations

from cleanarticle.page import Block, Page, Within
from cleanarticle.rule import Mark, drop, ignores, marks, rule, tags

_KEPT = Within.TABLE | Within.PRE | Within.QUOTE | Within.HEADING | Within.LIST


@rule(
    marks("<p>Why we count</p><p>2</p><p>Snow closed the pass on Monday night.</p>", on="2"),
    marks("<p>Snow closed the pass on Monday night.</p><div>|</div><p>Ploughs worked all night.</p>", on="|"),
    ignores("<table><tr><td>2</td></tr></table><p>Two roads led over the pass, and 2 were closed.</p>"),
    ignores("<h2>2</h2><p>The second night was colder.</p>"),
    when=tags("p", "div", "span", "section", "button", "header", "figcaption", "a", "article", "aside"),
)
def lone_number(block: Block, page: Page, *, max_characters: int = 7) -> Mark | None:
    """Drop blocks that are one number or symbol and nothing else.

    Counters of comments, shares and pictures, dots between links, empty bullets. Numbers in tables, lists and headings
    may count steps or name chapters, and so may those that go up through the page; they are left alone.
    """
    text = block.text
    if len(text) > max_characters or block.container.within & _KEPT:
        return None
    if any(map(str.isalpha, text)):
        return None
    if any(map(str.isdecimal, text)):
        return drop("is a number alone")
    return drop("is a symbol alone")
