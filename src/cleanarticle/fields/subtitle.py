"""The subtitle: standfirst, deck or dek, between the headline and the first paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from cleanarticle.fields.context import ArticleContext, FieldResult, compact, word_set
from cleanarticle.fields.text.bylines.parse import parse_byline
from cleanarticle.fields.text.credits import split_credit
from cleanarticle.fields.text.dates.moments import find_moment
from cleanarticle.fields.text.labels import heads_summary
from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Block, Container, Within

__all__ = ["read_subtitle"]

_LEAST_WORDS: Final = 3.0
_LEAST_PLAIN_WORDS: Final = 7.0
_MOST_WORDS: Final = 120.0
_MOST_PLAIN_WORDS: Final = 80.0
_MOST_CHARACTERS: Final = 1_000
_MOST_LINKED: Final = 0.5
_BOLD: Final = 0.9
_MOST_WORDS_OF_NOTE: Final = 25.0
_MOST_KEPT_BEFORE: Final = 4
_MOST_KEPT_BEFORE_DROPPED: Final = 1
"""What was dropped behind more of the body than this is something else."""
_MOST_WORDS_OF_NAMED_NOTE: Final = 8.0
_MOST_WORDS_OF_BYLINE: Final = 16.0
_MOST_CHARACTERS_OF_NAMES: Final = 120
_MOST_NAME_WORDS: Final = 5.0
_LEAST_HEADING_WORDS: Final = 7.0
_MOST_BEHIND: Final = 2
_LIKE_A_PARAGRAPH: Final = 0.8
_GLUED_KICKER: Final = re.compile(r"\w\s?:[^\W\d_]")
_FILMED: Final = re.compile(r"\([^()]*\b(?:photo|video|image|foto|vídeo|vidéo|picture)s?\b[^()]*\)\W*$", re.IGNORECASE)
_PLACE: Final = re.compile(r"^[^\W\d_][^·•|.:,]{1,30}(?:\s[·•|]|\.)\s+(?=\S)")
_PLACE_SIGNS: Final = ("·", "•", "|")
_SIGNED: Final = re.compile(r"(?<=[.!?…”\"»])\s+(?=\S+\s\S)")
_BYWORDS: Final = tuple(f"{word} " for words in load_words("bywords")["writer"].values() for word in words)
_LEAST_CHARACTERS_OF_BEGINNING: Final = 60
_NO_RANK, _BOLD_START, _ABOVE_BYLINE, _BELOW_HEADLINE, _NAMED_IN_BODY, _HEADING_BELOW, _CLAIMED, _NAMED = range(8)
_CERTAINTY: Final = {
    _BOLD_START: 0.7,
    _ABOVE_BYLINE: 0.7,
    _BELOW_HEADLINE: 0.7,
    _NAMED_IN_BODY: 0.9,
    _HEADING_BELOW: 0.7,
    _CLAIMED: 0.9,
    _NAMED: 0.9,
    _NAMED + 1: 0.95,
}
_NAMES: Final = word_set(
    "subtitle subtitulo standfirst dek deck subhead subheadline subheading lead lede leadin intro excerpt "
    "chapo chapeau sapo teaser strapline abstract vorspann einleitung preface ingress anleser bajada "
    "entradilla occhiello sommario sottotitolo summary newsdeck spot speakable epigraph untertitel "
    "unterzeile sub midtitle underrubrik onderkop lid zajawka description"
)
_PAIRS: Final = (("sub", "title"), ("sub", "headline"), ("sub", "heading"), ("sub", "tit"), ("lead", "in"))
_NEVER_NAMES: Final = word_set(
    "caption credit credits byline author date timestamp share breadcrumb breadcrumbs kicker comment "
    "comments copyright related newsletter promo advert message notice alert"
)
_OTHER_NAMES: Final = word_set("time social tag tags category media image photo gallery video toc meta info avatar")
_PICTURED: Final = word_set("media image photo picture gallery video avatar")
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


def read_subtitle(
    context: ArticleContext, *, title: str | None, byline_blocks: Sequence[int], figures_blocks: Collection[int]
) -> FieldResult[str | None]:
    """Read the subtitle.

    Args:
        context: The page and its body.
        title: The title, which the subtitle does not repeat.
        byline_blocks: Indexes of the blocks that show the byline.
        figures_blocks: Indexes of the blocks that show captions and credits.

    Returns:
        The subtitle, and the blocks that show it.
    """
    claims = _Claims.of(context)
    byline = byline_blocks[0] if byline_blocks else None
    block, rank = _subtitle(context, compact(title or ""), byline, claims, figures_blocks)
    if block is None:
        return FieldResult(None)
    text = block.text.replace("\n", " ")
    key = compact(text)
    length = len(block.text)
    again = (
        each.index
        for each in context.top_blocks()
        if each is not block and abs(len(each.text) - length) <= 3 and compact(each.text) == key
    )
    return FieldResult(_without_notes(text, claims), (block.index, *again), "page", _CERTAINTY[rank])


class _Claims(NamedTuple):
    """What the page says the article is about, as compact keys.

    Attributes:
        descriptions: Its descriptions.
        beginnings: What there is of descriptions that are cut off.
        titles: Its alternative headlines, which some sites use for the subtitle.
    """

    descriptions: frozenset[str]
    beginnings: tuple[str, ...]
    titles: frozenset[str]

    @classmethod
    def of(cls, context: ArticleContext) -> _Claims:
        values = dict.fromkeys(claim.value for claim in context.claims.all("description"))
        whole = {key for key in map(compact, values) if key}
        cut = {compact(value) for value in values if value.endswith(("...", "…"))}
        titles = {compact(claim.value) for claim in context.claims.all("alternative_title")}
        beginnings = tuple(key for key in cut if len(key) >= _LEAST_CHARACTERS_OF_BEGINNING)
        return cls(frozenset(whole), beginnings, frozenset(titles))

    def describe(self, text: str) -> bool:
        """Whether a text is one of the descriptions, the place before it aside."""
        key = compact(text)
        if key in self.descriptions:
            return True
        place = _PLACE.match(text)
        return place is not None and compact(text[place.end() :]) in self.descriptions

    def begin(self, text: str) -> bool:
        """Whether a text goes on where a description is cut off."""
        return bool(self.beginnings) and compact(text).startswith(self.beginnings)


def _without_notes(text: str, claims: _Claims) -> str:
    """A subtitle without the place before it, if the page's description has it without, and without its author."""
    place = _PLACE.match(text)
    if place is not None and place.group().rstrip().endswith(_PLACE_SIGNS):
        rest = text[place.end() :]
        if compact(rest) in claims.descriptions:
            text = rest
    return _without_signature(text)


