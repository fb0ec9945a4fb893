"""The headline among the paragraphs."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, rule, tags, within

_BEFORE_SITE_NAME: Final = "|-–—·•"


@rule(
    marks("<article><h1>Pass closed by snow</h1><p>Ploughs worked all night.</p></article>", on="Pass closed"),
    ignores("<article><h2>What happened at night</h2><p>Ploughs worked until six.</p></article>"),
    when=within("h1") | tags("h1", "h2") | names("headline", "title"),
)
def headline(block: Block, page: Page, *, min_words: int = 5, max_words: int = 40) -> Mark | None:
    """Lift the headline out of the prose.

    The title is a field. It shows by the page's own description of itself: a text that equals the title
    given there is the headline wherever it stands. Without such a description a heading of the first level
    is taken for it; with one, other headings of the first level may be parts of the article.
    """
    if block.words > max_words:
        return None
    titles = page.claims.all("title")
    if not titles:
        return drop("is the headline") if block.tag == "h1" else None
    if block.words < min_words and block.tag != "h1":
        return None
    text = block.text.casefold()
    for place, claim in enumerate(titles):
        if (place == 0 or claim.source != "json-ld") and _is_title(text, claim.value, block.tag == "h1"):
            return drop("is the headline, as the page itself gives it")
    return None


def _is_title(text: str, title: str, may_be_shorter: bool) -> bool:
    """Whether a text is a title, or its beginning up to the name of the site."""
    if len(title) < len(text):
        return False
    folded = title.casefold()
    if not folded.startswith(text):
        return False
    rest = folded[len(text) :].lstrip()
    return not rest or (may_be_shorter and rest[0] in _BEFORE_SITE_NAME)
