"""Data sources to body: the text in a page's data that is the body of its article, if there is one.

The search knows no site and no content management system. It groups the strings that read like prose by the keys above
them, so that the paragraphs of one text come together at any depth. The body is the longest group that belongs to the
page: an object around it has the page's title, or its text agrees with the page's description or titles. The innermost
value that holds the whole group is rendered, with the headings, lists and captions between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cleanarticle.article import BodySource
from cleanarticle.body.embedded.js_literals import BareToken
from cleanarticle.body.embedded.renderer import StateRenderer, count_words, is_html, plain_key
from cleanarticle.body.embedded.state import EmbeddedState, is_streamed, read_state, read_stream
from cleanarticle.page.claims import plain_text
from cleanarticle.page.shingles import Shingles, words_of
from cleanarticle.parse.data_sources import DataSource

__all__ = ["EmbeddedBody", "find_body"]

_LEAST_WORDS: Final = 40.0
"""Words of the shortest body under a key that names a body: shorter texts are summaries."""
# Measured: at 50 and at 200, none of 2,304 pages changes.
_LEAST_ELSEWHERE: Final = 100.0
_LEAST_SUMMARY: Final = 150.0
"""Words of the shortest body under a key that names a summary."""
# Measured: at 4 and at 16, none of 2,304 pages changes.
_LEAST_PROSE: Final = 8.0
# Measured: at 10 and at 40, none of 2,304 pages changes.
_LEAST_CHARACTERS: Final = 20
# Measured: at 150,000 and at 600,000, none of 2,304 pages changes. Hostile data of megabytes end sooner.
# Measured: at 150,000 and at 600,000, none of 2,304 pages changes. Hostile data of megabytes end sooner.
_MOST_NODES: Final = 300_000
# Measured: at 30 and at 120, none of 2,304 pages changes.
_MOST_DEPTH: Final = 60
# Measured: at 5 and at 7, none of 2,304 pages changes.
_MOST_TITLES: Final = 6
# Measured: at 5 and at 7, none of 2,304 pages changes.
_MOST_TRIED: Final = 6
# Measured: at 7 and at 9, none of 2,304 pages changes.
_LEAST_TITLE: Final = 8
# Measured: at 2 and at 4, none of 2,304 pages changes.
_LEAST_TOPIC: Final = 3
# Measured: at 0.45 and at 0.75, none of 2,304 pages changes.
_MOST_OF_TOPIC: Final = 0.6
_STRUCTURED: Final = 1.2
"""How much longer a text without paragraphs must be than one with them."""
_UNDER_ANOTHER_TITLE: Final = 0.4
"""Worth of a text in an object with another title: it may be a section, or another article."""
# Measured: at 0.35 and at 0.65, none of 2,304 pages changes.
_UNTITLED: Final = 0.5
# Measured: at 0.45 and at 0.75, none of 2,304 pages changes.
_LEAST_HELD: Final = 0.6
_SIGNS: Final = ".,:;!?…()[]\"'“”„‘’«»「」『』-–—"
_BODY_KEYS: Final = frozenset(
    "articlebody body bodyhtml bodytext bodycontent content contents contenthtml contentelements html fulltext "
    "articletext articlecontent articlehtml story storyhtml storybody paragraph paragraphs blocks elements richtext "
    "rendered text value children plaintext posttext postbody postcontent reviewbody maincontent".split()
)
_SUMMARIES: Final = ("description", "summary", "excerpt", "abstract", "teaser", "subtitle", "standfirst")
_NEVER: Final = frozenset(
    "comment comments review reviews related relatedarticles recommended recommendations author authors contributor "
    "contributors bio biography footer nav navigation menu acceptedanswer translations consent cookie cookies "
    "alt disclaimer legal terms privacy newsletter".split()
)
_DESCRIBED: Final = frozenset({"articlebody", "reviewbody", "text"})
"""Keys of structured data that hold a body; its other keys with prose hold summaries and notes."""
_WHOLE_TYPES: Final = frozenset({"howto", "recipe", "liveblogposting", "question"})
"""Types of structured data whose text is spread over several keys, if their title is the page's."""


