"""The subtitle (standfirst, deck, dek): a text between the headline and the first paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from cleanarticle.fields.class_names import class_names
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.field_words import field_words
from cleanarticle.fields.rank import Rank
from cleanarticle.fields.text.bylines.parse import parse_byline
from cleanarticle.fields.text.credits import split_credit
from cleanarticle.fields.text.datelines.forms import parse_dateline
from cleanarticle.fields.text.dates.moments import find_moment
from cleanarticle.fields.text.labels import heads_summary
from cleanarticle.fields.text_key import text_key
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Block, Within

__all__ = ["read_subtitle"]

# Measured: at 1.5, 9 of 655 change (word F1 +0.01); at 6, 16 of 390 change (subtitle, alternative titles 1).
_LEAST_WORDS: Final = 3.0
# Measured: at 3.5, 38 of 1,400 change (subtitle); at 14, 39 of 1,507 change (subtitle, summary 1; subtitles right −1).
_LEAST_PLAIN_WORDS: Final = 7.0
# Measured: at 60, 5 of 571 change (subtitle, paragraphs 3; word F1 −0.03); at 240, 1 of 2,304 changes (subtitle).
_MOST_WORDS: Final = 120.0
# Measured: at 40, 6 of 405 change (word F1 +0.07, snippet F1 +2); at 160, 2 of 1,199 change (snippet F1 −0.8).
_MOST_PLAIN_WORDS: Final = 80.0
# Measured: at 500, 4 of 1,138 change (subtitle, right −1); at 2,000, none of 2,304 pages changes.
_MOST_CHARACTERS: Final = 1_000
# Measured: at 0.35, 12 of 2,304 change (subtitle, summary 1); at 0.65, 3 of 2,304 change (subtitle, paragraphs 1).
_MOST_LINKED: Final = 0.5
# Measured: at 0.75, none of 2,304 pages changes; at 1, 1 of 2,304 changes (subtitle, dateline).
_BOLD: Final = 0.9
# Measured: at 12.5 and at 50, none of 330 pages changes.
_MOST_WORDS_OF_NOTE: Final = 25.0
# Measured: at 3 and at 5, none of 280 pages changes.
_MOST_KEPT_BEFORE: Final = 4
_MOST_KEPT_BEFORE_DROPPED: Final = 1
"""A dropped block with more of the body before it is something else."""
# Measured: at 4, none of 1,049 pages changes; at 16, 1 of 1,049 changes (subtitle).
_MOST_WORDS_OF_NAMED_NOTE: Final = 8.0
# Measured: at 8, 2 of 2,071 change (subtitle, paragraphs 1); at 32, 1 of 1,954 changes (subtitle; subtitles right −1).
_MOST_WORDS_OF_BYLINE: Final = 16.0
# Measured: at 60 and at 240, none of 281 pages changes.
_MOST_CHARACTERS_OF_NAMES: Final = 120
# Measured: at 2.5, 1 of 2,304 changes (subtitle); at 10, none of 2,304 pages changes.
_MOST_NAME_WORDS: Final = 5.0
# Measured: at 3.5, 16 of 2,304 change (snippet F1 −0.2); at 14, 22 of 2,304 change (snippet F1 +0.2).
_LEAST_HEADING_WORDS: Final = 7.0
# Measured: at 1, none of 2,304 pages changes; at 3, none of 2,304 pages changes, but a fixture.
_MOST_BEHIND: Final = 2
# Measured: at 0.65 and at 0.95, none of 2,304 pages changes.
_LIKE_A_PARAGRAPH: Final = 0.8
# Measured: at 30 and at 120, none of 2,304 pages changes.
_LEAST_CHARACTERS_OF_BEGINNING: Final = 60
_GLUED_KICKER: Final = lazy_pattern(r"\w\s?:[^\W\d_]")
_FILMED: Final = lazy_pattern(rf"\([^()]*\b(?:{'|'.join(field_words('pictured'))})\b[^()]*\)\W*$", re.IGNORECASE)
_PLACE: Final = lazy_pattern(r"^[^\W\d_][^·•|.:,]{1,30}(?:\s[·•|]|\.)\s+(?=\S)")
_PLACE_SIGNS: Final = ("·", "•", "|")
_SIGNED: Final = lazy_pattern(r"(?<=[.!?…”\"»])\s+(?=\S+\s\S)")
_BYWORDS: Final = tuple(f"{word} " for words in load_words("bywords")["writer"].values() for word in words)
_NAMES: Final = class_names("subtitle")
_NEVER_NAMES: Final = class_names("never_subtitle", "comments")
_SELDOM_NAMES: Final = class_names("seldom_subtitle")
_DESCRIPTIONS: Final = class_names("description")
_PICTURES: Final = class_names("picture_description")
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


class SubtitleRank(Rank):
    """What makes a block the subtitle. The strongest block is taken, of equals the first."""

    SET_APART = 0.7
    """The body opens with it, and the metadata describe the article by it: it is bold, or signed."""
    ABOVE_BYLINE = 0.7
    """The body opens with it, above the byline."""
    BELOW_HEADLINE = 0.7
    """It is the first text below the headline, or an alternative headline in the metadata."""
    NAMED_IN_BODY = 0.9
    """It is kept as a paragraph, and its class names a subtitle."""
    HEADING_BELOW = 0.7
    """It is a heading below the headline."""
    CLAIMED = 0.9
    """The metadata describe the article by it."""
    NAMED = 0.9
    """Its class names a subtitle."""
    NAMED_AND_CLAIMED = 0.95
    """Its class names a subtitle, and the metadata describe the article by it."""


_NAMED_RANKS: Final = (SubtitleRank.NAMED_IN_BODY, SubtitleRank.NAMED, SubtitleRank.NAMED_AND_CLAIMED)


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
    search = _SubtitleSearch(
        context, text_key(title or ""), _Descriptions.of(context), byline_blocks[0] if byline_blocks else None
    )
    best = _strongest(search, figures_blocks)
    if best is None:
        return FieldResult(None)
    block, rank = best
    again = context.same_texts(block.text, (other.index for other in context.top_blocks())) - {block.index}
    subtitle = _without_notes(block.text.replace("\n", " "), search.descriptions)
    return FieldResult(subtitle, (block.index, *sorted(again)), "page", rank.certainty)


class _Descriptions(NamedTuple):
    """What the metadata say the article is about, as text keys.

    Attributes:
        whole: The descriptions.
        beginnings: Those of them that are cut off.
        titles: The alternative headlines, which some sites use for the subtitle.
    """

    whole: frozenset[str]
    beginnings: tuple[str, ...]
    titles: frozenset[str]

    @classmethod
    def of(cls, context: ArticleContext) -> _Descriptions:
        values = dict.fromkeys(claim.value for claim in context.claims.all("description"))
        whole = {key for key in map(text_key, values) if key}
        cut = {text_key(value) for value in values if value.endswith(("...", "…"))}
        titles = {text_key(claim.value) for claim in context.claims.all("alternative_title")}
        beginnings = tuple(key for key in cut if len(key) >= _LEAST_CHARACTERS_OF_BEGINNING)
        return cls(frozenset(whole), beginnings, frozenset(titles))

    def describe(self, text: str) -> bool:
        """True if the text is a description, with or without a place before it ("Bergen · …")."""
        if text_key(text) in self.whole:
            return True
        place = _PLACE.match(text)
        return place is not None and text_key(text[place.end() :]) in self.whole

    def begin(self, text: str) -> bool:
        """True if the text begins with a description that is cut off."""
        return bool(self.beginnings) and text_key(text).startswith(self.beginnings)


class _SubtitleSearch(NamedTuple):
    """What a candidate is compared with: the page, the key of the title, descriptions, index of the byline's block."""

    context: ArticleContext
    title: str
    descriptions: _Descriptions
    byline: int | None


