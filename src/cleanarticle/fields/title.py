"""The title: the headline as the reader sees it, checked against the titles in the page's metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from cleanarticle.body.select import heading_level
from cleanarticle.fields.claimed_titles import ClaimedTitle, ClaimedTitles, is_key_of_name, is_name, parts
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.rank import Rank
from cleanarticle.fields.text.labels import without_label
from cleanarticle.fields.text_key import text_key
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block, Within

__all__ = ["read_title"]

_PATH_NAMES: Final = frozenset(("ariane", "breadcrumb", "breadcrumbs", "crumb", "crumbs"))
# As much as the rule for paths takes for one by its name.
_MOST_WORDS_OF_PATH: Final = 25.0
# The headline stands right above the body or a few lines above it, of byline, date and buttons.
_PART_NEAR: Final = 6
# Shorter parts are names of sections.
_LEAST_LETTERS_OF_PART: Final = 8
# Measured: at 200, 1 of 2,304 change (titles right +1); at 800, none of 2,304.
_MOST_CHARACTERS: Final = 400
# Measured: at 30, 1 of 2,304 changes (title, paragraphs); at 120, none of 2,304 pages changes.
_MOST_CANDIDATES: Final = 60
# Measured: at 0.35, 24 of 2,304 change (titles right −9); at 0.65, 30 of 2,304 change (titles right −13).
_AGREES: Final = 0.5
# Measured: at 1.5, 17 of 2,304 change (title); at 6, 40 of 1,920 change (titles right +5, word F1 −0.04).
_LEAST_WORDS_UNCLAIMED: Final = 3.0
# Measured: at 1.5, none of 2,304 pages changes; at 6, 5 of 2,304 change (title 1, subtitle 1; titles right +1).
_LEAST_WORDS_OF_LINE: Final = 3.0
# Measured: at 2, 1 of 2,304 change (titles right +1); at 4, 2 of 2,304 change (titles right −2).
_MOST_KICKER: Final = 3
# Measured: at 2, 4 of 2,304 change (titles right −1); at 4, 3 of 2,304 change (title 2, alternative titles 2).
_LITTLE_WORD: Final = 3
# Measured: at 2, 13 of 561 change (titles right −4); at 4, 6 of 1,026 change (titles right −1).
_INDEPENDENT: Final = 3
# Measured: at 0.65, 3 of 2,304 change (titles right −3); at 0.95, 9 of 2,304 change (titles right −4).
_REWORDED: Final = 0.8
# Measured: at 25 and at 100, none of 2,304 pages changes.
_MOST_HEADLINE_WORDS: Final = 50.0
# Measured: at 6 and at 24, none of 2,304 pages changes.
_MOST_NOTE_WORDS: Final = 12
# Measured: at 5 and at 7, none of 2,304 pages changes.
_MOST_WORDS_OF_KICKER: Final = 6
# Measured: at 6, 5 of 2,304 change (word F1 −0.02); at 24, 1 of 2,304 change (titles right −1).
_NEAR: Final = 12
# Measured: at 2.5, 1 of 2,304 change (titles right −1); at 10, 1 of 2,304 change (titles right +1).
_LEAST_WORDS_ALONE: Final = 5.0
# Measured: at 0, 5 of 2,304 change (title, alternative titles 4; word F1 −0.01); at 0.3, none of 2,304 pages changes.
_AGREES_ALONE: Final = 0.15
# Measured: at 2 and at 4, none of 2,304 pages changes.
_LEAST_TAIL_WORDS: Final = 3
_NOT_A_HEADLINE: Final = Within.HIDDEN | Within.NAV | Within.FOOTER | Within.DIALOG | Within.FORM
_WORD: Final = lazy_pattern(r"[^\W_]+")
_SIGNS: Final = "-–—―|｜/·•»:：,;…"
_PERMALINK_SIGNS: Final = ("¶", "#", "§")
_PERMALINK: Final = lazy_pattern(r"\s*(?:¶|(?<=\s)[#§]|(?<=[^\W\d_]{2})[#§])$")
"""The sign of a link to the heading itself, after its words; the "#" of "C#" and the "§" of "§ 5" are not one."""

_PARTING: Final = lazy_pattern(r"\s[-–—―|｜/·•»]\s|[:：|｜]\s*")


class TitleRank(Rank):
    """What speaks for a title. A source is structured data, the meta tags, or the `title` element."""

    CLAIMED_ONCE = 0.5
    """One source has it; the page shows no headline."""
    SHOWN = 0.65
    """The page shows it, and no source has it."""
    REWORDED = 0.7
    """All three sources agree on it; the page shows it in slightly other words."""
    CLAIMED = 0.75
    """Several sources have it; the page shows no headline."""
    SHOWN_AND_CLAIMED_ONCE = 0.85
    """The page shows it, and one of several sources has it."""
    SHOWN_AND_CLAIMED = 0.95
    """The page shows it, and several sources have it, or the only one there is."""


def read_title(context: ArticleContext, *, claimed_titles: ClaimedTitles) -> FieldResult[str | None]:
    """Read the title: a heading, else a line above the body that is a claimed title, else a claimed title.

    Args:
        context: The page and its body.
        claimed_titles: The titles in the page's metadata.

    Returns:
        The title, and the blocks that show it, the headline itself first.
    """
    headline = _headline(context, claimed_titles)
    if headline is not None:
        text = _without_permalink(headline.text.replace("\n", " "), claimed_titles.titles)
        return _shown_title(context, claimed_titles, headline, text)
    line = _claimed_line(context, claimed_titles)
    if line is not None:
        return _shown_title(context, claimed_titles, line, line.text.split("\n")[0])
    return _best_claim(context, claimed_titles)


def _shown_title(
    context: ArticleContext, claimed: ClaimedTitles, headline: Block, text: str
) -> FieldResult[str | None]:
    wording = _without_kicker(_without_name(text, claimed), claimed.titles)
    again = _repetitions(context, text)
    if wording != text:
        again |= _repetitions(context, wording)
    agreed = _agreed_wording(wording, claimed.titles)
    title, rank = (wording, _rank(wording, claimed.titles)) if agreed is None else (agreed, TitleRank.REWORDED)
    blocks = (headline.index, *sorted(again - {headline.index}))
    agrees = rank is not TitleRank.SHOWN if claimed.titles else None
    return FieldResult(without_label(title), blocks, "page", rank.certainty, agrees)


def _rank(title: str, claimed: Sequence[ClaimedTitle]) -> TitleRank:
    """The rank of a headline that the page shows."""
    key = text_key(title)
    sources = {claim.source for claim in claimed}
    agreeing = {claim.source for claim in claimed if claim.key == key}
    if not agreeing:
        return TitleRank.SHOWN
    is_sure = len(agreeing) > 1 or len(sources) == 1
    return TitleRank.SHOWN_AND_CLAIMED if is_sure else TitleRank.SHOWN_AND_CLAIMED_ONCE


def _best_claim(context: ArticleContext, claimed: ClaimedTitles) -> FieldResult[str | None]:
    """The first claimed title that is more than a name."""
    for claim in claimed.titles:
        if is_name(claim.text, claimed.names):
            continue
        sources = {other.source for other in claimed.titles if other.key == claim.key}
        rank = TitleRank.CLAIMED if len(sources) > 1 else TitleRank.CLAIMED_ONCE
        blocks = tuple(sorted(_repetitions(context, claim.text)))
        return FieldResult(without_label(claim.text), blocks, claim.source, rank.certainty)
    return FieldResult(None)


# --- the visible headline ---------------------------------------------------------------------------------


def _headline(context: ArticleContext, claimed: ClaimedTitles) -> Block | None:
    """The heading that is the headline.

    First-level headings come first: one that agrees with the claimed titles, or the only one above the body. A
    heading of any level that is a claimed title, or its beginning or end, comes before that only one. Then come
    second-level headings that agree, and last, where the `title` element is all the metadata there are, one that shares
    some words with it. A step of the path to the page is none while another headline comes between it and the body.
    """
    headings = _headings(context, claimed)
    claims = {claim.key: _words(claim.text) for claim in claimed.titles}
    claims |= {text_key(claim.whole): _words(claim.whole) for claim in claimed.titles}
    levels = list(map(heading_level, headings))
    first = [block for block, level in zip(headings, levels, strict=True) if level == 1][:_MOST_CANDIDATES]
    headline = (
        _best_agreeing(context, first, claimed, claims)
        or _word_for_word(context, headings, claims)
        or _part_of_claim(context, headings, claimed)
        or _unclaimed(context, first, claims)
    )
    if headline is not None:
        return _rest_of_claim(context, headings, headline, claimed) or headline
    second = [block for block, level in zip(headings, levels, strict=True) if level == 2][:_MOST_CANDIDATES]
    headline = _best_agreeing(context, second, claimed, claims)
    if headline is None and {claim.source for claim in claimed.titles} == {"title-tag"}:
        return _last_heading(context, headings, claims)
    return headline


def _headings(context: ArticleContext, claimed: ClaimedTitles) -> list[Block]:
    """The blocks in headings that can be the headline; the name of the site can't, unless it is a claimed title."""
    keys = {claim.key for claim in claimed.titles}
    headings = []
    apart = _NOT_A_HEADLINE & ~context.inside
    for block in context.headings():
        if block.container.within & apart or len(block.text) > _MOST_CHARACTERS:
            continue
        key = text_key(block.text)
        if not key or (key not in keys and (key in claimed.labels or (keys and is_key_of_name(key, claimed.names)))):
            continue
        headings.append(block)
    return [
        block for block in headings if not (_is_step(block) and _is_above_another(block, context, headings, claimed))
    ]