@dataclass(frozen=True, slots=True)
class EmbeddedBody:
    """A body in a page's data.

    Attributes:
        html: The text as HTML.
        source: The kind of data that holds it.
        place: The key, attribute or element that holds it, for a reader.
        titled: True if an object around it has the page's title.
        words: Number of words.
    """

    html: str
    source: BodySource
    place: str
    titled: bool
    words: float


@dataclass(frozen=True, slots=True, eq=False)
class _StateNode:
    """A value on the path from the root of a state to a text.

    Attributes:
        value: The value.
        parent: The node around it; `None` for a root.
        depth: Number of nodes around it.
        place: The last key of the path, as it is written.
        keys: The distinct plain keys of the path; those inside the owner, if there is one.
        owner: The node of the outermost object with the page's title.
        is_other: True if an object further in has a title of its own.
    """

    value: Any
    parent: _StateNode | None
    depth: int
    place: str
    keys: tuple[str, ...]
    owner: _StateNode | None
    is_other: bool


@dataclass(slots=True)
class _TextGroup:
    """Texts under the same keys.

    Attributes:
        top: The innermost node that holds all of them.
        place: The last key of the first text.
        words: Words of all texts.
    """

    top: _StateNode
    place: str
    words: float

    def add(self, node: _StateNode, words: float) -> None:
        """Add a text; the top becomes the common ancestor."""
        self.words += words
        top: _StateNode | None = self.top
        other: _StateNode | None = node
        while top is not other and top is not None and other is not None:
            if top.depth >= other.depth:
                top = top.parent
            else:
                other = other.parent
        # Two roots have no common ancestor: the group keeps the top of the first.
        if top is not None and other is not None:
            self.top = top


@dataclass(frozen=True, slots=True)
class _BodyCandidate:
    """A value that may be the body.

    Attributes:
        value: The value.
        keys: Keys above its text.
        place: The last of them as it is written, or the value's type.
        titled: True if an object around it has the page's title.
        worth: Words, discounted where they may belong to another text.
    """

    value: Any
    keys: tuple[str, ...]
    place: str
    titled: bool
    worth: float