def _strongest(search: _SubtitleSearch, figures_blocks: Collection[int]) -> tuple[Block, SubtitleRank] | None:
    context = search.context
    best: tuple[Block, SubtitleRank] | None = None
    is_first = True
    kept_before = 0
    for block in context.top_blocks():
        if context.headline is not None and block.index <= context.headline:
            continue
        if kept_before >= _MOST_KEPT_BEFORE:
            break
        is_kept = block.index in context.body
        is_behind_text = not is_kept and kept_before > _MOST_KEPT_BEFORE_DROPPED
        kept_before += is_kept
        if is_behind_text or block.index in figures_blocks or not _may_be_subtitle(block, context):
            continue
        rank = _rank(block, search, is_first=is_first)
        is_better = rank is not None and (best is None or rank > best[1])
        # A plain text that is not taken itself still makes the next one the second below the headline.
        if not is_better and not (is_first and block.words >= _LEAST_PLAIN_WORDS):
            continue
        if _reads_like_subtitle(block, search.title, is_called_so=rank in _NAMED_RANKS):
            is_first = False
            if is_better and rank is not None:
                best = block, rank
    return best


def _may_be_subtitle(block: Block, context: ArticleContext) -> bool:
    container = block.container
    if context.is_apart(container, _ELSEWHERE) or not _LEAST_WORDS <= block.words <= _MOST_WORDS:
        return False
    if len(block.text) > _MOST_CHARACTERS:
        return False
    return block.link_density <= _MOST_LINKED and not _NEVER_NAMES.match(container)


