"""Whether a page's data hold its body, and the page shows nothing of it, or no more than the beginning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cleanarticle.article import BodySource
from cleanarticle.body.embedded.find import EmbeddedBody, find_body
from cleanarticle.page.claims import Claims, plain_text
from cleanarticle.page.model import Block, Page
from cleanarticle.parse.carriers import read_carriers
from cleanarticle.parse.document import Document
from cleanarticle.score.shingles import Shingles

__all__ = ["BodyOfData", "may_be_needed", "read_body", "reason_to_read"]

_NO_BODY: Final = 40.0
"""Words of a page that shows nothing but a notice or a summary."""
_TEASER: Final = 200.0
"""Words of the longest beginning for which all data of a page are searched; a body that it claims is at hand."""
_MOST_SHOWN: Final = 0.5
_MOST_HELD: Final = 0.7
"""Share of the body that may stand in the page's own blocks: beyond, the page has it and the choice was wrong."""
_LEAST_AGREED: Final = 0.7
_MOST_HEADINGS: Final = 3
_PLAIN: Final = re.compile(r"[a-zA-Z0-9 ,.]+")
_LEAST_PIECE: Final = 12
_MOST_PIECE: Final = 40
_LAST_PART: Final = 0.25
_MOST_OF_END: Final = 0.2
_GROWING: Final = "LiveBlogPosting"
"""A text of which a page shows the latest part by design."""


def may_be_needed(shown: Sequence[Block], claims: Claims, document: Document) -> bool:
    """Whether a page shows so little that its data should be searched.

    Args:
        shown: The blocks that are kept.
        claims: What the page says of itself.
        document: The page.
    """
    words = sum(block.words for block in shown)
    if words < _NO_BODY:
        return True
    # A word has six characters with its space, in most languages.
    if any(len(claim.value) * _MOST_SHOWN > 6 * words for claim in claims.all("body")):
        return True
    return words < _TEASER and _stands_twice(shown, document.source)


def _stands_twice(shown: Sequence[Block], source: str) -> bool:
    """Whether a piece of the text that is shown may stand a second time in the source, as it does in data.

    Where the source is not known, it may. The piece has nothing that markup and data write in different ways.
    """
    longest = max(shown, key=lambda block: len(block.text)).text
    plain = max(_PLAIN.findall(longest, len(longest) // 3), key=len, default="")
    return not source or len(plain) < _LEAST_PIECE or source.count(plain[:_MOST_PIECE]) > 1


@dataclass(frozen=True, slots=True)
class BodyOfData:
    """A body to be read instead of what the page shows.

    Attributes:
        html: The text as HTML.
        source: What kind of data holds it.
        reason: Why it is to be read.
        titles: The titles of the page.
        opening: Text of the first block that the page shows of it; empty if it shows nothing.
    """

    html: str
    source: BodySource
    reason: str
    titles: tuple[str, ...]
    opening: str


def read_body(document: Document, page: Page, shown: Sequence[Block], *, most: int) -> BodyOfData | None:
    """Search a page's data for its body.

    Args:
        document: The page.
        page: The page, cut into blocks.
        shown: The blocks that are kept of it.
        most: Characters of data that are read at most.

    Returns:
        The body; `None` if the page's own text is to stay.
    """
    titles = [claim.value for claim in page.claims.all("title")][:_MOST_HEADINGS]
    # The heading of a window over the page, say for consent, is seldom of the first level.
    titles += [block.text for block in page.blocks if block.tag == "h1"][:_MOST_HEADINGS]
    summaries = [claim.value for claim in page.claims.all("description")] + [block.text for block in shown[:2]]
    found = find_body(read_carriers(document), titles=titles, descriptions=summaries, most=most)
    if found is None:
        return None
    reason = reason_to_read(found, [block.text for block in shown], [block.text for block in page.blocks])
    if reason is None:
        return None
    whole = Shingles(plain_text(found.html))
    opening = next((block.text for block in shown if whole.share_of(block.text) >= _LEAST_AGREED), "")
    return BodyOfData(found.html, found.source, reason, tuple(titles), opening)


def reason_to_read(body: EmbeddedBody, shown: Sequence[str], held: Sequence[str]) -> str | None:
    """Say why a body should be taken from the data, if it should.

    Args:
        body: The body in the data.
        shown: Texts of the blocks that the page's own body would have.
        held: Texts of all blocks of the page.

    Returns:
        The reason; `None` if the page's own text is to stay.
    """
    text = plain_text(body.html)
    whole = Shingles(text)
    seen = Shingles(" ".join(shown))
    if Shingles(" ".join(held)).share_of(text) > _MOST_HELD:
        return None
    where = f"its {body.source.replace('-', ' ')} ({body.place}) holds {len(whole.words)}"
    if len(seen.words) < _NO_BODY:
        return f"the page shows {len(seen.words)} words of text, {where}"
    if body.place == _GROWING or len(seen.words) > _MOST_SHOWN * len(whole.words):
        return None
    end = text[-int(len(text) * _LAST_PART) :]
    if whole.share_of(" ".join(shown)) < _LEAST_AGREED or seen.share_of(end) > _MOST_OF_END:
        return None
    return f"the page shows the first {len(seen.words)} words of a text of which {where}"
