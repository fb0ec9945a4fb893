"""How long it takes to read."""

from __future__ import annotations

from typing import Final

from cleanarticle.page.model import Block, Page, Within
from cleanarticle.rules.api import Mark, drop, ignores, marks, names, phrases, rule
from cleanarticle.rules.boxes import in_small_box

_NAMES: Final = frozenset(("readtime", "readingtime", "wordcount", "reading"))


@rule(
    marks("<p>Reading Time:4 minutes</p><p>Snow closed the pass on Monday night.</p>", on="Reading Time"),
    marks('<div class="readingTime">4 min.</div><p>Snow closed the pass on Monday night.</p>', on="4 min."),
    ignores("<p>Reading time in the cells was cut to an hour, and the library closed at noon on Sundays.</p>"),
    when=phrases("reading-time") | names(*_NAMES),
)
def reading_time(block: Block, page: Page, *, max_words: int = 8, max_box_words: int = 10) -> Mark | None:
    """Drop lines that say how long it takes to read the article.

    Only short lines count. A heading ("5 minutes") or a row of a table may be part of a recipe or a timetable.
    """
    if block.container.within & Within.DATA_OR_HEADING or block.words > max_words:
        return None
    if "reading-time" in block.cues:
        return drop("says how long it takes to read the article")
    if in_small_box(block, _NAMES, max_box_words):
        return drop("stands in a container named for the reading time")
    return None