def _is_step(block: Block) -> bool:
    """True for a heading in the path to the page."""
    path = block.container.nearest(_PATH_NAMES)
    return path is not None and path.words <= _MOST_WORDS_OF_PATH


def _is_above_another(block: Block, context: ArticleContext, headings: Sequence[Block], claimed: ClaimedTitles) -> bool:
    """True if another headline, an `h1` or one that agrees with a claimed title, comes between a block and the body."""
    claims = [_words(claim.whole) for claim in claimed.titles]
    return any(
        block.index < other.index <= context.start
        and (heading_level(other) == 1 or any(_agreement(_words(other.text), claim) >= _AGREES for claim in claims))
        for other in headings
    )


def _best_agreeing(
    context: ArticleContext, candidates: Sequence[Block], claimed: ClaimedTitles, claims: Mapping[str, frozenset[str]]
) -> Block | None:
    """The heading that agrees best with the claimed titles.

    Small bonuses decide between headings that agree about as well: for each claim with the same words, and for a place
    above the body rather than in it or below. Of equals the later one is taken. A heading below the body has to be a
    claimed title.
    """
    support = [claim.key for claim in claimed.titles]
    best, best_score = None, 0.0
    for block in candidates:
        key = text_key(block.text)
        agreement = _agreement_with(block, key, claims)
        is_below = block.index >= context.end
        if agreement < (1.0 if is_below else _AGREES):
            continue
        score = agreement + 0.005 * min(3, support.count(key)) - 0.02 * is_below
        score += 0.01 * (block.index <= context.kept[0])
        if score >= best_score:
            best, best_score = block, score
    return best