def _without_signature(text: str) -> str:
    """A subtitle without the name of its author behind its last sentence ("… the harbour. By Ida Holm")."""
    start = max(0, len(text) - _MOST_CHARACTERS_OF_NAMES)
    ends = list(_SIGNED.finditer(text, start))
    if not ends:
        return text
    tail = text[ends[-1].end() :]
    if not tail.casefold().startswith(_BYWORDS):
        return text
    byline = parse_byline(tail)
    return text[: ends[-1].start()] if byline is not None and byline.authors else text


def _subtitle(
    context: ArticleContext, title: str, byline: int | None, claims: _Claims, figures: Collection[int]
) -> tuple[Block | None, int]:
    """The strongest candidate: named by its markup, then claimed, then standing below the headline."""
    best: Block | None = None
    best_rank = _NO_RANK
    distance = 0
    kept_before = 0
    for block in context.top_blocks():
        if context.headline is not None and block.index <= context.headline:
            continue
        is_kept = block.index in context.body
        if kept_before >= _MOST_KEPT_BEFORE:
            break
        is_behind_text = not is_kept and kept_before > _MOST_KEPT_BEFORE_DROPPED
        if block.index not in figures and not is_behind_text and _may_be_subtitle(block, context):
            rank = _rank(block, context, claims, distance, byline)
            if rank > best_rank or (not distance and block.words >= _LEAST_PLAIN_WORDS):
                fits = _reads_like_subtitle(block, title, is_named=rank in (_NAMED_IN_BODY, _NAMED, _NAMED + 1))
                distance += fits
                if fits and rank > best_rank:
                    best, best_rank = block, rank
        kept_before += is_kept
    return best, best_rank


def _may_be_subtitle(block: Block, context: ArticleContext) -> bool:
    container = block.container
    if context.is_apart(container, _ELSEWHERE) or not _LEAST_WORDS <= block.words <= _MOST_WORDS:
        return False
    if len(block.text) > _MOST_CHARACTERS:
        return False
    return block.link_density <= _MOST_LINKED and _NEVER_NAMES.isdisjoint(container.names)


def _reads_like_subtitle(block: Block, title: str, *, is_named: bool) -> bool:
    """Whether a candidate is neither the headline again nor a note: who, when, whose picture."""
    if not _OTHER_CUES.isdisjoint(block.cues):
        return False
    key = compact(block.text)
    if title and (key.endswith(title) or title.endswith(key)):
        return False
    if (
        heads_summary(block.text)
        or block.text.endswith((":", "："))
        or _FILMED.search(block.text[-_MOST_CHARACTERS_OF_NAMES:])
    ):
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


