"""The type of a page: an article, a thread of a forum, documentation, a service, a listing, a shop's page.

The evidence is what the page says of itself, its address, the words of its classes and ids, its labels, the words of
its prose, its cards (siblings of one element and class that each have a link), and a few sums over its blocks. Each
piece of it gives points to the types other than an article: a multinomial logistic model that is additive over its
evidence, learned by `benchmarks/train_page_type.py` into `page_type.json`. A page is an article unless another type
gathers more points than that takes.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from math import exp
from typing import Final, get_args
from urllib.parse import urlsplit

from cleanarticle.article import PageType
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import load_words
from cleanarticle.page.claims import Claims
from cleanarticle.page.model import Block, Container, Page, Within

__all__ = [
    "FEATURES",
    "FEWEST_MARKS",
    "PAGE_TYPES",
    "Evidence",
    "PageTypeTable",
    "bundled_table",
    "classify",
    "evidence_of",
    "load_table",
]

FEWEST_MARKS: Final = 2
"""Signs, and words of classes and ids, of the table that a page needs to be anything but an article."""

PAGE_TYPES: Final[tuple[PageType, ...]] = get_args(PageType)
"""All types, the article first."""

Points = tuple[float, ...]
"""One number for each type but the article."""

_OTHERS: Final = PAGE_TYPES[1:]
_OUTSIDE: Final = Within.NAV | Within.HEADER | Within.FOOTER | Within.ASIDE | Within.DIALOG | Within.HIDDEN
# Measured: at 9, none of 55; at 36, 1 of 55 change (word F1 −0.02, types right −1).
_LEAST_PROSE_WORDS: Final = 18.0
# Measured: at 0.15 and at 0.45, none of 142 pages changes.
_MOST_PROSE_LINKS: Final = 0.3
# Measured: at 2 and at 8, none of 256 pages changes.
_MOST_LABEL_WORDS: Final = 4.0
# Measured: at 0.25 and at 0.8, none of 256 pages changes.
_LINKED: Final = 0.5
# Two columns of one class are no cards.
_LEAST_CARDS: Final = 3
# A date or a price stands among few words there.
_MOST_NOTE_WORDS: Final = 8.0
_CURRENCIES: Final = "$€£¥₹"
_PRICE_SIGNS: Final = frozenset(_CURRENCIES)
# Measured: at 500 and at 8,000, none of 256 pages changes.
_MOST_URL: Final = 2_000
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OPEN_GRAPH: Final = ("article", "website", "product")
_DATE_IN_PATH: Final = lazy_pattern(r"/(?:19|20)\d\d(?:/|-?[01]\d)")
_ENDING: Final = lazy_pattern(r"\.[a-z]{2,5}$")
_WORD_AND_NUMBER: Final = lazy_pattern(r"([a-z]+)[-_]?\d")
_LONG_NUMBER: Final = lazy_pattern(r"\d{4}")
_GENERATOR_WORD: Final = lazy_pattern("[a-z]+")
_ASCII_LETTERS: Final = bytes(byte if byte >= 128 or chr(byte).isalpha() else 32 for byte in range(256))
"""Translates bytes of UTF-8: all ASCII characters but letters become spaces."""
_TYPOGRAPHIC_SIGNS: Final = "“”‘’«»–—…"
_DATE: Final = lazy_pattern(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}\b")
_PAGE_NUMBER: Final = lazy_pattern(r"^\d{1,3}$", re.MULTILINE)

_WORDS: Final[Mapping[str, Mapping[str, list[str]]]] = load_words("pagetypewords")
"""Words by where they stand (path, class, label …) and by what they are evidence for."""

_LABEL_GROUPS: Final = tuple(f"label:{group}" for group in _WORDS["label"])

_FEW: Final[tuple[float, ...]] = (0.5, 1.5, 3.5, 7.5)
_SHARES: Final[tuple[float, ...]] = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)

FEATURES: Final[dict[str, tuple[float, ...]]] = {
    "blocks": (30, 60, 100, 150, 220, 320, 500, 800),
    "words": (150, 300, 600, 1000, 1600, 2500, 4000, 7000),
    "links": (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75),
    "inside": _SHARES,
    "inside_words": (50, 150, 300, 600, 1000, 1600, 2500, 4000),
    "prose": (0.02, 0.05, *_SHARES[1:], 0.9),
    "prose_blocks": (1, 2, 4, 7, 11, 16, 25, 40, 70),
    "prose_length": (22, 28, 35, 42, 50, 60, 80, 110),
    "headings": (1, 3, 6, 10, 16, 25, 40),
    "linked_headings": (0.5, 1.5, 3.5, 7.5, 14.5, 25.5),
    "headline": (0.5, 2.5, 4.5, 6.5, 8.5, 10.5, 13.5),
    "title": (1.5, 4.5, 6.5, 8.5, 10.5, 13.5, 17.5),
    "short": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    "paragraphs": (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.65),
    "items": _SHARES,
    "cells": (0.005, 0.05, 0.15, 0.4),
    "listings": (0.5, 1.5, 4.5, 10.5),
    "definitions": (0.5, 3.5, 20.5),
    "buttons": (0.5, 2.5, 5.5, 10.5, 20.5, 40.5),
    "times": (0.5, 1.5, 3.5, 8.5, 20.5),
    "authors": (0.5, 1.5, 3.5, 10.5),
    "media": (0.5, 3.5, 8.5, 15.5, 30.5, 60.5, 120.5),
    "articles": (0.5, 1.5, 3.5, 8.5, 15.5),
    "depth": (-0.5, 0.5, 1.5, 2.5, 3.5, 4.5, 5.5),
    "hyphens": (-0.5, 0.5, 1.5, 2.5, 3.5, 4.5, 6.5, 9.5),
    "prices": (0.5, 1.5, 3.5, 8.5, 20.5, 50.5),
    "dates": (0.5, 1.5, 3.5, 7.5, 12.5, 20.5),
    "page_numbers": (0.5, 2.5, 5.5, 10.5),
    "questions": (0.5, 1.5, 3.5, 6.5, 10.5),
    "densest": (0.05, *_SHARES[1:]),
    "densest_words": (30, 60, 120, 250, 400, 700, 1200),
    "cards": (0.5, 3.5, 5.5, 8.5, 12.5, 20.5, 32.5),
    "card_share": (0.05, *_SHARES[1:]),
    "card_words": (3, 7, 12, 20, 32, 50, 80, 150),
    "card_prose": (0.02, 0.1, 0.3, 0.5, 0.7, 0.85),
    "card_prices": (0.1, 0.5, 0.9),
    "before_cards": (20, 60, 150, 300, 600),
    **dict.fromkeys(_LABEL_GROUPS, _FEW),
}
"""Sums over a page, with the limits between the classes of each."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence for and against the types.

    Attributes:
        features: The numbers of `FEATURES`, by name.
        signs: What is there or not: `path:forum`, `type:product`, `name:documentation`.
        names: Words of the classes and ids of the page.
        words: Words of its prose.
    """

    features: Mapping[str, float]
    signs: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class PageTypeTable:
    """Learned points of the evidence, one for each type but the article, which has none.

    Attributes:
        margin: Log odds against an article that another type has to exceed.
        base: Points of every page.
        features: For each feature the limits between its classes and the points of each class.
        signs: Points of signs.
        names: Points of words in classes and ids.
        words: Points of words of the prose.
    """

    margin: float
    base: Points
    features: Mapping[str, tuple[tuple[float, ...], tuple[Points, ...]]]
    signs: Mapping[str, Points]
    names: Mapping[str, Points]
    words: Mapping[str, Points]

    def points(self, evidence: Evidence) -> Points:
        """Log odds of each type but the article against the article."""
        return self._sums(evidence, self._of_marks(evidence))

    def probabilities(self, evidence: Evidence) -> dict[PageType, float]:
        """Probability of each type; they add up to 1."""
        points = (0.0, *self.points(evidence))
        most = max(points)
        odds = [exp(each - most) for each in points]
        return {page_type: each / sum(odds) for page_type, each in zip(PAGE_TYPES, odds, strict=True)}

    def page_type(self, evidence: Evidence) -> PageType:
        """The type that gathers most points, if they are clear; else an article.

        A page that has next to none of the signs and words is an article too. Its sums lack what a whole page has:
        it is a cutting, or a page without markup, and says nothing of its type.
        """
        marks = self._of_marks(evidence)
        points = self._sums(evidence, marks)
        best = max(points)
        if best <= self.margin or len(marks) < FEWEST_MARKS:
            return PAGE_TYPES[0]
        return _OTHERS[points.index(best)]

    def _sums(self, evidence: Evidence, marks: list[Points]) -> Points:
        measured = [
            points[bisect_right(limits, evidence.features[name])] for name, (limits, points) in self.features.items()
        ]
        words = [self.words[word] for word in sorted(self.words.keys() & evidence.words)]
        return tuple(map(sum, zip(self.base, *measured, *marks, *words, strict=True)))

    def _of_marks(self, evidence: Evidence) -> list[Points]:
        # In a fixed order: a sum of floats depends on it in its last digit, and the order of a set on the process.
        signs = [self.signs[sign] for sign in sorted(self.signs.keys() & evidence.signs)]
        return signs + [self.names[name] for name in sorted(self.names.keys() & evidence.names)]


def classify(page: Page, url: str | None = None) -> PageType:
    """Classify a page.

    Args:
        page: The page.
        url: Its address; the one that the page claims if it is left out.

    Returns:
        The type; `article` if the evidence for another one is not clear.
    """
    return bundled_table().page_type(evidence_of(page, url))


def evidence_of(page: Page, url: str | None = None) -> Evidence:
    """Collect what `classify` decides by.

    Args:
        page: The page.
        url: Its address; the one that the page claims if it is left out.

    Returns:
        The evidence.
    """
    claims = page.claims
    address = _read_address(url or claims.first("canonical") or claims.first("url") or "")
    signs = {
        *address.signs,
        *_signs("name", page.names),
        *_software_signs(page.names),
        *_signs("type", claims.types),
        *_signs("type", claims.part_types, "part-"),
        *_signs("type", claims.item_types, "item-"),
        *_signs("generator", _words_of_generators(claims)),
        *_signs("body", page.containers[1].names if len(page.containers) > 1 else ()),
        *_open_graph_signs(claims),
        *[f"claim:{field}" for field in ("published", "author", "section") if field in claims.by_field],
    }
    inside = [block for block in page.blocks if not block.container.within & _OUTSIDE]
    prose = [block for block in inside if block.words >= _LEAST_PROSE_WORDS and block.link_density < _MOST_PROSE_LINKS]
    labels = [block.text for block in page.blocks if block.words <= _MOST_LABEL_WORDS]
    # One text is searched and put into lower case several times faster than two hundred.
    text = "\n".join(labels)
    features = {
        "page_numbers": len(_PAGE_NUMBER.findall(text)),
        **_measure(page, inside, prose, len(labels)),
        **_measure_cards(page, inside, prose),
        "depth": address.depth,
        "hyphens": address.hyphens,
        "prices": sum([text.count(sign) for sign in _CURRENCIES]),
        **_count_labels(text),
    }
    words = _words_of_prose("\n".join([block.text for block in prose]))
    return Evidence(features, frozenset(signs), page.names, words)


def _words_of_prose(text: str) -> frozenset[str]:
    """The words of a text in lower case. A regular expression takes ten times as long."""
    for sign in _TYPOGRAPHIC_SIGNS:
        text = text.replace(sign, " ")
    letters = text.lower().encode(errors="replace").translate(_ASCII_LETTERS)
    return frozenset(letters.decode().split())


@dataclass(frozen=True, slots=True)
class _AddressSigns:
    """The signs of an address, the number of its parts, and the hyphens of the part that has most of them."""

    signs: frozenset[str] = frozenset()
    depth: float = -1.0
    hyphens: float = -1.0


def _read_address(url: str) -> _AddressSigns:
    try:
        split = urlsplit(url[:_MOST_URL].lower())
    except ValueError:
        return _AddressSigns()
    if not split.netloc:
        return _AddressSigns()
    parts = [part for part in split.path.split("/") if part]
    words = [_ENDING.sub("", part) for part in parts]
    numbered = [match[1] for match in map(_WORD_AND_NUMBER.match, words) if match]
    signs = {*_signs("path", [*words[:-1], *numbered]), *_signs("host", split.netloc.split(".")[:1])}
    signs |= _signs("path", words[-1:], "end-")
    if _DATE_IN_PATH.search(split.path):
        signs.add("path:date")
    if parts and _LONG_NUMBER.search(parts[-1]):
        signs.add("path:number")
    hyphens = max((part.count("-") + part.count("_") for part in parts), default=-1)
    return _AddressSigns(frozenset(signs), len(parts), hyphens)


def _measure(page: Page, inside: list[Block], prose: list[Block], labels: int) -> dict[str, float]:
    """The features of the blocks, of which some are labels."""
    blocks, root = page.blocks, page.containers[0]
    number, words = len(blocks) or 1, root.words or 1.0
    inside_words = sum([block.words for block in inside])
    prose_words = sum([block.words for block in prose])
    tags = Counter([block.tag for block in blocks])
    headings = [block for block in blocks if block.tag in _HEADINGS]
    title = page.claims.first("title")
    return {
        "blocks": len(blocks),
        "words": words,
        "links": root.link_words / words,
        "inside": inside_words / words,
        "inside_words": inside_words,
        "prose": prose_words / words,
        "prose_blocks": len(prose),
        "prose_length": prose_words / (len(prose) or 1),
        "headings": len(headings),
        "linked_headings": sum([block.link_density > _LINKED for block in headings]),
        "headline": next((block.words for block in headings if block.tag == "h1"), 0.0),
        "title": title.count(" ") + 1 if title else 0,
        "short": labels / number,
        "paragraphs": tags["p"] / number,
        "items": tags["li"] / number,
        "cells": (tags["td"] + tags["th"] + tags["tr"]) / number,
        "listings": tags["pre"],
        "definitions": tags["dd"] + tags["dt"],
        "buttons": tags["button"],
        "times": [inline.tag for inline in page.inlines].count("time"),
        "authors": len([inline for inline in page.inlines if "author" in (inline.attributes.get("rel") or "")]),
        "media": len(page.media),
        "articles": [container.tag for container in page.containers].count("article"),
    }


def _measure_cards(page: Page, inside: list[Block], prose: list[Block]) -> dict[str, float]:
    """The features of the cards, and of the container that has most prose in its children."""
    inside_words = sum([block.words for block in inside]) or 1.0
    short = "\n".join([block.text for block in inside if block.words <= _MOST_NOTE_WORDS])
    densest: defaultdict[int, float] = defaultdict(float)
    prose_before = [0.0] * (len(page.blocks) + 1)
    for block in prose:
        prose_before[block.index + 1] = block.words
        densest[(block.container.parent or block.container).index] += block.words
    prose_before = list(accumulate(prose_before))
    prices_before = [
        0,
        *accumulate(
            [block.words <= _MOST_NOTE_WORDS and not _PRICE_SIGNS.isdisjoint(block.text) for block in page.blocks]
        ),
    ]
    most = max(densest.values(), default=0)
    cards = _find_cards(page)
    words = sum([card.words for card in cards])
    prose_words = sum([prose_before[card.end] - prose_before[card.first] for card in cards])
    return {
        "dates": len(_DATE.findall(short)),
        "questions": sum([block.text.endswith("?") for block in inside]),
        "densest": most / inside_words,
        "densest_words": most,
        "cards": len(cards),
        "card_share": words / inside_words,
        "card_words": words / (len(cards) or 1),
        "card_prose": prose_words / (words or 1.0),
        "card_prices": sum([prices_before[card.end] > prices_before[card.first] for card in cards]) / (len(cards) or 1),
        "before_cards": prose_before[cards[0].first if cards else -1],
    }


def _find_cards(page: Page) -> list[Container]:
    """The siblings of one element and class, each with a link and two blocks, that have most words."""
    groups: dict[tuple[int, str, str], list[Container]] = defaultdict(list)
    for container in page.containers:
        if (
            container.link_words
            and container.end - container.first > 1
            and container.parent is not None
            and not container.within & _OUTSIDE
        ):
            key = (container.parent.index, container.tag, container.attributes.get("class") or "")
            groups[key].append(container)
    cards = [group for group in groups.values() if len(group) >= _LEAST_CARDS]
    return max(cards, key=_words_of_cards, default=[])


def _words_of_cards(cards: list[Container]) -> float:
    return sum([card.words for card in cards])


def _count_labels(labels: str) -> dict[str, int]:
    """The number of different labels of each group, of labels in lines."""
    groups = _groups("label")
    known = groups.keys() & set(labels.lower().split("\n"))
    counts = Counter(chain.from_iterable([groups[label] for label in known]))
    return {group: counts[group] for group in _LABEL_GROUPS}


def _words_of_generators(claims: Claims) -> list[str]:
    return [word for claim in claims.all("generator") for word in _GENERATOR_WORD.findall(claim.value.lower())]


def _open_graph_signs(claims: Claims) -> list[str]:
    claimed = (claims.first("type") or "").lower()
    known = next((known for known in _OPEN_GRAPH if claimed.startswith(known)), "other")
    return [f"og:{known}"] if claimed else []


def _signs(family: str, words: Iterable[str], before: str = "") -> set[str]:
    """The signs that some words give."""
    groups = _groups(family)
    return {before + sign for word in groups.keys() & words for sign in groups[word]}


def _software_signs(names: frozenset[str]) -> set[str]:
    """The signs of software whose pages have certain words of classes and ids together."""
    return {
        f"software:{kind}"
        for kind, signatures in _WORDS["software"].items()
        if any(names.issuperset(signature.split()) for signature in signatures)
    }


@cache
def _groups(family: str) -> dict[str, tuple[str, ...]]:
    """The signs of each word of a family: `forum` → `path:forum`."""
    groups: dict[str, tuple[str, ...]] = {}
    for group, words in _WORDS[family].items():
        for word in words:
            groups[word] = (*groups.get(word, ()), f"{family}:{group}")
    return groups


def load_table(text: str) -> PageTypeTable:
    """Read a table of points.

    Args:
        text: JSON `{"page_types": [type, …], "margin": number, "base": points, "features": {name: [points of each
            class]}, "signs": {sign: points}, "names": {word: points}, "words": {word: points}}`, where points are a
            list with one number for each type but the article.

    Returns:
        The table.

    Raises:
        ValueError: The types or features are others, or points are missing.
    """
    data = json.loads(text)
    if tuple(data["page_types"]) != _OTHERS:
        raise ValueError(f"the table's types are {data['page_types']}, not {list(_OTHERS)}")
    features = data["features"]
    if set(features) != set(FEATURES):
        raise ValueError(f"the table's features differ from those measured: {sorted(set(features) ^ set(FEATURES))}")
    for name, limits in FEATURES.items():
        if len(features[name]) != len(limits) + 1:
            raise ValueError(f"feature {name!r} has {len(limits) + 1} classes, not {len(features[name])}")
    return PageTypeTable(
        float(data["margin"]),
        _points(data["base"]),
        {name: (limits, tuple(map(_points, features[name]))) for name, limits in FEATURES.items()},
        {sign: _points(points) for sign, points in data["signs"].items()},
        {name: _points(points) for name, points in data["names"].items()},
        {word: _points(points) for word, points in data["words"].items()},
    )


def _points(values: list[float]) -> Points:
    if len(values) != len(_OTHERS):
        raise ValueError(f"points are {len(_OTHERS)} numbers, not {values}")
    return tuple(map(float, values))


@cache
def bundled_table() -> PageTypeTable:
    """The points that come with the package."""
    from importlib.resources import files  # not needed to import the library

    return load_table(files("cleanarticle.score").joinpath("page_type.json").read_text(encoding="utf-8"))
