"""The subtitle: standfirst, deck or dek, between the headline and the first paragraph."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.fields.bytext import parse_byline
from cleanarticle.fields.credits import split_credit
from cleanarticle.fields.moments import find_moment
from cleanarticle.fields.sources import Reading, Sources, compact, word_set
from cleanarticle.page import Block, Container, Within

__all__ = ["read_subtitle"]

_LEAST_WORDS: Final = 3.0
_LEAST_PLAIN_WORDS: Final = 7.0
_MOST_WORDS: Final = 80.0
_MOST_CHARACTERS: Final = 1_000
_MOST_LINKED: Final = 0.5
_BOLD: Final = 0.9
_MOST_WORDS_OF_NOTE: Final = 25.0
_MOST_KEPT_BEFORE: Final = 4
_MOST_WORDS_OF_NAMED_NOTE: Final = 8.0
_MOST_WORDS_OF_BYLINE: Final = 16.0
_LEAST_HEADING_WORDS: Final = 7.0
_GLUED_KICKER: Final = re.compile(r"\w\s?:[^\W\d_]")
_NO_RANK, _BOLD_START, _ABOVE_BYLINE, _BELOW_HEADLINE, _NAMED_IN_BODY, _CLAIMED, _HEADING_BELOW, _NAMED = range(8)
_NAMES: Final = word_set(
    "subtitle subtitulo standfirst dek deck subhead subheadline subheading lead lede leadin intro excerpt "
    "chapo chapeau sapo teaser strapline abstract vorspann einleitung preface ingress anleser bajada "
    "entradilla occhiello sommario sottotitolo summary newsdeck spot speakable epigraph untertitel "
    "unterzeile sub midtitle underrubrik onderkop lid zajawka description"
)
_PAIRS: Final = (("sub", "title"), ("sub", "headline"), ("sub", "heading"), ("sub", "tit"), ("lead", "in"))
_NEVER_NAMES: Final = word_set(
    "caption credit credits byline author date timestamp share breadcrumb breadcrumbs kicker comment "
    "comments copyright related newsletter promo advert"
)
_OTHER_NAMES: Final = word_set("time social tag tags category media image photo gallery video toc meta")
_OTHER_CUES: Final = word_set(
    "advertisement photo-credit video-teaser audio-player gallery embed infographic trust-badge policy-link "
    "reading-time comment-count timestamp author-card newsletter paywall registration app-promotion donation "
    "affiliate shop sponsor most-read tags breadcrumbs share navigation cookie login loader copyright "
    "ai-label correction-notice continue contact"
)
_ELSEWHERE: Final = (
    Within.NAV
    | Within.ASIDE
    | Within.FOOTER
    | Within.FORM
    | Within.CAPTION
    | Within.FIGURE
    | Within.LIST
    | Within.TABLE
    | Within.DIALOG
    | Within.BUTTON
    | Within.HIDDEN
    | Within.DETAILS
)


def read_subtitle(sources: Sources, title: str | None, byline: int | None) -> Reading[str | None]:
    """Read the subtitle.

    Args:
        sources: The page and its body.
        title: The title, which the subtitle does not repeat.
        byline: Index of the block that shows the byline.

    Returns:
        The subtitle, and the blocks that show it.
    """
    block = _subtitle(sources, compact(title or ""), byline)
    if block is None:
        return Reading(None)
    text = block.text.replace("\n", " ")
    key = compact(text)
    length = len(block.text)
    again = (
        each.index
        for each in sources.top_blocks()
        if each is not block and abs(len(each.text) - length) <= 3 and compact(each.text) == key
    )
    return Reading(text, (block.index, *again))


def _subtitle(sources: Sources, title: str, byline: int | None) -> Block | None:
    """The strongest candidate: named by its markup, then claimed, then standing below the headline."""
    claims = [*sources.claims.all("description"), *sources.claims.all("alternative_title")]
    claimed = {compact(value) for value in {claim.value for claim in claims}}
    best: Block | None = None
    best_rank = _NO_RANK
    distance = 0
    kept_before = 0
    for block in sources.top_blocks():
        if sources.headline is not None and block.index <= sources.headline:
            continue
        is_kept = block.index in sources.body
        if kept_before >= _MOST_KEPT_BEFORE:
            break
        if _may_be_subtitle(block, sources):
            rank = _rank(block, sources, claimed, distance, byline)
            if rank > best_rank or (not distance and block.words >= _LEAST_PLAIN_WORDS):
                fits = _reads_like_subtitle(block, title, is_named=rank in (_NAMED_IN_BODY, _NAMED, _NAMED + 1))
                distance += fits
                if fits and rank > best_rank:
                    best, best_rank = block, rank
        kept_before += is_kept
    return best


def _may_be_subtitle(block: Block, sources: Sources) -> bool:
    container = block.container
    if sources.is_apart(container, _ELSEWHERE) or not _LEAST_WORDS <= block.words <= _MOST_WORDS:
        return False
    if len(block.text) > _MOST_CHARACTERS:
        return False
    return block.link_share <= _MOST_LINKED and _NEVER_NAMES.isdisjoint(container.names)


def _reads_like_subtitle(block: Block, title: str, *, is_named: bool) -> bool:
    """Whether a candidate is neither the headline again nor a note: who, when, whose picture."""
    if not _OTHER_CUES.isdisjoint(block.cues):
        return False
    key = compact(block.text)
    if title and (key.endswith(title) or title.endswith(key)):
        return False
    if _GLUED_KICKER.search(block.text) is not None and block.container.within & Within.HEADING:
        return False
    most_words = _MOST_WORDS_OF_NAMED_NOTE if is_named else _MOST_WORDS_OF_NOTE
    if block.words > most_words:
        return is_named or split_credit(block.text)[1] is None
    if find_moment(block.text) is not None:
        return False
    byline = parse_byline(block.text) if block.words <= _MOST_WORDS_OF_BYLINE else None
    return (byline is None or not byline.authors) and (is_named or split_credit(block.text)[1] is None)


def _rank(block: Block, sources: Sources, claimed: set[str], distance: int, byline: int | None) -> int:
    """How strongly a block looks like the subtitle."""
    is_kept = block.index in sources.body
    if block.index == sources.kept[-1]:
        return _NO_RANK
    is_claimed = bool(claimed) and compact(block.text) in claimed
    is_heading = block.container.within & Within.HEADING
    if is_heading and is_kept and not _may_be_deck(block, sources):
        return _NO_RANK
    if _is_named(block):
        return _NAMED_IN_BODY if is_kept else _NAMED + is_claimed
    if not _OTHER_NAMES.isdisjoint(block.container.names):
        return _NO_RANK
    if is_heading and sources.headline is not None and (distance == 0 or is_kept):
        return _HEADING_BELOW
    if is_kept:
        if block.index != sources.start:
            return _NO_RANK
        if byline is not None and block.index < byline <= sources.second:
            return _ABOVE_BYLINE
        return _BOLD_START if is_claimed and _stands_out(block, sources) else _NO_RANK
    if is_claimed:
        return _CLAIMED
    if sources.headline is None or distance or block.words < _LEAST_PLAIN_WORDS:
        return _NO_RANK
    return _BELOW_HEADLINE


def _is_named(block: Block) -> bool:
    """Whether the class of its element, or of one around it that holds nothing else, names a subtitle."""
    at: Container | None = block.container
    for _ in range(3):
        if at is None or at.words > block.words * 1.2 + 3:
            return False
        if not _NAMES.isdisjoint(at.names) or any(one in at.names and other in at.names for one, other in _PAIRS):
            return True
        at = at.parent
    return False


def _may_be_deck(block: Block, sources: Sources) -> bool:
    """Whether a heading that opens the body is a deck: long, and unlike the section headings after it."""
    if block.index > sources.start or block.words < _LEAST_HEADING_WORDS:
        return False
    container = block.container
    style = container.attributes.get("class")
    others = (sources.page.blocks[index].container for index in sources.kept if index > block.index)
    return not any(
        other.tag == container.tag
        and other.attributes.get("class") == style
        and (style or other.parent is container.parent)
        for other in others
    )


def _stands_out(block: Block, sources: Sources) -> bool:
    """Whether the first block of the body is bold, and the next is not."""
    if block.strong_share < _BOLD and "bold" not in block.container.names:
        return False
    behind = next((index for index in sources.kept if index > block.index), None)
    return behind is not None and sources.page.blocks[behind].strong_share < _BOLD / 2