class _PageTopic:
    """The titles and descriptions of a page, which its body must agree with."""

    def __init__(self, titles: Sequence[str], descriptions: Sequence[str]) -> None:
        titles = list(dict.fromkeys(titles))[:_MOST_TITLES]
        self.titles = [key for key in map(_letters, titles) if len(key) >= _LEAST_TITLE // 2]
        topics = ({word for word in _plain_words(title) if len(word) >= 4 or not word.isascii()} for title in titles)
        self.topics = [topic for topic in topics if len(topic) >= _LEAST_TOPIC]
        self.openings = [key for key in (_letters(text)[:60] for text in descriptions[:_MOST_TITLES]) if len(key) >= 30]

    def has_title(self, title: str) -> bool:
        """True for a title of the page, or one that contains it or is part of it, such as one with the site's name."""
        key = _letters(title)
        if key in self.titles:
            return True
        return len(key) >= _LEAST_TITLE and any(
            (key in own or own in key) and len(own) >= _LEAST_TITLE for own in self.titles
        )

    def is_about(self, text: str) -> bool:
        """True if a text contains the beginning of a description, or most words of a title."""
        key = _letters(text)
        if any(opening in key for opening in self.openings):
            return True
        words = set(_plain_words(text))
        return any(sum(map(words.__contains__, topic)) >= _MOST_OF_TOPIC * len(topic) for topic in self.topics)


def find_body(
    sources: Sequence[DataSource], *, titles: Sequence[str], descriptions: Sequence[str], most: int
) -> EmbeddedBody | None:
    """Find the body of a page's article in its data.

    Args:
        sources: The page's scripts, templates and the like.
        titles: Titles that the page shows or claims.
        descriptions: Summaries and teasers that the page shows or claims.
        most: The most characters of data to read, over all sources.

    Returns:
        The body; `None` if no text in the data belongs to the page.
    """
    topic = _PageTopic(titles, descriptions)
    bodies = [
        body
        for kind, place, state in _states(_within_limit(sources, most))
        for body in _best_body(kind, place, state, topic)
    ]
    claimed = max((body for body in bodies if body.source == "json-ld"), key=_worth, default=None)
    if claimed is not None:
        # Structured data says which text is the body. Another one wins only if it is the same text, and longer.
        shingles = Shingles(plain_text(claimed.html))
        bodies = [body for body in bodies if body is claimed or _contains(body, shingles)]
    return max(bodies, key=_worth, default=None)


def _worth(body: EmbeddedBody) -> float:
    """Words of a body, more for one with paragraphs, fewer for one without the page's title."""
    return body.words * (_STRUCTURED if body.html.count("</p>") > 1 else 1.0) * (1.0 if body.titled else _UNTITLED)


def _contains(body: EmbeddedBody, claimed: Shingles) -> bool:
    """True if a body contains most of a claimed text."""
    own = Shingles(plain_text(body.html))
    return own.share_of(" ".join(claimed.words)) >= _LEAST_HELD


def _within_limit(sources: Sequence[DataSource], most: int) -> list[DataSource]:
    """The sources that fit into the limit, in their order; one that is too large is skipped."""
    kept = []
    for source in sources:
        if len(source.text) <= most:
            kept.append(source)
            most -= len(source.text)
    return kept


def _states(sources: Sequence[DataSource]) -> Iterator[tuple[BodySource, str, EmbeddedState]]:
    """The state of each source that has one, with its kind and the name of its element or attribute."""
    stream = read_stream(source.text for source in sources)
    if stream.values:
        yield "embedded-state", "stream", stream
    for source in sources:
        if is_streamed(source.text):
            continue
        kind = _kind_of(source)
        state = read_state(source.text)
        if not state.values and kind not in ("json-ld", "embedded-state") and is_html(source.text):
            state = EmbeddedState([{"html": source.text}], len(source.text))
        if state.values:
            yield kind, source.tag, state


def _kind_of(source: DataSource) -> BodySource:
    if source.is_attribute:
        return "attribute"
    if source.tag == "script":
        return "json-ld" if source.is_structured_data else "embedded-state"
    return "template"


def _best_body(kind: BodySource, place: str, state: EmbeddedState, topic: _PageTopic) -> Iterator[EmbeddedBody]:
    """The best body of a state, if one belongs to the page."""
    candidates = sorted(_candidates(state, topic), key=lambda candidate: -candidate.worth)
    for candidate in candidates[:_MOST_TRIED]:
        renderer = StateRenderer(state, candidate.keys)
        html = renderer.html(candidate.value)
        words = renderer.words(candidate.value)
        if _LEAST_WORDS <= words <= state.size and (candidate.titled or topic.is_about(plain_text(html))):
            yield EmbeddedBody(html, kind, candidate.place or place, candidate.titled, words)
            return


def _candidates(state: EmbeddedState, topic: _PageTopic) -> Iterator[_BodyCandidate]:
    """Values that may be the body."""
    groups: dict[tuple[int, bool, tuple[str, ...]], _TextGroup] = {}
    for node, words in _texts(state, topic):
        if isinstance(node.value, dict):
            yield _BodyCandidate(node.value, (), node.value["@type"], titled=True, worth=words)
            continue
        key = (id(node.owner), node.is_other, node.keys)
        if key in groups:
            groups[key].add(node, words)
        else:
            groups[key] = _TextGroup(node, node.place, words)
    for (_, is_other, keys), group in groups.items():
        if group.words >= _least_words(keys):
            titled = group.top.owner is not None
            if is_other and not titled:
                continue
            worth = group.words * (_UNDER_ANOTHER_TITLE if is_other else 1.0) * (1.0 if titled else _UNTITLED)
            yield _BodyCandidate(group.top.value, keys, group.place, titled, worth)


def _least_words(keys: tuple[str, ...]) -> float:
    """The least words of a body under these keys."""
    last = keys[-1] if keys else ""
    if any(word in last for word in _SUMMARIES):
        return _LEAST_SUMMARY
    return _LEAST_WORDS if last in _BODY_KEYS else _LEAST_ELSEWHERE


def _texts(state: EmbeddedState, topic: _PageTopic) -> Iterator[tuple[_StateNode, float]]:
    """Nodes of prose strings, and of objects whose type is a text of its own, each with its words.

    Each string counts once: a repeated one describes the variants of a product, or is the same article in two places.
    """
    roots = [value for value in state.values if isinstance(value, dict | list)]
    pending = [_StateNode(value, None, 0, "", (), None, is_other=False) for value in reversed(roots)]
    seen: set[int | str] = set()
    while pending and len(seen) < _MOST_NODES:
        node = pending.pop()
        value = node.value
        identity = value if isinstance(value, str) else id(value)
        if identity in seen or node.depth > _MOST_DEPTH:
            continue
        seen.add(identity)
        if isinstance(value, str):
            words = count_words(value)
            if words >= _LEAST_PROSE:
                yield node, words
            continue
        if isinstance(value, dict):
            node = _with_owner(node, value, state, topic)
            if node.owner is not None and not node.is_other and _type_of(value) in _WHOLE_TYPES:
                yield node, StateRenderer(state, ()).words(value)
        pending.extend(reversed(_children(node, state)))


def _holds_objects(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict | list) for item in value))