def _agreement_with(block: Block, key: str, claims: Mapping[str, frozenset[str]]) -> float:
    if key in claims:
        return 1.0
    shown = _words(block.text)
    return max((_agreement(shown, words) for words in claims.values()), default=0.0)


def _rest_of_claim(
    context: ArticleContext, headings: Sequence[Block], headline: Block, claimed: ClaimedTitles
) -> Block | None:
    """The heading below that is the longer part of a claimed title, if the headline is the shorter part.

    Blogs have their own name in the first heading of every page.
    """
    key = text_key(headline.text)
    if any(claim.key == key for claim in claimed.titles):
        return None
    is_site = any(key.startswith(name) for name in claimed.names)
    for claim in claimed.titles:
        whole = text_key(claim.text)
        if 2 * len(key) < len(whole) and (whole.startswith(key) or whole.endswith(key)):
            rest = whole.removeprefix(key) if whole.startswith(key) else whole.removesuffix(key)
            for block in headings:
                # Right below the headline it is a subtitle that the `title` element has as well.
                least = headline.index + (1 if is_site else 2)
                if least <= block.index <= context.start and text_key(block.text) == rest:
                    return block
    return None


def _word_for_word(
    context: ArticleContext, headings: Sequence[Block], claims: Mapping[str, frozenset[str]]
) -> Block | None:
    """The last heading above the body, of any level, that is a claimed title."""
    above = [block for block in headings if block.index <= context.start and text_key(block.text) in claims]
    return above[-1] if above else None


