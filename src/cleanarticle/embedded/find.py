"""Carriers to body: the text in a page's data that is the body of its article, if there is one.

No site is known here. A body is a value under a key such as `body` or `content` that holds at least a few sentences,
and belongs to the page: an object around it has the page's title, or its text says what the page's description says.
Of those that belong, the longest is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cleanarticle.article import BodySource
from cleanarticle.claims import plain_text
from cleanarticle.dom.carriers import Carrier
from cleanarticle.embedded.render import Renderer, count_words, is_html, plain_key
from cleanarticle.embedded.state import State, read_state, read_stream
from cleanarticle.shingles import words_of

__all__ = ["EmbeddedBody", "find_body"]

LEAST_WORDS: Final = 40.0
"""Words of the shortest body: shorter texts are summaries."""
_MOST_NODES: Final = 200_000
_MOST_DEPTH: Final = 60
_MOST_TITLES: Final = 6
_LEAST_TITLE: Final = 8
_LEAST_TOPIC: Final = 3
_MOST_OF_TOPIC: Final = 0.6
_STRUCTURED: Final = 1.2
"""How much longer a text without paragraphs has to be than one with them."""
_BODY_KEYS: Final = frozenset(
    "articlebody body bodyhtml bodytext bodycontent content contents contenthtml contentelements html text fulltext "
    "articletext articlecontent articlehtml story storyhtml storybody paragraphs blocks elements richtext rendered "
    "document sections posttext postbody postcontent description detail details entry nodes reviewbody maincontent "
    "copy markup".split()
)
_WHOLE_TYPES: Final = frozenset({"howto", "recipe", "liveblogposting", "qapage", "question"})
"""Types of structured data whose text stands under several keys."""


@dataclass(frozen=True, slots=True)
class EmbeddedBody:
    """A body found in a page's data.

    Attributes:
        html: The text as HTML.
        source: What kind of data holds it.
        place: The key, attribute or element it stands in, for a reader.
        title: The title the data gives it; empty if none.
        words: Number of words.
    """

    html: str
    source: BodySource
    place: str
    title: str
    words: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    value: Any
    key: str
    titles: tuple[str, ...]
    words: float


class _Page:
    """What the page says of itself that a body may agree with."""

    def __init__(self, titles: Sequence[str], descriptions: Sequence[str]) -> None:
        self.titles = [key for key in map(_letters, titles) if len(key) >= _LEAST_TITLE // 2]
        topics = ({word for word in words_of(title) if len(word) >= 4 or not word.isascii()} for title in titles)
        self.topics = [topic for topic in topics if len(topic) >= _LEAST_TOPIC]
        self.openings = [key for key in (_letters(text)[:60] for text in descriptions) if len(key) >= 30]

    def has_title(self, title: str) -> bool:
        key = _letters(title)
        if key in self.titles:
            return True
        return len(key) >= _LEAST_TITLE and any(
            (key in own or own in key) and len(own) >= _LEAST_TITLE for own in self.titles
        )

    def is_about(self, text: str) -> bool:
        """Whether a text says what the page says of its own, or most words of a title stand in it."""
        key = _letters(text)
        if any(opening in key for opening in self.openings):
            return True
        words = set(words_of(text))
        return any(sum(map(words.__contains__, topic)) >= _MOST_OF_TOPIC * len(topic) for topic in self.topics)


def find_body(
    carriers: Sequence[Carrier], *, titles: Sequence[str], descriptions: Sequence[str], most: int
) -> EmbeddedBody | None:
    """Find the body of a page's article in its data.

    Args:
        carriers: The page's scripts, templates and the like.
        titles: Titles of the page, as it shows and claims them.
        descriptions: What the page shows or claims of its text: summaries, a teaser.
        most: Characters of data that are read at most, all carriers together.

    Returns:
        The body; `None` if no text in the data belongs to the page.
    """
    page = _Page(titles, descriptions)
    best: EmbeddedBody | None = None
    worth = 0.0
    for source, place, state in _states(_within(carriers, most)):
        for body in _bodies(source, place, state, page):
            value = body.words * (_STRUCTURED if body.html.count("</p>") > 1 else 1.0)
            if value > worth:
                best, worth = body, value
    return best


def _within(carriers: Sequence[Carrier], most: int) -> list[Carrier]:
    """The carriers that can be read without exceeding the limit."""
    kept = []
    for carrier in carriers:
        if len(carrier.text) <= most:
            kept.append(carrier)
            most -= len(carrier.text)
    return kept


def _states(carriers: Sequence[Carrier]) -> Iterator[tuple[BodySource, str, State]]:
    """What each carrier holds, with the kind of data it is and the carrier's name."""
    stream = read_stream(carrier.text for carrier in carriers if carrier.tag == "script" and not carrier.is_attribute)
    if stream.values:
        yield "embedded-state", "stream", stream
    for carrier in carriers:
        if carrier.is_attribute:
            source: BodySource = "attribute"
        elif carrier.tag == "script":
            source = "json-ld" if carrier.is_structured_data else "embedded-state"
        else:
            source = "template"
        state = read_state(carrier.text)
        if not state.values and source not in ("json-ld", "embedded-state") and is_html(carrier.text):
            state = State([{"html": carrier.text}], len(carrier.text))
        if state.values:
            yield source, carrier.tag, state


