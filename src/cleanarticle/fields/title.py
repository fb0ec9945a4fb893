"""The title: the headline as the reader sees it, checked against what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from cleanarticle.fields.sources import Reading, Sources, compact
from cleanarticle.page import Block, Within
from cleanarticle.select import heading_level

__all__ = ["read_title"]

_MOST_CHARACTERS: Final = 400
_MOST_CANDIDATES: Final = 60
_AGREES: Final = 0.5
_LEAST_WORDS_UNCLAIMED: Final = 3.0
_MOST_SITE_WORDS: Final = 4
_MOST_KICKER: Final = 3
_MOST_HEADLINE_WORDS: Final = 50.0
_MOST_NOTE_WORDS: Final = 12
_NOT_A_HEADLINE: Final = Within.HIDDEN | Within.NAV | Within.FOOTER | Within.DIALOG | Within.FORM
_SEPARATOR: Final = re.compile(r"\s+[|｜\-–—―·•∙»«›‹:：/~_]+\s+|\s*[|｜»]\s*|(?<=\S)[_＿](?=\S)|\s[:：]{2}\s")
_STRONG_SEPARATORS: Final = frozenset("|｜»_")
_LOOSE: Final = " |｜»·•"
_WORD: Final = re.compile(r"[^\W_]+")


def read_title(sources: Sources) -> Reading[str | None]:
    """Read the title.

    Args:
        sources: The page and its body.

    Returns:
        The title, and the blocks that show it, the headline itself first.
    """
    claimed = _claimed_titles(sources)
    headline = _headline(sources, claimed)
    if headline is not None:
        shown = headline.text.replace("\n", " ")
        title = _without_kicker(shown, claimed)
        again = _repetitions(sources, shown)
        if title != shown:
            again |= _repetitions(sources, title)
        return Reading(title, (headline.index, *sorted(again - {headline.index})))
    shown_line = _claimed_line(sources, claimed)
    if shown_line is not None:
        return shown_line
    best = _best_claim(sources, claimed)
    return Reading(None) if best is None else Reading(best, tuple(sorted(_repetitions(sources, best))))


def _claimed_titles(sources: Sources) -> list[str]:
    # Some pages escape twice.
    values = (unescape(claim.value).strip(_LOOSE) for claim in sources.claims.all("title"))
    return list(dict.fromkeys(value for value in values if len(value) <= _MOST_CHARACTERS))


# --- the visible headline ---------------------------------------------------------------------------------


def _headline(sources: Sources, claimed: Sequence[str]) -> Block | None:
    """The heading that agrees best with the claims; of equal ones, the nearest above the body."""
    words = [_words(title) for title in claimed]
    headings = _headings(sources)
    for level in (1, 2):
        candidates = [block for block in headings if heading_level(block) == level][:_MOST_CANDIDATES]
        best, best_score = None, 0.0
        for block in candidates:
            shown = _words(block.text)
            agreement = max((_agreement(shown, each) for each in words), default=0.0)
            score = agreement - 0.02 * (block.index >= sources.end) + 0.01 * (block.index <= sources.kept[0])
            if agreement >= _AGREES and score >= best_score:
                best, best_score = block, score
        if best is not None:
            return best
        if level == 1:
            alone = _unclaimed(sources, candidates, _LEAST_WORDS_UNCLAIMED if claimed else 1.0)
            if alone is not None:
                return alone
    return None


def _headings(sources: Sources) -> list[Block]:
    """The blocks in headings that could be the headline."""
    return [
        block
        for block in sources.page.blocks
        if block.container.within & Within.HEADING
        and not sources.is_apart(block.container, _NOT_A_HEADLINE)
        and len(block.text) <= _MOST_CHARACTERS
    ]


def _unclaimed(sources: Sources, candidates: Sequence[Block], least_words: float) -> Block | None:
    """The one first-level heading above the body, although the page's claims word it in another way."""
    above = [block for block in candidates if block.index <= sources.start and block.words >= least_words]
    if len(above) != 1 or _is_site(above[0].text, _site_keys(sources)):
        return None
    return above[0]


