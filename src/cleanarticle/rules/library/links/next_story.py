"""Other stories that follow the article, with headline and first paragraphs."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Container, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, needs, rule, tags
from cleanarticle.rules.boxes import innermost

# Measured: at 0.8 and at 1, none of 2,304 pages changes.
_LINKED: Final = 0.95
# Measured: at 4 and at 6, none of 252 pages changes.
_HEAD_BLOCKS: Final = 5
# Measured: at 40, 1 of 2,304 change (word F1 −0.32); at 160, none of 2,304, but a fixture.
_LEAST_WORDS: Final = 80.0


@rule(
    marks(
        "<article><h1>Pass closed by snow</h1><p>Snow closed the pass on Monday, and the ploughs worked until noon. "
        "Nobody was hurt, the road office said, but forty lorries stood in the valley until the first of them could "
        "turn, which took a day and a night and most of the sand that the village had put aside for the winter. The "
        "council will meet on Friday to talk about a gate, which the drivers have asked for since the last winter but "
        "one, and about the price of the sand.</p></article><article><h2><a href=/b>Otters seen in the canal</a></h2>"
        "<p>A camera counted three on Friday.</p></article>",
        on="A camera counted",
    ),
    marks(
        "<article><h1>Pass closed by snow</h1><p>Snow closed the pass on Monday, and the ploughs worked until noon. "
        "Nobody was hurt, the road office said, but forty lorries stood in the valley until the first of them could "
        "turn, which took a day and a night and most of the sand that the village had put aside for the winter. The "
        "council will meet on Friday to talk about a gate, which the drivers have asked for since the last winter but "
        "one, and about the price of the sand.</p></article><article><h1>Otters seen in the canal</h1>"
        "<p>A camera counted three on Friday.</p></article>",
        on="A camera counted",
    ),
    marks(
        "<article><h1>Pass closed by snow</h1><p>Snow closed the pass on Monday, and the ploughs worked until noon. "
        "Nobody was hurt, the road office said, but forty lorries stood in the valley until the first of them could "
        "turn, which took a day and a night and most of the sand that the village had put aside for the winter. The "
        "council will meet on Friday to talk about a gate, which the drivers have asked for since the last winter but "
        "one, and about the price of the sand.</p><article><h2><a href=/b>Otters seen in the canal</a></h2>"
        "<p>A camera counted three on Friday.</p></article></article>",
        on="A camera counted",
    ),
    ignores("<article><h2><a href=/a>Pass closed by snow</a></h2><p>Snow closed the pass on Monday.</p></article>"),
    when=tags("p", "div", "h2", "h3", "h4", "ul", "li", "blockquote", "span", "section", "header", "a")
    & needs("<article>"),
    not_on=("collection", "documentation", "listing", "service"),  # an `<article>` is one of their entries
)
def next_story(block: Block, page: Page) -> Mark | None:
    """Drop another story in an `<article>` of its own, after the page's article or in it.

    Sites let the reader scroll on into the next story. Its headline is a link, or the second first-level heading of
    the page, and is not the title that the page names. Lower headings without a link are sections or entries of one
    article.
    """
    if not block.container.within & Within.ARTICLE:
        return None
    story = innermost(block.container, "article")
    if story is None or not page.once(_is_another, story):
        return None
    return drop("stands in another story")


def _is_another(story: Container, page: Page) -> bool:
    """True if a story has a headline of its own, and the page's article stands before it."""
    heading = _heading(story, page.blocks) if story.first else None
    if heading is None or (heading.link_density < _LINKED and heading.tag != "h1"):
        return False
    titles = [claim.value.casefold() for claim in page.claims.all("title")]
    return not _is_title(heading.text, titles) and _follows_article(story, page.blocks, titles)


def _heading(story: Container, blocks: list[Block]) -> Block | None:
    """The first heading among the first blocks of a story."""
    for index in range(story.first, min(story.end, story.first + _HEAD_BLOCKS)):
        block = blocks[index]
        if block.container.within & Within.HEADING:
            return block
    return None


def _is_title(text: str, titles: list[str]) -> bool:
    folded = text.casefold()
    for title in titles:  # noqa: SIM110 - a compiled function holds no generator
        if title.startswith(folded) or folded.startswith(title):
            return True
    return False


def _follows_article(story: Container, blocks: list[Block], titles: list[str]) -> bool:
    """True if the page's own article, an element with a title and enough prose, ends before the story."""
    heading_of_article = Within.ARTICLE | Within.HEADING
    for index in range(story.first):
        heading = blocks[index]
        if heading.container.within & heading_of_article == heading_of_article:
            own = innermost(heading.container, "article")
            if own is None or own is story or not (heading.tag == "h1" or _is_title(heading.text, titles)):
                continue
            if own.end > story.first:
                # The story stands in the article, and the article's own text before it.
                return own.end >= story.end and _prose(blocks, index, story.first) >= _LEAST_WORDS
            if own.words - own.link_words >= _LEAST_WORDS:
                return True
    return False


def _prose(blocks: list[Block], first: int, end: int) -> float:
    """Words of some blocks that are not linked."""
    words = 0.0
    for index in range(first, end):
        block = blocks[index]
        words += block.words * (1 - block.link_density)
    return words
