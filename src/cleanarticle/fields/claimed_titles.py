"""The titles in the page's metadata, without the names of site and section at their ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Final

from cleanarticle.article import FieldSource
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.text_key import text_key
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.urls import host_of

__all__ = [
    "NO_TITLES",
    "ClaimedTitle",
    "ClaimedTitles",
    "field_source",
    "is_key_of_name",
    "is_name",
    "parts",
    "read_claimed_titles",
]

# Measured: at 200, 5 of 2,304 change (days right −1, titles right −1); at 800, none of 2,304.
_MOST_CHARACTERS: Final = 400
# Measured: at 6, 4 of 2,304 change (alternative titles); at 24, none of 2,304 pages changes.
_MOST_TITLES: Final = 12
# Measured: at 6 and at 24, none of 2,304 pages changes.
_MOST_SEPARATORS: Final = 12
# Measured: at 3, 6 of 2,304 change (alternative titles 4); at 5, 1 of 2,304 changes (certainties).
_MOST_NAME_WORDS: Final = 4
# Measured: at 3, none of 311 pages changes; at 5, 11 of 2,186 change (site name 8, alternative titles 3).
_LEAST_LABEL: Final = 4
_LOOSE: Final = " |｜丨ㅣ·•"
_BARS: Final = "|｜¦│┃∣❘丨ㅣ»"
_SEPARATOR: Final = lazy_pattern(
    rf"\s+(?:[-‐‑–—―−－•∙·‧・«›‹▸►➤>＞:：/／~～〜_]|--|::|\|\|)\s+|\s*[{_BARS}]\s*|(?<=\S)[_＿](?=\S)"
)
"""Signs between the parts of a title, in any script: a bar always parts, a dash or a dot only between spaces."""

_INVISIBLE: Final = lazy_pattern("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_COLON: Final = lazy_pattern(r"\s?[:：]\s*|[—―]")
_STRONG: Final = frozenset(f"{_BARS}_＿")


@dataclass(frozen=True, slots=True)
class ClaimedTitle:
    """One title in the metadata.

    Attributes:
        text: The title without the names of site and section.
        key: The text key of that.
        whole: The title with them.
        source: What it was read from.
    """

    text: str
    key: str
    whole: str
    source: FieldSource


@dataclass(frozen=True, slots=True)
class ClaimedTitles:
    """All titles in the metadata, with what a title is compared with. All sets hold text keys.

    Attributes:
        titles: The titles in their order: structured data, meta tags, the `title` element.
        hosts: The page's host and its labels.
        sites: The same, and the names of the site.
        names: The same, and the names of sections.
        labels: What one title has before a colon or beside a bar, and another title lacks.
        headings: The first-level headings of the page.
    """

    titles: tuple[ClaimedTitle, ...]
    hosts: frozenset[str]
    sites: frozenset[str]
    names: frozenset[str]
    labels: frozenset[str]
    headings: frozenset[str]


NO_TITLES: Final = ClaimedTitles((), frozenset(), frozenset(), frozenset(), frozenset(), frozenset())


def read_claimed_titles(context: ArticleContext) -> FieldResult[ClaimedTitles]:
    """Read the titles in the metadata, without those of the entries of a live blog."""
    sources = _sources(context)
    wholes = list(dict.fromkeys(whole for whole, _ in sources))
    hosts = _hosts(context)
    sites = hosts | _keys(claim.value for claim in context.claims.all("site_name")[:_MOST_TITLES])
    names = sites | _keys(claim.value for claim in context.claims.all("section")[:_MOST_TITLES])
    texts = {whole: _without_names(whole, wholes, names) for whole in wholes}
    titles = (ClaimedTitle(texts[whole], text_key(texts[whole]), whole, source) for whole, source in sources)
    headings = _keys(block.text for block in context.headings() if block.container.tag == "h1")
    with_text = tuple(title for title in titles if title.key)
    return FieldResult(ClaimedTitles(with_text, hosts, sites, names, _labels(wholes), headings))


def _sources(context: ArticleContext) -> list[tuple[str, FieldSource]]:
    """The titles as claimed, with their sources. Of very many, the first and the last are read."""
    entries = {update.title for update in context.claims.updates}
    claims = [claim for claim in context.claims.all("title") if claim.value not in entries]
    if len(claims) > 2 * _MOST_TITLES:
        claims = claims[:_MOST_TITLES] + claims[-_MOST_TITLES:]
    sources: dict[tuple[str, FieldSource], None] = {}
    for claim in claims:
        # Some pages escape twice.
        whole = _INVISIBLE.sub("", unescape(claim.value)).strip(_LOOSE)
        whole = whole if "«" in whole else whole.strip("» ")
        if whole and len(whole) <= _MOST_CHARACTERS:
            sources[whole, field_source(claim.source)] = None
    return list(sources)


def field_source(claim_source: str) -> FieldSource:
    """The source that an article names for a field that was read from a claim of this source."""
    if claim_source == "json-ld":
        return "json-ld"
    return "title-tag" if claim_source == "title" else "meta"


def is_name(text: str, names: frozenset[str]) -> bool:
    """True if a text is empty, or nothing but one of the names, with or without an English article before it."""
    key = text_key(text)
    return not key or is_key_of_name(key, names)


def is_key_of_name(key: str, names: frozenset[str]) -> bool:
    """True if the key of a text is one of the names, with or without an English article before it."""
    return key in names or (len(key) > 3 and key.removeprefix("the") in names) or f"the{key}" in names


def parts(title: str) -> Iterator[str]:
    """The title, and what is left of it before and after each of its separators and colons."""
    yield title
    for pattern in (_SEPARATOR, _COLON):
        for number, separator in enumerate(pattern.finditer(title)):
            if number >= _MOST_SEPARATORS:
                break
            yield title[: separator.start()]
            yield title[separator.end() :]


def _hosts(context: ArticleContext) -> frozenset[str]:
    claims = context.claims
    addresses = {context.url, claims.first("canonical"), claims.first("url")}
    hosts = {host_of(address).removeprefix("www.") for address in addresses}
    return _keys([*hosts, *(label for host in hosts for label in host.split(".") if len(label) >= _LEAST_LABEL)])


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for key in map(text_key, names) if len(key) > 1)


def _labels(wholes: Sequence[str]) -> frozenset[str]:
    """What a title has more than another one, before a colon or a bar or after a bar."""
    labels = []
    for whole in wholes:
        for other in wholes:
            if not len(whole) / 3 < len(other) < len(whole):
                continue
            if whole.endswith(other) and whole[: -len(other)].rstrip()[-1:] in tuple(":：" + _BARS):
                labels.append(whole[: -len(other)])
            elif whole.startswith(other) and whole[len(other) :].lstrip()[:1] in tuple(_BARS):
                labels.append(whole[len(other) :])
    return frozenset(key for key in map(text_key, labels) if key)


def _without_names(title: str, others: Sequence[str], names: frozenset[str]) -> str:
    """A title without the names at its ends: what another title lacks, known names, and short parts after a bar."""
    for other in others:
        if len(title) / 3 < len(other) < len(title) and other in title:
            rest = title.replace(other, "", 1).strip()
            if _SEPARATOR.search(f" {rest} "):
                title = other
    while True:
        separators = list(_SEPARATOR.finditer(title))
        if not separators:
            return _without_host(title, names)
        last, first = separators[-1], separators[0]
        if is_name(title[last.end() :], names):
            title = title[: last.start()].rstrip()
        elif is_name(title[: first.start()], names):
            title = title[first.end() :].lstrip()
        elif last.group().strip() in _STRONG and _is_short(title, last):
            title = title[: last.start()].rstrip()
        else:
            return title


def _without_host(title: str, names: frozenset[str]) -> str:
    """A title without a last part after a colon that begins with the name of the host ("…:example notes")."""
    head, colon, tail = title.rpartition(":")
    key = text_key(tail)
    is_tail = bool(colon) and not tail.startswith(" ") and len(key) < len(text_key(head))
    has_name = is_tail and any(len(name) > _LEAST_LABEL and key.startswith(name) for name in names)
    return head.rstrip() if has_name else title


def _is_short(title: str, separator: re.Match[str]) -> bool:
    """True if the part after a separator is a few words, and much shorter than the part before it."""
    head, tail = title[: separator.start()], title[separator.end() :]
    words = len(tail.split())
    return 0 < words <= _MOST_NAME_WORDS and len(head.split()) > 2 * words - 1 and len(head) > len(tail)