def _reads_like_subtitle(block: Block, title: str, *, is_called_so: bool) -> bool:
    """False for the headline once more, for a report, and for notes: who wrote it, when, whose picture it is."""
    text = block.text
    key = text_key(text)
    if not _OTHER_CUES.isdisjoint(block.cues) or (title and (key.endswith(title) or title.endswith(key))):
        return False
    if heads_summary(text) or text.endswith((":", "：")) or _FILMED.search(text[-_MOST_CHARACTERS_OF_NAMES:]):
        return False
    # "Storm:Ferries stay in port": a kicker and a second headline in one heading.
    if block.container.within & Within.HEADING and _GLUED_KICKER.search(text) is not None:
        return False
    # A dateline opens the report itself.
    if (not is_called_so and split_credit(text)[1] is not None) or parse_dateline(text) is not None:
        return False
    if block.words > (_MOST_WORDS_OF_NAMED_NOTE if is_called_so else _MOST_WORDS_OF_NOTE):
        return True
    if find_moment(text) is not None:
        return False
    byline = parse_byline(text) if block.words <= _MOST_WORDS_OF_BYLINE else None
    return byline is None or not byline.authors


# --- the rank of a block ----------------------------------------------------------------------------------


def _rank(block: Block, search: _SubtitleSearch, *, is_first: bool) -> SubtitleRank | None:
    if block.index == search.context.kept[-1]:
        return None  # A body of this block alone is a text.
    if block.index in search.context.body:
        return _rank_in_body(block, search)
    return _rank_outside_body(block, search, is_first=is_first)


def _rank_in_body(block: Block, search: _SubtitleSearch) -> SubtitleRank | None:
    context = search.context
    is_heading = block.container.within & Within.HEADING
    if block.words > _MOST_PLAIN_WORDS or (is_heading and not _may_be_deck(block, context)):
        return None
    if block.index in context.prose:
        return None
    if _is_called_subtitle(block):
        return None if _is_set_like_body(block, _below(block.index, context)) else SubtitleRank.NAMED_IN_BODY
    if _SELDOM_NAMES.match(block.container):
        return None
    if is_heading and context.headline is not None:
        return SubtitleRank.HEADING_BELOW
    if block.index != context.start:
        return None
    byline = search.byline
    if byline is not None and block.index < byline <= context.second:
        return None if _runs_on(block, _below(byline, context)) else SubtitleRank.ABOVE_BYLINE
    is_described = search.descriptions.describe(block.text)
    if is_described and _stands_out(block, context):
        return SubtitleRank.SET_APART
    is_signed = _without_signature(block.text) != block.text
    is_claimed = is_signed and (is_described or search.descriptions.begin(block.text))
    return SubtitleRank.SET_APART if is_claimed else None


def _rank_outside_body(block: Block, search: _SubtitleSearch, *, is_first: bool) -> SubtitleRank | None:
    context, descriptions = search.context, search.descriptions
    if _opens_body(block, context):
        return None
    is_claimed = descriptions.describe(block.text) or descriptions.begin(block.text)
    if _is_called_subtitle(block):
        return SubtitleRank.NAMED_AND_CLAIMED if is_claimed else SubtitleRank.NAMED
    if _SELDOM_NAMES.match(block.container):
        return None
    if is_claimed:
        return SubtitleRank.CLAIMED
    if is_first and block.container.within & Within.HEADING and context.headline is not None:
        return SubtitleRank.HEADING_BELOW
    if text_key(block.text) in descriptions.titles:
        return SubtitleRank.BELOW_HEADLINE
    if context.headline is None or not is_first or not _LEAST_PLAIN_WORDS <= block.words <= _MOST_PLAIN_WORDS:
        return None
    return None if _is_breadcrumb(block, context) or _is_biography(block, context) else SubtitleRank.BELOW_HEADLINE