def _part_of_claim(context: ArticleContext, headings: Sequence[Block], claimed: ClaimedTitles) -> Block | None:
    """The last heading shortly above the body that a claimed title begins or ends with.

    "Harbour Notes » Archive » The pier opens" in the `title` element, with the first part in the only `h1`.
    """
    wholes = {text_key(claim.whole) for claim in claimed.titles}
    near = range(max(0, context.start - _PART_NEAR), context.start + 1)
    for block in reversed(headings):
        if block.index not in near or is_name(block.text, claimed.names):
            continue
        key = text_key(block.text)
        if len(key) >= _LEAST_LETTERS_OF_PART and any(_begins_or_ends(whole, key) for whole in wholes):
            return block
    return None


def _begins_or_ends(whole: str, part: str) -> bool:
    return whole.startswith(part) or whole.endswith(part) or part.startswith(whole)


def _unclaimed(
    context: ArticleContext, candidates: Sequence[Block], claims: Mapping[str, frozenset[str]]
) -> Block | None:
    """The only first-level heading above the body, although the claimed titles have other words.

    One of a word or two has to be near the body and in a claimed title.
    """
    above = [block for block in candidates if block.index <= context.start]
    long = [block for block in above if block.words >= _LEAST_WORDS_UNCLAIMED or not claims]
    if len(long) == 1:
        return long[0]
    if long or len(above) != 1 or context.start - above[0].index > _NEAR:
        return None
    words = _words(above[0].text)
    return above[0] if any(words <= claim for claim in claims.values()) else None


