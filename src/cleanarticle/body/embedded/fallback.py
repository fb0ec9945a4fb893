"""The fallback to a body in the page's data, for pages that show nothing of it or only its beginning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cleanarticle.article import BodySource
from cleanarticle.body.embedded.find import EmbeddedBody, find_body
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.claims import Claims, plain_text
from cleanarticle.page.model import Block, Page
from cleanarticle.page.shingles import Shingles
from cleanarticle.parse.data_sources import read_data_sources
from cleanarticle.parse.document import Document

__all__ = ["FallbackBody", "may_be_needed", "read_body", "reason_to_read"]

_NO_BODY: Final = 40.0
"""Words of a page that shows only a notice or a summary."""
_TEASER: Final = 200.0
"""Words of the longest beginning for which all data of a page is searched; a claimed body is at hand anyway."""
# Measured: at 0.35 and at 0.65, none of 2,304 pages changes.
_MOST_SHOWN: Final = 0.5
_MOST_HELD: Final = 0.7
"""Share of the body that the page's own blocks may hold. Beyond it the page has the body, and the choice was wrong."""
# Measured: at 0.55 and at 0.85, none of 2,304 pages changes.
_LEAST_AGREED: Final = 0.7
# Measured: at 2 and at 4, none of 2,304 pages changes.
_MOST_HEADINGS: Final = 3
_PLAIN: Final = lazy_pattern(r"[a-zA-Z0-9 ,.]+")
# Measured: at 6 and at 24, none of 2,304 pages changes.
_LEAST_PIECE: Final = 12
# Measured: at 20 and at 80, none of 2,304 pages changes.
_MOST_PIECE: Final = 40
# Measured: at 0.1 and at 0.4, none of 2,304 pages changes.
_LAST_PART: Final = 0.25
# Measured: at 0.05 and at 0.35, none of 2,304 pages changes.
_MOST_OF_END: Final = 0.2
_GROWING: Final = "LiveBlogPosting"
"""A live blog: the page shows its latest part by design."""


def may_be_needed(shown: Sequence[Block], claims: Claims, document: Document) -> bool:
    """Return True if a page shows so little that its data should be searched.

    Args:
        shown: The blocks that are kept.
        claims: The page's metadata.
        document: The page.
    """
    words = sum(block.words for block in shown)
    if words < _NO_BODY:
        return True
    # A word has six characters with its space, in most languages.
    if any(len(claim.value) * _MOST_SHOWN > 6 * words for claim in claims.all("body")):
        return True
    return words < _TEASER and _is_repeated(shown, document.source)


def _is_repeated(shown: Sequence[Block], source: str) -> bool:
    """True if part of the shown text may occur a second time in the source, as it does if data holds it too.

    Also true if the source is unknown. The part has only characters that markup and data write the same way.
    """
    longest = max(shown, key=lambda block: len(block.text)).text
    plain = max(_PLAIN.findall(longest, len(longest) // 3), key=len, default="")
    return not source or len(plain) < _LEAST_PIECE or source.count(plain[:_MOST_PIECE]) > 1


@dataclass(frozen=True, slots=True)
class FallbackBody:
    """A body to read instead of the text that the page shows.

    Attributes:
        html: The text as HTML.
        source: The kind of data that holds it.
        reason: Why it is read, for a reader.
        titles: The titles of the page.
        opening: Text of the first block that the page shows of it; empty if it shows nothing.
    """

    html: str
    source: BodySource
    reason: str
    titles: tuple[str, ...]
    opening: str


def read_body(document: Document, page: Page, shown: Sequence[Block], *, most: int) -> FallbackBody | None:
    """Search a page's data for its body.

    Args:
        document: The page.
        page: The page, cut into blocks.
        shown: The blocks that are kept of it.
        most: The most characters of data to read.

    Returns:
        The body; `None` if the page's own text should stay.
    """
    titles = [claim.value for claim in page.claims.all("title")][:_MOST_HEADINGS]
    # A dialog over the page, such as one for consent, seldom has a heading of the first level.
    titles += [block.text for block in page.blocks if block.tag == "h1"][:_MOST_HEADINGS]
    summaries = [claim.value for claim in page.claims.all("description")] + [block.text for block in shown[:2]]
    body = find_body(read_data_sources(document), titles=titles, descriptions=summaries, most=most)
    if body is None:
        return None
    reason = reason_to_read(body, [block.text for block in shown], [block.text for block in page.blocks])
    if reason is None:
        return None
    shingles = Shingles(plain_text(body.html))
    opening = next((block.text for block in shown if shingles.share_of(block.text) >= _LEAST_AGREED), "")
    return FallbackBody(body.html, body.source, reason, tuple(titles), opening)


def reason_to_read(body: EmbeddedBody, shown: Sequence[str], held: Sequence[str]) -> str | None:
    """Say why a body should be taken from the data, if it should.

    Args:
        body: The body in the data.
        shown: Texts of the blocks that are kept of the page.
        held: Texts of all blocks of the page.

    Returns:
        The reason; `None` if the page's own text should stay.
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
    # The shown text must be the beginning of the body: part of it, but not of its end.
    end = text[-int(len(text) * _LAST_PART) :]
    if whole.share_of(" ".join(shown)) < _LEAST_AGREED or seen.share_of(end) > _MOST_OF_END:
        return None
    return f"the page shows the first {len(seen.words)} words of a text of which {where}"