def _is_called_subtitle(block: Block) -> bool:
    """True if the class of its element, or of one around it that holds little else, names a subtitle."""
    for container in block.container.inclusive_ancestors(3):
        if container.words > block.words * 1.2 + 3:
            return False
        if _NAMES.match(container):
            # The "photo-description" describes the photo.
            is_of_picture = _DESCRIPTIONS.match(container) and _PICTURES.match(container)
            if not is_of_picture:
                return True
    return False


def _below(index: int, context: ArticleContext) -> list[Block]:
    """The next blocks of the body below an index."""
    return [context.page.blocks[other] for other in context.kept if other > index][:_MOST_BEHIND]


def _is_set_like_body(block: Block, below: list[Block]) -> bool:
    """True if the paragraphs below a block have its element, class and parent: a class that all have names nothing."""
    own = block.container
    return bool(below) and all(
        other.tag == own.tag == "p"
        and other.container.parent is own.parent
        and other.container.attributes.get("class") == own.attributes.get("class")
        for other in below
    )


def _runs_on(block: Block, below: list[Block]) -> bool:
    """True if a text above the byline is set like the paragraphs below it, and about as long: it is one of them."""
    return _is_set_like_body(block, below) and all(
        other.strong_share < _BOLD and block.words >= _LIKE_A_PARAGRAPH * other.words for other in [block, *below]
    )


def _opens_body(block: Block, context: ArticleContext) -> bool:
    """True if the first paragraph repeats a block: a lead made from the text is not a subtitle."""
    return bool(context.same_texts(block.text, [context.start]))


def _is_biography(block: Block, context: ArticleContext) -> bool:
    """True if the block before is a few words, and this one begins with them: an author's name and biography."""
    before = context.page.blocks[block.index - 1]
    return before.words <= _MOST_NAME_WORDS and before.index != context.headline and block.text.startswith(before.text)


def _is_breadcrumb(block: Block, context: ArticleContext) -> bool:
    """True if a line above the headline has the same words: they are the sections of the site."""
    key = text_key(block.text)
    above = context.page.blocks[context.top.start : context.headline]
    return any(len(other.text) > len(block.text) and key in text_key(other.text) for other in above)


def _may_be_deck(block: Block, context: ArticleContext) -> bool:
    """True if a heading that opens the body is long, and not set like the section headings after it."""
    if block.index > context.start or block.words < _LEAST_HEADING_WORDS:
        return False
    container = block.container
    style = container.attributes.get("class")
    blocks = context.page.blocks
    after = (index for index in context.kept if index > block.index)
    # Decks come one below another; the first text ends them.
    text = next((index for index in after if not blocks[index].container.within & Within.HEADING), block.index)
    others = (blocks[index].container for index in context.kept if index > text)
    return not any(
        other.tag == container.tag
        and other.attributes.get("class") == style
        and (style or other.parent is container.parent)
        for other in others
    )


def _stands_out(block: Block, context: ArticleContext) -> bool:
    """True if the first block of the body is bold, and the second is not."""
    if block.strong_share < _BOLD and "bold" not in block.container.names:
        return False
    second = next((index for index in context.kept if index > block.index), None)
    return second is not None and context.page.blocks[second].strong_share < _BOLD / 2


# --- the text of the subtitle -----------------------------------------------------------------------------


def _without_notes(text: str, descriptions: _Descriptions) -> str:
    """The subtitle without its author, and without the place before it if the description has it without."""
    place = _PLACE.match(text)
    if place is not None and place.group().rstrip().endswith(_PLACE_SIGNS):
        rest = text[place.end() :]
        if text_key(rest) in descriptions.whole:
            text = rest
    return _without_signature(text)


def _without_signature(text: str) -> str:
    """The subtitle without the author's name after its last sentence ("… the harbour. By Ida Holm")."""
    start = max(0, len(text) - _MOST_CHARACTERS_OF_NAMES)
    ends = list(_SIGNED.finditer(text, start))
    if not ends:
        return text
    tail = text[ends[-1].end() :]
    if not tail.casefold().startswith(_BYWORDS):
        return text
    byline = parse_byline(tail)
    return text[: ends[-1].start()] if byline is not None and byline.authors else text
