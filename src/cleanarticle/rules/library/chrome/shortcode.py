"""Commands to the publishing system that it did not carry out."""

from __future__ import annotations

from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, rule, short, tags

_COMMAND: Final = lazy_pattern(
    r"\[/?[a-z][a-z\d_-]+(?:\s+[\w-]+\s?=\s?[^\]]*)\]|\[/[a-z][a-z\d_-]+\]|\{\{[^{}]+\}\}"
    r"|(\$\$|%%|##|__)[A-Z][A-Z\d_-]+\1"
)


@rule(
    marks("<p>Snow closed the pass.</p><p>[gallery ids=12,13 size=large]</p>", on="gallery ids"),
    marks("<p>Snow closed the pass.</p><p>$$ADVERT_2$$</p>", on="$$ADVERT_2$$"),
    ignores("<p>Snow closed the pass.</p><p>[The ploughs came at noon.]</p>"),
    ignores("<pre>[gallery ids=12]</pre>"),
    when=tags("p", "div", "span", "li", "section", "article", "h2", "h3", "h4") & short(45),
)
def shortcode(block: Block, page: Page) -> Mark | None:
    """Drop blocks that are only a shortcode or a placeholder of a template.

    The publishing system should have replaced it by a form or a film. A text about such systems has its examples in
    `<pre>` or in a table, and keeps them.
    """
    text = block.text
    if text[0] not in "[{$%#_" or block.container.within & Within.DATA:
        return None
    return drop("is a command that was not carried out") if _COMMAND.fullmatch(text) else None