def _bodies(source: BodySource, place: str, state: State, page: _Page) -> Iterator[EmbeddedBody]:
    """The best body of a state, if one belongs to the page."""
    renderer = Renderer(state)
    found = sorted(_candidates(state, renderer), key=lambda candidate: -candidate.words)
    for belongs in (_nearest_title_agrees, _some_title_agrees):
        for candidate in found:
            if belongs(candidate, page):
                title = candidate.titles[0]
                yield EmbeddedBody(renderer.html(candidate.value), source, candidate.key, title, candidate.words)
                return
    for candidate in found[:_MOST_TITLES]:
        html = renderer.html(candidate.value)
        if page.is_about(plain_text(html)):
            yield EmbeddedBody(html, source, candidate.key or place, "", candidate.words)
            return


def _nearest_title_agrees(candidate: _Candidate, page: _Page) -> bool:
    return bool(candidate.titles) and page.has_title(candidate.titles[0])


def _some_title_agrees(candidate: _Candidate, page: _Page) -> bool:
    return any(page.has_title(title) for title in candidate.titles)


def _candidates(state: State, renderer: Renderer) -> Iterator[_Candidate]:
    """Values that may be a body, with the titles around them, the nearest first."""
    pending: list[tuple[Any, tuple[str, ...], int]] = [
        (value, (), 0) for value in reversed(state.values) if isinstance(value, dict | list)
    ]
    seen: set[int] = set()
    while pending and len(seen) < _MOST_NODES:
        value, titles, depth = pending.pop()
        if id(value) in seen or depth > _MOST_DEPTH:
            continue
        seen.add(id(value))
        if isinstance(value, dict):
            titles = (*_titles(value, state), *titles)[:_MOST_TITLES]
            if "".join(_types(value)) in _WHOLE_TYPES:
                words = renderer.words(value)
                if LEAST_WORDS <= words <= state.size:
                    yield _Candidate(value, value["@type"], titles, words)
            for key, item in value.items():
                if plain_key(key) in _BODY_KEYS:
                    words = renderer.words(item)
                    if LEAST_WORDS <= words <= state.size:
                        yield _Candidate(item, key, titles, words)
            children: Iterator[Any] = iter(value.values())
        else:
            children = iter(value)
        followed = [state.follow(child) for child in children]
        pending.extend((child, titles, depth + 1) for child in reversed(followed) if isinstance(child, dict | list))


def _types(value: dict[str, Any]) -> list[str]:
    kind = value.get("@type")
    return [kind.lower()] if isinstance(kind, str) else []


def _titles(value: dict[str, Any], state: State) -> list[str]:
    """The titles an object gives itself, as strings or as objects of strings."""
    found = []
    for key, item in value.items():
        name = plain_key(key)
        if "title" in name or "headline" in name or name in ("name", "question"):
            item = state.follow(item)
            texts = list(item.values())[:_MOST_TITLES] if isinstance(item, dict) else [item]
            found += [plain_text(text) for text in texts if isinstance(text, str) and 3 < len(text) < 400]
    return found


def _letters(text: str) -> str:
    """Letters and digits alone, lower case: what two spellings of one title share."""
    return "".join(filter(str.isalnum, text.lower()))
