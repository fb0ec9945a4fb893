"""The title: the headline as the reader sees it, checked against what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from cleanarticle.body.select import heading_level
from cleanarticle.fields.claimed_titles import ClaimedTitle, ClaimedTitles, is_name, parts
from cleanarticle.fields.context import ArticleContext, FieldResult, compact
from cleanarticle.fields.text.labels import without_label
from cleanarticle.page.model import Block, Within

__all__ = ["read_title"]

_MOST_CHARACTERS: Final = 400
_MOST_CANDIDATES: Final = 60
_AGREES: Final = 0.5
_LEAST_WORDS_UNCLAIMED: Final = 3.0
_LEAST_WORDS_OF_LINE: Final = 3.0
_MOST_KICKER: Final = 3
_LITTLE_WORD: Final = 3
_INDEPENDENT: Final = 3
_REWORDED: Final = 0.8
_MOST_HEADLINE_WORDS: Final = 50.0
_MOST_NOTE_WORDS: Final = 12
_MOST_WORDS_OF_KICKER: Final = 6
_NEAR: Final = 12
_LEAST_WORDS_ALONE: Final = 5.0
_AGREES_ALONE: Final = 0.15
_LEAST_TAIL_WORDS: Final = 3
_NOT_A_HEADLINE: Final = Within.HIDDEN | Within.NAV | Within.FOOTER | Within.DIALOG | Within.FORM
_WORD: Final = re.compile(r"[^\W_]+")
_SIGNS: Final = "-–—―|｜/·•»:：,;…"
_PERMALINK_SIGNS: Final = ("¶", "#", "§")
_PERMALINK: Final = re.compile(r"\s*(?:¶|(?<=\s)[#§]|(?<=[^\W\d_]{2})[#§])$")
"""The sign of a link to the heading itself, behind its words; "C#" and "§ 5" have none."""

_PARTING: Final = re.compile(r"\s[-–—―|｜/·•»]\s|[:：|｜]\s*")


def read_title(context: ArticleContext, *, claimed_titles: ClaimedTitles) -> FieldResult[str | None]:
    """Read the title.

    Args:
        context: The page and its body.
        claimed_titles: The titles that the page gives itself.

    Returns:
        The title, and the blocks that show it, the headline itself first.
    """
    claimed = claimed_titles
    headline = _headline(context, claimed)
    if headline is not None:
        return _shown(context, claimed, headline, _without_permalink(headline.text.replace("\n", " "), claimed.titles))
    line = _claimed_line(context, claimed)
    if line is not None:
        return _shown(context, claimed, line, line.text.split("\n")[0])
    return _best_claim(context, claimed)


def _shown(context: ArticleContext, claimed: ClaimedTitles, headline: Block, text: str) -> FieldResult[str | None]:
    wording = _without_kicker(_without_name(text, claimed), claimed.titles)
    again = _repetitions(context, text)
    if wording != text:
        again |= _repetitions(context, wording)
    agreed = _agreed(wording, claimed.titles)
    title, certainty = (wording, _certainty(wording, claimed.titles)) if agreed is None else (agreed, 0.7)
    return FieldResult(without_label(title), (headline.index, *sorted(again - {headline.index})), "page", certainty)


def _without_permalink(shown: str, claimed: Sequence[ClaimedTitle]) -> str:
    """The headline without the sign of the link to itself, unless a claim has that sign too.

    Before the words it may be a part of them ("#MeToo", "§ 5"), so that a claim has to have them without it.
    """
    found = _PERMALINK.search(shown)
    if found is not None and found.start():
        has_sign = any(claim.whole.endswith(shown[-1]) for claim in claimed)
        return shown if has_sign else shown[: found.start()]
    rest = shown[1:].lstrip()
    if shown.startswith(_PERMALINK_SIGNS) and any(claim.text == rest for claim in claimed):
        return rest
    return shown


def _certainty(title: str, claimed: Sequence[ClaimedTitle]) -> float:
    """How sure a visible headline is: by the kinds of places that claim the same."""
    key = compact(title)
    kinds = {claim.source for claim in claimed}
    witnesses = {claim.source for claim in claimed if claim.key == key}
    if not witnesses:
        return 0.65
    return 0.95 if len(witnesses) > 1 or len(kinds) == 1 else 0.85


def _agreed(shown: str, claimed: Sequence[ClaimedTitle]) -> str | None:
    """The title in which structured data, meta tags and the `title` element agree, where the page shows it reworded.

    Only where the headline differs from it by a word or two; a claim that cuts the headline short, or adds a part to
    it behind a separator, says nothing.
    """
    if {claim.key for claim in claimed} != {claimed[0].key if claimed else ""}:
        return None
    if len({claim.source for claim in claimed}) < _INDEPENDENT:
        return None
    text, key = claimed[0].text, compact(shown)
    if claimed[0].key == key or claimed[0].key in key:
        return None
    if text.startswith(shown) and _PARTING.match(text, len(shown)):
        return None
    return text if _agreement(_words(shown), _words(text)) >= _REWORDED else None


# --- the visible headline ---------------------------------------------------------------------------------


def _headline(context: ArticleContext, claimed: ClaimedTitles) -> Block | None:
    """The heading that agrees best with the claims; of equal ones, the nearest above the body."""
    headings = _headings(context, claimed)
    claims = {claim.key: _words(claim.text) for claim in claimed.titles}
    claims |= {compact(claim.whole): _words(claim.whole) for claim in claimed.titles}
    first = [block for block in headings if heading_level(block) == 1][:_MOST_CANDIDATES]
    found = _best_agreeing(context, first, claimed, claims)
    found = found or _word_for_word(context, headings, claims) or _unclaimed(context, first, claims)
    if found is not None:
        return _rest_of_claim(context, headings, found, claimed) or found
    second = [block for block in headings if heading_level(block) == 2][:_MOST_CANDIDATES]
    found = _best_agreeing(context, second, claimed, claims)
    if found is None and {claim.source for claim in claimed.titles} == {"title-tag"}:
        return _last_heading(context, headings, claims)
    return found


def _best_agreeing(
    context: ArticleContext, candidates: Sequence[Block], claimed: ClaimedTitles, claims: Mapping[str, frozenset[str]]
) -> Block | None:
    support = [claim.key for claim in claimed.titles]
    best, best_score = None, 0.0
    for block in candidates:
        key = compact(block.text)
        agreement = _agreement_with(block, key, claims)
        is_behind = block.index >= context.end
        if agreement < (1.0 if is_behind else _AGREES):
            continue
        score = agreement + 0.005 * min(3, support.count(key)) - 0.02 * is_behind
        score += 0.01 * (block.index <= context.kept[0])
        if score >= best_score:
            best, best_score = block, score
    return best


def _rest_of_claim(
    context: ArticleContext, headings: Sequence[Block], found: Block, claimed: ClaimedTitles
) -> Block | None:
    """The heading of a lower level that is the longer part of a claim of which the heading found is the shorter.

    Blogs have their own name in the first heading of every page.
    """
    key = compact(found.text)
    if any(claim.key == key for claim in claimed.titles):
        return None
    for claim in claimed.titles:
        whole = compact(claim.text)
        if 2 * len(key) < len(whole) and (whole.startswith(key) or whole.endswith(key)):
            rest = whole.removeprefix(key) if whole.startswith(key) else whole.removesuffix(key)
            for block in headings:
                if found.index < block.index <= context.start and compact(block.text) == rest:
                    return block
    return None


def _last_heading(
    context: ArticleContext, headings: Sequence[Block], claims: Mapping[str, frozenset[str]]
) -> Block | None:
    """The one heading shortly above the body, if it shares some words with the `title` element, the only witness."""
    near = range(max(0, context.start - _NEAR // 2), context.start + 1)
    found = [block for block in headings if block.index in near and block.words >= _LEAST_WORDS_ALONE]
    if len(found) != 1:
        return None
    words = _words(found[0].text)
    return found[0] if any(_agreement(words, claim) >= _AGREES_ALONE for claim in claims.values()) else None


def _word_for_word(
    context: ArticleContext, headings: Sequence[Block], claims: Mapping[str, frozenset[str]]
) -> Block | None:
    """The last heading of a lower level above the body that is a claimed title."""
    above = [block for block in headings if block.index <= context.start and compact(block.text) in claims]
    return above[-1] if above else None


def _headings(context: ArticleContext, claimed: ClaimedTitles) -> list[Block]:
    """The blocks in headings that could be the headline; what names the site is none."""
    keys = {claim.key for claim in claimed.titles}
    found = []
    for block in context.page.blocks:
        container = block.container
        if not container.within & Within.HEADING or len(block.text) > _MOST_CHARACTERS:
            continue
        if context.is_apart(container, _NOT_A_HEADLINE):
            continue
        key = compact(block.text)
        if not key or (key not in keys and (key in claimed.labels or (keys and is_name(block.text, claimed.names)))):
            continue
        found.append(block)
    return found


def _agreement_with(block: Block, key: str, claims: Mapping[str, frozenset[str]]) -> float:
    if key in claims:
        return 1.0
    shown = _words(block.text)
    return max((_agreement(shown, each) for each in claims.values()), default=0.0)


def _unclaimed(
    context: ArticleContext, candidates: Sequence[Block], claims: Mapping[str, frozenset[str]]
) -> Block | None:
    """The one first-level heading above the body, although the page's claims word it in another way."""
    above = [block for block in candidates if block.index <= context.start]
    long = [block for block in above if block.words >= _LEAST_WORDS_UNCLAIMED or not claims]
    if len(long) == 1:
        return long[0]
    if long or len(above) != 1 or context.start - above[0].index > _NEAR:
        return None
    words = _words(above[0].text)
    return above[0] if any(words <= claim for claim in claims.values()) else None