def _with_owner(node: _StateNode, value: dict[str, Any], state: EmbeddedState, topic: _PageTopic) -> _StateNode:
    """The node of an object, with the owner or the foreign title that the object's own titles give it."""
    titles = _titles(value, state)
    if any(map(topic.has_title, titles)):
        keys = node.keys if node.owner else ()
        owner = node.owner or _StateNode(value, node.parent, node.depth, node.place, (), None, is_other=False)
        return _StateNode(value, node.parent, node.depth, node.place, keys, owner, is_other=False)
    if titles and not node.is_other:
        return _StateNode(value, node.parent, node.depth, node.place, node.keys, node.owner, is_other=True)
    return node


def _children(node: _StateNode, state: EmbeddedState) -> list[_StateNode]:
    """The values in an object or list that may hold prose."""
    value = node.value
    items = value.items() if isinstance(value, dict) else (("", item) for item in value)
    is_described = isinstance(value, dict) and "@type" in value
    children = []
    for key, item in items:
        item = state.follow(item)
        if isinstance(item, str):
            if len(item) < _LEAST_CHARACTERS or isinstance(item, BareToken):
                continue
        elif not isinstance(item, dict | list):
            continue
        name = plain_key(key).strip("0123456789") if key else ""
        if name in _NEVER or (is_described and name not in _DESCRIBED and not _holds_objects(item)):
            continue
        keys = node.keys if not name or name in node.keys else (*node.keys, name)
        children.append(_StateNode(item, node, node.depth + 1, key or node.place, keys, node.owner, node.is_other))
    return children


def _type_of(value: dict[str, Any]) -> str:
    name = value.get("@type")
    return name.lower() if isinstance(name, str) else ""


def _titles(value: dict[str, Any], state: EmbeddedState) -> list[str]:
    """The titles that an object gives itself, as strings or as objects of strings."""
    titles = []
    for key, item in value.items():
        name = plain_key(key)
        if "title" in name or "headline" in name or name in ("name", "question"):
            item = state.follow(item)
            texts = list(item.values())[:_MOST_TITLES] if isinstance(item, dict) else [item]
            titles += [plain_text(text) for text in texts if isinstance(text, str) and _may_be_title(text)]
    return titles


def _may_be_title(text: str) -> bool:
    """True if a string is long enough for a title, and not the one-word name of a block type."""
    return _LEAST_TITLE <= len(text) < 400 and (" " in text.strip() or not text.isascii())


def _plain_words(text: str) -> list[str]:
    """Words without punctuation at either end."""
    return [word.strip(_SIGNS) for word in words_of(text)]


def _letters(text: str) -> str:
    """The letters and digits of a text in lower case, which two spellings of a title share."""
    return "".join(filter(str.isalnum, text.lower()))