def _claimed_line(sources: Sources, claimed: Sequence[str]) -> Reading[str | None] | None:
    """A line above the body, in no heading, that is a claimed title or one part of it.

    Pages laid out with tables and line breaks show headline and byline as lines of one block.
    """
    parts = {compact(part) for title in claimed for part in _parts(title)}
    for block in sources.page.blocks[sources.top.start : sources.start + 1]:
        line, *others = block.text.split("\n")
        if block.words > _MOST_HEADLINE_WORDS or len(line.split()) < _LEAST_WORDS_UNCLAIMED:
            continue
        if compact(line) in parts and all(len(other.split()) <= _MOST_NOTE_WORDS for other in others):
            return Reading(line, (block.index,))
    return None


def _parts(title: str) -> Iterator[str]:
    """The title, and what is left of it without the first or the last of its parts."""
    yield title
    for separator in _SEPARATOR.finditer(title):
        yield title[: separator.start()]
        yield title[separator.end() :]


def _without_kicker(shown: str, claimed: Sequence[str]) -> str:
    """The headline without the kicker that stands in the same element.

    A claim that the headline ends with is the headline itself. A claim with the same letters tells kicker and
    headline apart where the page does so by their looks alone.
    """
    key = compact(shown)
    keys = [(compact(title), title) for title in claimed]
    for claim, title in keys:
        if claim and claim != key and key.endswith(claim) and len(claim) * _MOST_KICKER > len(key):
            return shown[-len(title) :] if shown.endswith(title) else title
    for claim, title in keys:
        if claim == key and (_is_plainer(title, shown) or shown.isupper()):
            return title
    return shown


def _is_plainer(title: str, shown: str) -> bool:
    """Whether one spelling of a headline parts words that the other runs together."""
    return title.count(" ") > shown.count(" ") or (": " in title and ": " not in shown)


def _repetitions(sources: Sources, title: str) -> set[int]:
    """The blocks that say the same, in the body or around its start: the headline is no paragraph."""
    key = compact(title)
    least, most = len(title) - 3, len(title) + 3
    blocks = sources.page.blocks
    return {
        index
        for index in (*range(sources.start), *sources.kept)
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


def _best_claim(sources: Sources, claimed: Sequence[str]) -> str | None:
    sites = _site_keys(sources)
    for title in claimed:
        stripped = _without_site(title, claimed, sites)
        if stripped and not _is_site(stripped, sites):
            return stripped
    return None


def _without_site(title: str, claimed: Iterable[str], sites: frozenset[str]) -> str:
    """A claimed title without the names of site and section at its ends."""
    for other in claimed:
        if len(title) / 3 < len(other) < len(title) and other in title:
            rest = title.replace(other, "", 1).strip()
            if _SEPARATOR.search(f" {rest} "):
                title = other
    while True:
        separators = list(_SEPARATOR.finditer(title))
        if not separators:
            return title
        last, first = separators[-1], separators[0]
        if _is_site(title[last.end() :], sites):
            title = title[: last.start()].rstrip()
        elif _is_site(title[: first.start()], sites):
            title = title[first.end() :].lstrip()
        elif last.group().strip() in _STRONG_SEPARATORS and _is_label(title, last):
            title = title[: last.start()].rstrip()
        else:
            return title


def _is_label(title: str, separator: re.Match[str]) -> bool:
    """Whether what follows a separator is short beside what stands before it."""
    head, tail = title[: separator.start()], title[separator.end() :]
    words = len(tail.split())
    return 0 < words <= _MOST_SITE_WORDS and len(head.split()) > 2 * words - 1 and len(head) > len(tail)


def _site_keys(sources: Sources) -> frozenset[str]:
    """Names of the site and the section, and the labels of its host, as compact keys."""
    claims = sources.claims
    names = [claim.value for field in ("site_name", "section") for claim in claims.all(field)]
    keys = {compact(name) for name in names}
    for address in (sources.url, claims.first("canonical"), claims.first("url")):
        host = _host(address)
        keys.add(compact(host))
        keys.update(compact(label) for label in host.split(".") if len(label) > 3)
    return frozenset(key for key in keys if len(key) > 1)


def _host(address: str | None) -> str:
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _is_site(text: str, sites: frozenset[str]) -> bool:
    key = compact(text)
    if not key:
        return True
    return key in sites or (len(key) > 3 and key.removeprefix("the") in sites) or f"the{key}" in sites
