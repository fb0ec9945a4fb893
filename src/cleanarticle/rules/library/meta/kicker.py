"""The word or two above the headline."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, short, tags

_HEADINGS: Final = frozenset({"h1", "h2", "h3"})


@rule(
    marks("<h1>Roads</h1><div><p>Mountains</p><h1>Pass closed by snow</h1></div>", on="Mountains"),
    ignores("<p>Mountains</p><h2>What happened at night</h2>"),
    when=tags("p", "div", "span", "section", "header", "li", "h2", "h3", "h4", "h5", "h6") & short(6),
)
def kicker(block: Block, page: Page) -> Mark | None:
    """Drop the label directly above the headline: a section, a place, a date.

    The headline is the text of the page's own title, or a first-level heading if the page names none.
    """
    after = page.next(block)
    if after is None or after.tag not in _HEADINGS or block.container.within & Within.DATA_OR_QUOTE:
        return None
    titles = page.claims.all("title")
    if titles:
        text = after.text.casefold()
        is_headline = any(title.value.casefold().startswith(text) for title in titles) and len(text.split()) > 1
    else:
        is_headline = after.tag == "h1"
    return drop("stands directly above the headline") if is_headline else None
