"""The smallest page that still shows a difference, without what the page said.

The method is delta debugging (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002) in its
form for trees (Misherghi and Su, "HDD: hierarchical delta debugging", 2006): pieces are taken out level by level, so
that what hangs on a piece goes with it, in halves, quarters and so on down to single ones, and each time the page is
extracted to see whether the difference is still there. Each size of pieces is tried once a level, so that the number of
attempts grows with the number of pieces; all of it is done again until nothing goes any more.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from string import ascii_lowercase
from typing import Any, Final, TypeAlias, TypeVar
from urllib.parse import urlsplit

from cleanarticle.decode import decode
from cleanarticle.dom.guard import guard
from cleanarticle.dom.markup import Node, read_markup, unwrapped, without, write_markup
from cleanarticle.errors import FixtureError
from cleanarticle.lexicon.words import load_words
from cleanarticle.testing.causes import NO_WORDS
from cleanarticle.testing.check import Setup
from cleanarticle.testing.compare import NO_ARTICLE, Verdict
from cleanarticle.testing.expected import EXCLUDES, PARAGRAPHS
from cleanarticle.testing.fixture import Fixture
from cleanarticle.testing.neutral import Neutral, cue_words, words_in
from cleanarticle.testing.sameness import Difference, differences, still_shown

__all__ = ["Budget", "Minimised", "minimise"]

_T = TypeVar("_T")
Progress: TypeAlias = Callable[[str, int, int], None]
"""Told of every attempt: what is being done, the number of attempts so far, the bytes of the page so far."""

_FOR_WORDS: Final = 0.3
"""Share of the budget that is left for replacing words: a page that can't be shared is of less use than a large one."""
_PIECE: Final = re.compile(r"\S+\s*|\s+")
_URL: Final = re.compile(r"https?://([^\s/\"'<>\\?#:]+)")
_ADDRESSES: Final = frozenset(
    "href src action poster data cite background formaction url canonical_url next_page".split()
)
_STRUCTURAL: Final = frozenset(
    "charset colspan datetime dir height hidden http-equiv itemprop itemscope itemtype lang media name property rel "
    "role rowspan style type width".split()
)
"""Attributes whose values are words of HTML and of metadata."""
_RESERVED: Final = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid|test|localhost)$")
_OWN_SUFFIX: Final = 2


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be tried.

    Attributes:
        attempts: Most pages to extract.
        seconds: Most time.
    """

    attempts: int = 5000
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Minimised:
    """A page that was made smaller.

    Attributes:
        fixture: The smaller page, with what is left of what was expected.
        fields: The fields that differ.
        attempts: How many pages were extracted.
        complete: Whether nothing more goes; else the budget was used up.
        kept_words: Words that stayed because the difference hangs on them, cues of the lexicon apart.
    """

    fixture: Fixture
    fields: tuple[str, ...]
    attempts: int
    complete: bool
    kept_words: tuple[str, ...]


def minimise(
    fixture: Fixture,
    fails: Setup,
    passes: Setup | None = None,
    *,
    fields: Collection[str] = (),
    keep_text: bool = False,
    budget: Budget | None = None,
    progress: Progress | None = None,
) -> Minimised:
    """Find the smallest page that still shows a difference.

    What counts as the same difference is told by `still_shown`. Fields that don't differ are no longer asserted.

    Args:
        fixture: A fixture that differs.
        fails: The settings with which it does.
        passes: Settings with which it does not; neither may the smaller page. Without them nothing is asked.
        fields: Keep the differences of these fields only; of all that differ if empty.
        keep_text: Leave the words as they are.
        budget: How much may be tried.
        progress: Told of every attempt.

    Returns:
        The smaller page.

    Raises:
        FixtureError: Nothing differs, or differs with both settings, or the page can't be written anew.
    """
    found, _ = differences(fixture, fails, fields)
    if not found:
        raise FixtureError(f"{fixture.name}: nothing differs, so that there is no difference to keep")
    asserted = {each.verdict.field: _broken(each.verdict) for each in found}
    if passes is not None and (wrong := differences(replace(fixture, expected=asserted), passes)[0]):
        names = ", ".join(each.verdict.field for each in wrong)
        raise FixtureError(f"{fixture.name}: {names} differs with the other settings too")
    search = _Search(found, fails, passes, budget or Budget(), progress)
    text = decode(fixture.html, fixture.meta.charset).text
    # Which other rules fire on the page is no part of the difference.
    meta = fixture.meta.model_copy(update={"charset": "utf-8", "encoding": None, "fires": (), "silent": ()})
    meta = meta.model_copy(update={"open": {key: note for key, note in meta.open.items() if key in asserted}})
    page = _Page(read_markup(guard(text, fails.config.limits)), replace(fixture, meta=meta, expected=asserted))
    if not search.try_page(page):
        raise FixtureError(f"{fixture.name}: the difference goes when the page is written anew from its elements")
    search.shrink()
    complete = not search.is_spent
    search.spare = 0.0
    kept = () if keep_text else search.replace_words()
    search.break_lines(len(fixture.html))
    complete &= not search.is_spent
    made = "made smaller by `cleanarticle fixture minimise`" + (", words replaced" * (not keep_text))
    best = search.best.fixture
    best = replace(best, meta=best.meta.model_copy(update={"made": made}))
    return Minimised(best, tuple(asserted), search.attempts, complete, kept)


def _broken(verdict: Verdict) -> Any:
    """What is asserted of a field, without pieces of text that are as they are asserted to be."""
    if verdict.field == EXCLUDES and NO_ARTICLE not in verdict.problems:
        return verdict.got
    if verdict.field != PARAGRAPHS or not isinstance(verdict.expected, dict) or verdict.got is None:
        return verdict.expected
    broken: dict[str, Any] = {}
    for name, asserted in verdict.expected.items():
        if isinstance(asserted, list):
            pieces = [piece for piece in asserted if _breaks(name, piece, verdict.got)]
            broken |= {name: pieces} if pieces else {}
        elif asserted is not None and _breaks(name, asserted, verdict.got):
            broken[name] = asserted
    return broken or verdict.expected


def _breaks(name: str, asserted: Any, texts: Sequence[str]) -> bool:
    """Whether one assertion about the paragraphs does not hold."""
    if name == "count":
        return bool(asserted != len(texts))
    if name == "starts":
        return not (texts and texts[0].startswith(asserted))
    if name == "ends":
        return not (texts and texts[-1].endswith(asserted))
    return any(asserted in text for text in texts) == (name == "excludes")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page in pieces, and the fixture that it makes."""

    nodes: tuple[Node, ...]
    fixture: Fixture

    def written(self) -> _Page:
        html = write_markup(self.nodes).encode("utf-8", "replace")
        return _Page(self.nodes, replace(self.fixture, html=html))


