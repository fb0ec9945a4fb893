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
    """Drop the headline.

    It becomes the field `title`. A text that equals the title that the page names is the headline, wherever it is.
    If the page names none, a first-level heading is taken for it; if it does, other first-level headings may be
    parts of the article.
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
        # JSON-LD may describe other articles too, so its title counts only if it comes first.
        if (place == 0 or claim.source != "json-ld") and _is_title(text, claim.value, block.tag == "h1"):
            return drop("is the headline, as the page itself gives it")
    return None


def _is_title(text: str, title: str, may_be_shorter: bool) -> bool:
    """True if a text is a title, or its beginning up to the name of the site."""
    if len(title) < len(text):
        return False
    folded = title.casefold()
    if not folded.startswith(text):
        return False
    rest = folded[len(text) :].lstrip()
    return not rest or (may_be_shorter and rest[0] in _BEFORE_SITE_NAME)