def _last_heading(
    context: ArticleContext, headings: Sequence[Block], claims: Mapping[str, frozenset[str]]
) -> Block | None:
    """The only heading shortly above the body, if it shares some words with the `title` element."""
    near = range(max(0, context.start - _NEAR // 2), context.start + 1)
    above = [block for block in headings if block.index in near and block.words >= _LEAST_WORDS_ALONE]
    if len(above) != 1:
        return None
    words = _words(above[0].text)
    return above[0] if any(_agreement(words, claim) >= _AGREES_ALONE for claim in claims.values()) else None


def _claimed_line(context: ArticleContext, claimed: ClaimedTitles) -> Block | None:
    """A block above the body that is not a heading, and whose first line is a claimed title or a part of one.

    Pages laid out with tables and line breaks show headline and byline as lines of one block.
    """
    wholes = dict.fromkeys(claim.whole for claim in claimed.titles)
    claimed_parts = {text_key(part) for whole in wholes for part in parts(whole)}
    for block in context.page.blocks[context.top.start : context.start + 1]:
        if not _LEAST_WORDS_OF_LINE <= block.words <= _MOST_HEADLINE_WORDS:
            continue
        line, *others = block.text.split("\n")
        key = text_key(line)
        if key not in claimed_parts or is_name(line, claimed.names) or key in claimed.labels:
            continue
        if (not line.isascii() or len(line.split()) >= _LEAST_WORDS_OF_LINE) and all(
            len(other.split()) <= _MOST_NOTE_WORDS for other in others
        ):
            return block
    return None


def _repetitions(context: ArticleContext, title: str) -> set[int]:
    """The blocks in the body or above it that say the same: the headline is not a paragraph."""
    return context.same_texts(title, (*range(context.start), *context.kept))


# --- the wording ------------------------------------------------------------------------------------------


def _without_permalink(shown: str, claimed: Sequence[ClaimedTitle]) -> str:
    """The headline without the sign of the link to itself, unless a claimed title has that sign too.

    Before the words it may be a part of them ("#MeToo", "§ 5"): it goes only if a claimed title lacks it.
    """
    sign = _PERMALINK.search(shown)
    if sign is not None and sign.start():
        has_sign = any(claim.whole.endswith(shown[-1]) for claim in claimed)
        return shown if has_sign else shown[: sign.start()]
    rest = shown[1:].lstrip()
    if shown.startswith(_PERMALINK_SIGNS) and any(claim.text == rest for claim in claimed):
        return rest
    return shown


def _without_name(shown: str, claimed: ClaimedTitles) -> str:
    """The headline without the name of the site after its last bar or dash."""
    separators = list(_PARTING.finditer(shown))
    if separators:
        head, tail = shown[: separators[-1].start()], shown[separators[-1].end() :]
        if tail and len(head) > len(tail) and is_name(tail, claimed.names):
            return head.rstrip()
    return shown


def _without_kicker(shown: str, claimed: Sequence[ClaimedTitle]) -> str:
    """The headline without the kicker in the same element.

    A claimed title that the headline ends with is the headline itself. One with the same letters shows where the
    kicker ends, if the page tells the two apart by their looks alone.
    """
    key = text_key(shown)
    for claim in claimed:
        if claim.key != key and key.endswith(claim.key) and len(claim.key) * _MOST_KICKER > len(key):
            if _goes_on(shown, key.removesuffix(claim.key)):
                return shown
            return shown[-len(claim.text) :] if shown.endswith(claim.text) else claim.text
    for claim in claimed:
        if claim.key == key and (_is_plainer(claim.text, shown) or shown.isupper()):
            return claim.text
    return _common_tail(shown, claimed)


def _goes_on(shown: str, before: str) -> bool:
    """True if the text before a claimed title ends in a little word, and so is part of the headline ("How to …")."""
    last = ""
    for word in _WORD.findall(shown):
        key = word.casefold()
        if not before.startswith(key):
            break
        before, last = before[len(key) :], word
    return not before and len(last) <= _LITTLE_WORD and last != last.upper()


def _is_plainer(title: str, shown: str) -> bool:
    """True if a claimed title separates words or parts that the headline with the same letters runs together."""
    if len(_WORD.findall(title)) > len(_WORD.findall(shown)):
        return True
    for separator in _PARTING.finditer(title):
        head = title[: separator.start()]
        if shown.startswith(head):
            return shown[len(head) :].lstrip()[:1] not in _SIGNS
    return False


def _common_tail(shown: str, claimed: Sequence[ClaimedTitle]) -> str:
    """The headline without its kicker, if every claimed title has the same headline after another kicker."""
    kicker, tail = _parted(shown)
    if not kicker or len(tail.split()) < _LEAST_TAIL_WORDS or len(tail) * _MOST_KICKER < len(shown):
        return shown
    key, words = text_key(tail), _words(kicker)
    for claim in claimed:
        other, rest = _parted(claim.text)
        if not other or text_key(rest) != key or _agreement(_words(other), words) >= _AGREES:
            return shown
    return tail if claimed else shown


def _parted(title: str) -> tuple[str, str]:
    """A kicker and the headline after the first separator; an empty kicker if the part before it is too long."""
    separator = _PARTING.search(title)
    if separator is None or len(title[: separator.start()].split()) > _MOST_WORDS_OF_KICKER:
        return "", title
    return title[: separator.start()], title[separator.end() :]


def _agreed_wording(shown: str, claimed: Sequence[ClaimedTitle]) -> str | None:
    """The claimed title if structured data, meta tags and `title` element agree, and the page shows it reworded.

    It differs from the headline by a word or two. A claimed title that cuts the headline short, or adds a part to it
    after a separator, does not count.
    """
    if {claim.key for claim in claimed} != {claimed[0].key if claimed else ""}:
        return None
    if len({claim.source for claim in claimed}) < _INDEPENDENT:
        return None
    text, key = claimed[0].text, text_key(shown)
    if claimed[0].key in key:
        return None
    if text.startswith(shown) and _PARTING.match(text, len(shown)):
        return None
    return text if _agreement(_words(shown), _words(text)) >= _REWORDED else None


def _words(text: str) -> frozenset[str]:
    """Lower-case words; single characters of a script without spaces."""
    words = _WORD.findall(text.casefold())
    if text.isascii() or not words or len(text) < 8 * len(words):
        return frozenset(words)
    return frozenset(sign for word in words for sign in word)


def _agreement(first: frozenset[str], second: frozenset[str]) -> float:
    """How much two sets of words have in common, 0 to 1 (Dice coefficient)."""
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0