class _Search:
    """Tries smaller pages, and knows the smallest that still shows the difference.

    Attributes:
        best: That page.
        attempts: How many were tried.
        spare: Share of the budget that is not to be used yet.
    """

    def __init__(
        self,
        wanted: tuple[Difference, ...],
        fails: Setup,
        passes: Setup | None,
        budget: Budget,
        progress: Progress | None,
    ) -> None:
        self._wanted = self._shown = wanted
        self._fails = fails
        self._passes = passes
        self._budget = budget
        self._progress = progress
        self._start = time.monotonic()
        self._doing = "reading"
        self._failed: set[bytes] = set()
        self.best: _Page
        self.attempts = 0
        self.spare = _FOR_WORDS

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be tried."""
        share = 1 - self.spare
        seconds = time.monotonic() - self._start
        return self.attempts >= self._budget.attempts * share or seconds >= self._budget.seconds * share

    def try_page(self, page: _Page, wanted: tuple[Difference, ...] | None = None) -> bool:
        """Extract a page; if it still shows the difference, it is the best so far."""
        page = page.written()
        key = sha256(page.fixture.html + repr(page.fixture.expected).encode()).digest()
        if key in self._failed:
            return False
        self.attempts += 1
        shown = still_shown(wanted or self._wanted, page.fixture, self._fails)
        if shown is None or (self._passes is not None and differences(shown, self._passes)[0]):
            self._failed.add(key)
        else:
            self.best = _Page(page.nodes, shown)
            self._shown = wanted or self._wanted
        if self._progress:
            self._progress(self._doing, self.attempts, len(self.best.fixture.html) if hasattr(self, "best") else 0)
        return shown is not None and self.best.fixture is shown

    def shrink(self) -> None:
        """Take out elements, attributes and words, until nothing goes any more."""
        before = -1
        while before != len(self.best.fixture.html) and not self.is_spent:
            before = len(self.best.fixture.html)
            self._take_elements()
            self._unwrap_elements()
            self._take_attributes()
            self._take_names()
            self._take_text()

    def replace_words(self) -> tuple[str, ...]:
        """Replace all words that the difference does not hang on; the words that stay."""
        self._doing = "replacing words"
        page = self.best
        texts = list(_texts_of(page))
        _, extraction = differences(page.fixture, self._fails)
        cues = _ordinary_words().union(ascii_lowercase, *(cue_words(entry.text) for entry in extraction.ledger))
        words = sorted({word for text in texts for word in words_in(text) if word not in cues})
        hosts = _hosts(texts, page.fixture.meta.url)
        for names in (hosts, {}):
            kept = self._kept_words(page, words, cues, names)
            if self.best is not page:
                return tuple(kept)
        return tuple(words)

    def _kept_words(self, page: _Page, words: list[str], cues: frozenset[str], hosts: Mapping[str, str]) -> list[str]:
        def works(kept: Sequence[str]) -> bool:
            neutral = Neutral(cues.union(kept), frozenset(words), hosts)
            wanted = tuple(_neutral_difference(neutral, each) for each in self._wanted)
            return self.try_page(_neutral_page(neutral, page), wanted)

        if hosts and not works(words):
            return words
        return self._reduced(words, works)

    def break_lines(self, most: int) -> None:
        """Begin a line with every element, if nothing changes by it."""
        nodes: list[Node] = []
        for place, node in enumerate(self.best.nodes):
            if node.tag and place and not nodes[-1].text:
                nodes.append(Node(node.depth, "", (), "\n"))
            nodes.append(node)
        page = _Page(tuple(nodes), self.best.fixture).written()
        if len(page.fixture.html) <= most:
            self.try_page(page, self._shown)

    def _take_elements(self) -> None:
        self._doing = "taking out elements"
        depth = 0
        while any(node.depth == depth for node in self.best.nodes):
            self._take([place for place, node in enumerate(self.best.nodes) if node.depth == depth], without)
            depth += 1

    def _unwrap_elements(self) -> None:
        self._doing = "taking away what is around elements"
        self._take([place for place, node in enumerate(self.best.nodes) if node.tag], unwrapped)

    def _take(self, places: list[int], rest: Callable[[Sequence[Node], Collection[int]], tuple[Node, ...]]) -> None:
        page = self.best

        def works(kept: Sequence[int]) -> bool:
            gone = set(places).difference(kept)
            return self.try_page(_Page(rest(page.nodes, gone), self.best.fixture))

        self._reduced(places, works)

    def _take_attributes(self) -> None:
        self._doing = "taking out attributes"
        page = self.best
        items = [(place, at) for place, node in enumerate(page.nodes) for at in range(len(node.attributes))]

        def works(kept: Sequence[tuple[int, int]]) -> bool:
            left = set(kept)
            nodes = [
                replace(node, attributes=tuple(each for at, each in enumerate(node.attributes) if (place, at) in left))
                for place, node in enumerate(page.nodes)
            ]
            return self.try_page(_Page(tuple(nodes), self.best.fixture))

        self._reduced(items, works)

    def _take_names(self) -> None:
        """Take single names out of `class`."""
        self._doing = "taking out names"
        page = self.best
        items = [
            (place, name)
            for place, node in enumerate(page.nodes)
            for name in (dict(node.attributes).get("class") or "").split()
        ]

        def works(kept: Sequence[tuple[int, str]]) -> bool:
            left = set(kept)
            nodes = [
                replace(node, attributes=tuple(_with_names(each, place, left) for each in node.attributes))
                for place, node in enumerate(page.nodes)
            ]
            return self.try_page(_Page(tuple(nodes), self.best.fixture))

        self._reduced(items, works)

    def _take_text(self) -> None:
        """Shorten texts. What is asserted keeps its length, since it would differ in another way."""
        self._doing = "shortening texts"
        asserted = json.dumps(self.best.fixture.expected, ensure_ascii=False)
        for place in range(len(self.best.nodes)):
            text = self.best.nodes[place].text
            pieces = _PIECE.findall(text)
            if len(pieces) > 1 and json.dumps(text.strip(), ensure_ascii=False)[1:-1] not in asserted:
                self._reduced(pieces, partial(self._works_with_text, place))

    def _works_with_text(self, place: int, pieces: Sequence[str]) -> bool:
        nodes = list(self.best.nodes)
        nodes[place] = replace(nodes[place], text="".join(pieces))
        return self.try_page(_Page(tuple(nodes), self.best.fixture))

    def _reduced(self, items: Sequence[_T], works: Callable[[Sequence[_T]], bool]) -> list[_T]:
        """Take items out in ever smaller runs, as long as the rest works: the complements of ddmin."""
        left = list(items)
        size = len(left)
        while size:
            at = 0
            while at < len(left) and not self.is_spent:
                rest = left[:at] + left[at + size :]
                if works(rest):
                    left = rest
                else:
                    at += size
            size //= 2
        return left


def _with_names(attribute: tuple[str, str | None], place: int, left: set[tuple[int, str]]) -> tuple[str, str | None]:
    name, value = attribute
    if name != "class" or not value:
        return attribute
    return name, " ".join(each for each in value.split() if (place, each) in left)


def _texts_of(page: _Page) -> Iterator[str]:
    """All texts of a fixture that are replaced."""
    for node in page.nodes:
        yield node.text
        for name, value in node.attributes:
            if value and name not in _STRUCTURAL:
                yield value
    yield json.dumps(page.fixture.expected, ensure_ascii=False)
    yield page.fixture.meta.url


def _hosts(texts: Sequence[str], own: str) -> dict[str, str]:
    """A name that is reserved for examples for each host; what several have in common stays so."""
    first = urlsplit(own).hostname or ""
    bases: dict[str, str] = {}
    found: dict[str, str] = {}
    for host in (first, *(match for text in texts for match in _URL.findall(text))):
        low = host.lower()
        if not low or _RESERVED.search(low):
            continue
        parts = low.split(".")
        base = ".".join(parts[-_OWN_SUFFIX:])
        bases.setdefault(base, f"site{len(bases) + 1}.example")
        found[low] = f"www.{bases[base]}" if parts[0] == "www" else bases[base]
    return found


def _ordinary_words() -> frozenset[str]:
    """Words that stand in every text of their language: they tell nothing, and tell the language."""
    stopwords: Mapping[str, Sequence[str]] = load_words("stopwords")
    return frozenset(word for words in stopwords.values() for word in words)


def _neutral_page(neutral: Neutral, page: _Page) -> _Page:
    fixture = page.fixture
    meta = fixture.meta.model_copy(update={"url": neutral.url(fixture.meta.url)})
    expected = {name: _neutral_value(neutral, name, value) for name, value in fixture.expected.items()}
    nodes = tuple(_neutral_node(neutral, node) for node in page.nodes)
    return _Page(nodes, replace(fixture, meta=meta, expected=expected))


def _neutral_difference(neutral: Neutral, difference: Difference) -> Difference:
    verdict = difference.verdict
    expected, got = (_neutral_value(neutral, verdict.field, value) for value in (verdict.expected, verdict.got))
    deciders = {neutral.text(text): found for text, found in difference.deciders.items()}
    return replace(difference, verdict=replace(verdict, expected=expected, got=got), deciders=deciders)


def _neutral_value(neutral: Neutral, name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _neutral_value(neutral, key, item) for key, item in value.items()}
    if isinstance(value, list):
        return [_neutral_value(neutral, name, item) for item in value]
    if not isinstance(value, str):
        return value
    if name in _ADDRESSES:
        return neutral.url(value)
    return value if name in NO_WORDS else neutral.text(value)


def _neutral_node(neutral: Neutral, node: Node) -> Node:
    attributes = tuple((name, value and _neutral_attribute(neutral, name, value)) for name, value in node.attributes)
    return replace(node, attributes=attributes, text=_neutral_text(neutral, node))


def _neutral_attribute(neutral: Neutral, name: str, value: str) -> str:
    if name in _STRUCTURAL:
        return value
    return neutral.url(value) if name in _ADDRESSES else neutral.text(value)


def _neutral_text(neutral: Neutral, node: Node) -> str:
    if node.tag == "script":
        try:
            return json.dumps(neutral.value(json.loads(node.text)), ensure_ascii=False)
        except (ValueError, RecursionError):
            pass  # no data: its words are replaced wherever they stand
    return neutral.text(node.text)