def _rank(block: Block, context: ArticleContext, claims: _Claims, distance: int, byline: int | None) -> int:
    """How strongly a block looks like the subtitle."""
    is_kept = block.index in context.body
    if block.index == context.kept[-1]:
        return _NO_RANK
    if (block.words > _MOST_PLAIN_WORDS) if is_kept else _opens_body(block, context):
        return _NO_RANK
    is_claimed = claims.describe(block.text) or (not is_kept and claims.begin(block.text))
    is_heading = block.container.within & Within.HEADING
    if is_heading and is_kept and not _may_be_deck(block, context):
        return _NO_RANK
    if _is_named(block):
        if is_kept:
            return _NAMED_IN_BODY
        return _NAMED + is_claimed
    if not _OTHER_NAMES.isdisjoint(block.container.names):
        return _NO_RANK
    if is_claimed and not is_kept:
        return _CLAIMED
    if is_heading and context.headline is not None and (distance == 0 or is_kept):
        return _HEADING_BELOW
    if is_kept:
        if block.index != context.start:
            return _NO_RANK
        if byline is not None and block.index < byline <= context.second:
            return _NO_RANK if _runs_on(block, context, byline) else _ABOVE_BYLINE
        if is_claimed and _stands_out(block, context):
            return _BOLD_START
        is_signed = _without_signature(block.text) != block.text
        return _BOLD_START if is_signed and (is_claimed or claims.begin(block.text)) else _NO_RANK
    if compact(block.text) in claims.titles:
        return _BELOW_HEADLINE
    if context.headline is None or distance or not _LEAST_PLAIN_WORDS <= block.words <= _MOST_PLAIN_WORDS:
        return _NO_RANK
    return _NO_RANK if _is_breadcrumb(block, context) or _is_biography(block, context) else _BELOW_HEADLINE


def _runs_on(block: Block, context: ArticleContext, byline: int) -> bool:
    """Whether the text above the byline is set like the paragraphs behind it, and as long as they are."""
    own = block.container
    behind = [context.page.blocks[index] for index in context.kept if index > byline][:_MOST_BEHIND]
    return (
        bool(behind)
        and all(
            each.tag == own.tag == "p"
            and each.container.parent is own.parent
            and each.container.attributes.get("class") == own.attributes.get("class")
            and each.strong_share < _BOLD
            and block.words >= _LIKE_A_PARAGRAPH * each.words
            for each in behind
        )
        and block.strong_share < _BOLD
    )


def _opens_body(block: Block, context: ArticleContext) -> bool:
    """Whether a block says what the first paragraph says again: a lead made from the text, and no deck."""
    first = context.page.blocks[context.start].text
    return abs(len(first) - len(block.text)) <= 3 and compact(first) == compact(block.text)


def _is_biography(block: Block, context: ArticleContext) -> bool:
    """Whether a block opens with the few words of the block before it: a name, and what is said of its bearer."""
    before = context.page.blocks[block.index - 1]
    return before.words <= _MOST_NAME_WORDS and before.index != context.headline and block.text.startswith(before.text)


def _is_breadcrumb(block: Block, context: ArticleContext) -> bool:
    """Whether a line above the headline has the same words: they are the sections of the site."""
    key = compact(block.text)
    above = context.page.blocks[context.top.start : context.headline]
    return any(len(other.text) > len(block.text) and key in compact(other.text) for other in above)


def _is_named(block: Block) -> bool:
    """Whether the class of its element, or of one around it that holds nothing else, names a subtitle."""
    at: Container | None = block.container
    for _ in range(3):
        if at is None or at.words > block.words * 1.2 + 3:
            return False
        if not _NAMES.isdisjoint(at.names) and ("description" not in at.names or _PICTURED.isdisjoint(at.names)):
            return True
        if any(one in at.names and other in at.names for one, other in _PAIRS):
            return True
        at = at.parent
    return False


def _may_be_deck(block: Block, context: ArticleContext) -> bool:
    """Whether a heading that opens the body is a deck: long, and unlike the section headings after it."""
    if block.index > context.start or block.words < _LEAST_HEADING_WORDS:
        return False
    container = block.container
    style = container.attributes.get("class")
    blocks = context.page.blocks
    behind = (index for index in context.kept if index > block.index)
    # Decks come one below another; the first text ends them.
    text = next((index for index in behind if not blocks[index].container.within & Within.HEADING), block.index)
    others = (blocks[index].container for index in context.kept if index > text)
    return not any(
        other.tag == container.tag
        and other.attributes.get("class") == style
        and (style or other.parent is container.parent)
        for other in others
    )


def _stands_out(block: Block, context: ArticleContext) -> bool:
    """Whether the first block of the body is bold, and the next is not."""
    if block.strong_share < _BOLD and "bold" not in block.container.names:
        return False
    behind = next((index for index in context.kept if index > block.index), None)
    return behind is not None and context.page.blocks[behind].strong_share < _BOLD / 2
