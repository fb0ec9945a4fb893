"""The subtitle: standfirst, deck or dek, between the headline and the first paragraph."""

from __future__ import annotations

from typing import Final

from cleanarticle.fields.sources import Reading, Sources, compact
from cleanarticle.page import Block, Container, Within

__all__ = ["read_subtitle"]

_LEAST_WORDS: Final = 3.0
_LEAST_PLAIN_WORDS: Final = 7.0
_MOST_WORDS: Final = 80.0
_MOST_LINKED: Final = 0.5
_BOLD: Final = 0.9
_NAMES: Final = frozenset(
    "subtitle subtitulo standfirst dek deck subhead subheadline subheading lead lede leadin intro excerpt "
    "chapo chapeau sapo teaser strapline abstract vorspann einleitung preface ingress anleser bajada entradilla "
    "occhiello sommario sottotitolo linea summary newsdeck spot speakable epigraph untertitel unterzeile "
    "midtitle underrubrik onderkop lid zajawka description".split()
)
_PAIRS: Final = (("sub", "title"), ("sub", "headline"), ("sub", "heading"), ("sub", "tit"), ("lead", "in"))
_OTHER_NAMES: Final = frozenset(
    "caption credit byline author date time timestamp share social breadcrumb breadcrumbs kicker tag tags "
    "category related newsletter advert promo comment comments copyright media image photo gallery video toc".split()
)
_OTHER_CUES: Final = frozenset(
    "advertisement photo-credit video-teaser audio-player gallery embed infographic trust-badge policy-link "
    "reading-time comment-count timestamp author-card newsletter paywall registration app-promotion donation "
    "affiliate shop sponsor most-read tags breadcrumbs share navigation cookie login loader copyright "
    "ai-label correction-notice continue contact".split()
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


def read_subtitle(sources: Sources) -> Reading[str | None]:
    """Read the subtitle.

    Args:
        sources: The page and its body.

    Returns:
        The subtitle, and the blocks that show it.
    """
    block = _subtitle(sources)
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


def _subtitle(sources: Sources) -> Block | None:
    """The strongest candidate: one its markup names, then a claimed one, then what stands below the headline."""
    kept = frozenset(sources.kept)
    claimed = {compact(claim.value) for claim in sources.claims.all("description")}
    claimed |= {compact(claim.value) for claim in sources.claims.all("alternative_title")}
    best: Block | None = None
    best_rank = 0
    distance = 0
    for block in sources.top_blocks():
        if sources.headline is not None and block.index <= sources.headline:
            continue
        if not _may_be_subtitle(block):
            continue
        rank = _rank(block, sources, block.index in kept, claimed, distance)
        if rank > best_rank:
            best, best_rank = block, rank
        distance += 1
        if block.index in kept and block.index > sources.start:
            break
    return best


def _may_be_subtitle(block: Block) -> bool:
    container = block.container
    if container.within & _ELSEWHERE or not _LEAST_WORDS <= block.words <= _MOST_WORDS:
        return False
    if block.link_share > _MOST_LINKED or not _OTHER_NAMES.isdisjoint(container.names):
        return False
    return _OTHER_CUES.isdisjoint(block.cues)


def _rank(block: Block, sources: Sources, is_kept: bool, claimed: set[str], distance: int) -> int:
    """How strongly a block looks like the subtitle; 0 if it does not."""
    is_named = _is_named(block)
    is_heading = block.container.within & Within.HEADING and sources.headline is not None and distance == 0
    is_claimed = compact(block.text) in claimed
    if is_named:
        return 5 + is_claimed
    if is_heading:
        return 4
    if is_claimed and not is_kept:
        return 4
    if is_kept:
        return 2 if block.index == sources.start and _stands_out(block, sources) else 0
    if sources.headline is None or distance or block.words < _LEAST_PLAIN_WORDS:
        return 0
    return 3


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


def _stands_out(block: Block, sources: Sources) -> bool:
    """Whether the first block of the body is bold, and the next is not."""
    if block.strong_share < _BOLD and "bold" not in block.container.names:
        return False
    behind = next((index for index in sources.kept if index > block.index), None)
    return behind is not None and sources.page.blocks[behind].strong_share < _BOLD / 2