def _claimed_line(context: ArticleContext, claimed: ClaimedTitles) -> Block | None:
    """A block above the body, in no heading, whose first line is a claimed title or one part of it.

    Pages laid out with tables and line breaks show headline and byline as lines of one block.
    """
    wholes = dict.fromkeys(claim.whole for claim in claimed.titles)
    claimed_parts = {compact(part) for whole in wholes for part in parts(whole)}
    for block in context.page.blocks[context.top.start : context.start + 1]:
        if block.words > _MOST_HEADLINE_WORDS or block.words < _LEAST_WORDS_OF_LINE:
            continue
        line, *others = block.text.split("\n")
        key = compact(line)
        if key not in claimed_parts or is_name(line, claimed.names) or key in claimed.labels:
            continue
        if (not line.isascii() or len(line.split()) >= _LEAST_WORDS_OF_LINE) and all(
            len(other.split()) <= _MOST_NOTE_WORDS for other in others
        ):
            return block
    return None


def _without_name(shown: str, claimed: ClaimedTitles) -> str:
    """The headline without the name of the site behind its last bar or dash."""
    found = list(_PARTING.finditer(shown))
    if found:
        head, tail = shown[: found[-1].start()], shown[found[-1].end() :]
        if tail and len(head) > len(tail) and is_name(tail, claimed.names):
            return head.rstrip()
    return shown


