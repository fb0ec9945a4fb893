"""Numbers and symbols alone."""

from __future__ import annotations

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, short, tags


@rule(
    marks("<p>Why we count</p><p>2</p><p>Snow closed the pass on Monday night.</p>", on="2"),
    marks("<p>Snow closed the pass on Monday night.</p><div>|</div><p>Ploughs worked all night.</p>", on="|"),
    ignores("<table><tr><td>2</td></tr></table><p>Two roads led over the pass, and 2 were closed.</p>"),
    ignores("<p>It takes</p><p>7.5</p><p>of ten marks.</p>"),
    ignores("<h2>2</h2><p>The second night was colder.</p>"),
    when=tags("p", "div", "span", "section", "button", "header", "figcaption", "a", "article", "aside") & short(1),
    not_on=("service",),  # counts its steps or customers
)
def lone_number(block: Block, page: Page, *, max_characters: int = 7) -> Mark | None:
    """Drop blocks that are only a number or a symbol.

    They are counters of comments, shares and pictures, dots between links, empty bullets. Some numbers stay: those
    in tables, lists and headings may be steps or chapters, one before a heading may belong to it, linked ones may
    be notes, and those with a unit, a fraction or a full stop are values.
    """
    text = block.text
    if len(text) > max_characters or block.container.within & Within.STRUCTURED:
        return None
    if any(map(str.isalpha, text)):
        return None
    if not any(map(str.isdecimal, text)):
        return drop("is a symbol alone")
    after = page.next(block)
    if block.link_density or (after is not None and after.container.within & Within.HEADING):
        return None
    return drop("is a number alone") if _is_count(text) else None


def _is_count(text: str) -> bool:
    """True if a text is a whole number, with or without commas for thousands, with or without brackets."""
    return text.strip("()").replace(",", "").isdecimal()