def _without_kicker(shown: str, claimed: Sequence[ClaimedTitle]) -> str:
    """The headline without the kicker that stands in the same element.

    A claim that the headline ends with is the headline itself. A claim with the same letters tells kicker and
    headline apart where the page does so by their looks alone.
    """
    key = compact(shown)
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
    """Whether what stands before a claim ends in a little word, and is the beginning of the headline ("How to …")."""
    last = ""
    for word in _WORD.findall(shown):
        key = word.casefold()
        if not before.startswith(key):
            break
        before, last = before[len(key) :], word
    return not before and len(last) <= _LITTLE_WORD and last != last.upper()


def _common_tail(shown: str, claimed: Sequence[ClaimedTitle]) -> str:
    """The headline behind its kicker, where every claim has the same headline behind another kicker."""
    kicker, tail = _parted(shown)
    if not kicker or len(tail.split()) < _LEAST_TAIL_WORDS or len(tail) * _MOST_KICKER < len(shown):
        return shown
    key, words = compact(tail), _words(kicker)
    for claim in claimed:
        other, rest = _parted(claim.text)
        if not other or compact(rest) != key or _agreement(_words(other), words) >= _AGREES:
            return shown
    return tail if claimed else shown


def _parted(title: str) -> tuple[str, str]:
    """What stands before and behind the first sign that may part a kicker from a headline."""
    parting = _PARTING.search(title)
    if parting is None or len(title[: parting.start()].split()) > _MOST_WORDS_OF_KICKER:
        return "", title
    return title[: parting.start()], title[parting.end() :]


def _is_plainer(title: str, shown: str) -> bool:
    """Whether one spelling of a headline parts what the other runs together."""
    if len(_WORD.findall(title)) > len(_WORD.findall(shown)):
        return True
    for parting in _PARTING.finditer(title):
        head = title[: parting.start()]
        if shown.startswith(head):
            return shown[len(head) :].lstrip()[:1] not in _SIGNS
    return False


def _repetitions(context: ArticleContext, title: str) -> set[int]:
    """The blocks that say the same, in the body or around its start: the headline is no paragraph."""
    key = compact(title)
    least, most = len(title) - 3, len(title) + 3
    blocks = context.page.blocks
    return {
        index
        for index in (*range(context.start), *context.kept)
        if least <= len(blocks[index].text) <= most and compact(blocks[index].text) == key
    }


def _words(text: str) -> frozenset[str]:
    """Lower-case words; a script without spaces gives its single characters."""
    found = _WORD.findall(text.casefold())
    if text.isascii() or not found or len(text) < 8 * len(found):
        return frozenset(found)
    return frozenset(sign for word in found for sign in word)


def _agreement(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sets of words have in common, 0 to 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


# --- what the page claims ---------------------------------------------------------------------------------


def _best_claim(context: ArticleContext, claimed: ClaimedTitles) -> FieldResult[str | None]:
    for claim in claimed.titles:
        if is_name(claim.text, claimed.names):
            continue
        witnesses = {other.source for other in claimed.titles if other.key == claim.key}
        certainty = 0.75 if len(witnesses) > 1 else 0.5
        blocks = tuple(sorted(_repetitions(context, claim.text)))
        return FieldResult(without_label(claim.text), blocks, claim.source, certainty)
    return FieldResult(None)
