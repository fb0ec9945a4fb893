"""Carriers to body: the text in a page's data that is the body of its article, if there is one.

No site and no system is known here. Strings that read like prose are grouped by the keys they stand under, so that the
paragraphs of one text meet, however deep they stand. The longest group that belongs to the page is its body: an object
around it has the page's title, or the text says what the page says of itself. What is written out is the innermost
value that holds the whole group, with the headings, lists and captions between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cleanarticle.article import BodySource
from cleanarticle.body.embedded.literals import Name
from cleanarticle.body.embedded.markup import Renderer, count_words, is_html, plain_key
from cleanarticle.body.embedded.state import State, is_streamed, read_state, read_stream
from cleanarticle.page.claims import plain_text
from cleanarticle.parse.carriers import Carrier
from cleanarticle.score.shingles import Shingles, words_of

__all__ = ["EmbeddedBody", "find_body"]

_LEAST_WORDS: Final = 40.0
"""Words of the shortest body under a key that names one: shorter texts are summaries."""
_LEAST_ELSEWHERE: Final = 100.0
_LEAST_SUMMARY: Final = 150.0
"""Words of the shortest body under a key that names a summary."""
_LEAST_PROSE: Final = 8.0
_LEAST_CHARACTERS: Final = 20
_MOST_NODES: Final = 300_000
_MOST_DEPTH: Final = 60
_MOST_TITLES: Final = 6
_MOST_TRIED: Final = 6
_LEAST_TITLE: Final = 8
_LEAST_TOPIC: Final = 3
_MOST_OF_TOPIC: Final = 0.6
_STRUCTURED: Final = 1.2
"""How much longer a text without paragraphs has to be than one with them."""
_UNDER_ANOTHER_TITLE: Final = 0.4
"""What a text is worth that an object with another title holds: it may be a section, or another article."""
_UNTITLED: Final = 0.5
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
"""Keys under which structured data hold a body; the others that they use for prose hold summaries and notes."""
_WHOLE_TYPES: Final = frozenset({"howto", "recipe", "liveblogposting", "question"})
"""Types of structured data whose text stands under several keys, if their title is that of the page."""


@dataclass(frozen=True, slots=True)
class EmbeddedBody:
    """A body found in a page's data.

    Attributes:
        html: The text as HTML.
        source: What kind of data holds it.
        place: The key, attribute or element it stands in, for a reader.
        titled: Whether the data give it the page's title.
        words: Number of words.
    """

    html: str
    source: BodySource
    place: str
    titled: bool
    words: float


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """A value on the way from the root of a state to a text.

    Attributes:
        value: The value.
        parent: The node around it; `None` for a root.
        depth: Number of nodes around it.
        place: The last key on the way, as it is written.
        keys: The keys on the way, without signs and each once; since the owner, if there is one.
        owner: The node of the outermost object with the page's title.
        is_other: Whether an object further in has a title of its own.
    """

    value: Any
    parent: _Node | None
    depth: int
    place: str
    keys: tuple[str, ...]
    owner: _Node | None
    is_other: bool


@dataclass(slots=True)
class _Group:
    """Texts that stand under the same keys.

    Attributes:
        top: The innermost node that holds all of them.
        place: The last key of the first.
        words: Words of all.
    """

    top: _Node
    place: str
    words: float

    def add(self, node: _Node, words: float) -> None:
        self.words += words
        top: _Node | None = self.top
        other: _Node | None = node
        while top is not other and top is not None and other is not None:
            if top.depth >= other.depth:
                top = top.parent
            else:
                other = other.parent
        if top is not None and other is not None:
            self.top = top


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A value that may be a body.

    Attributes:
        value: The value.
        keys: Keys under which its text stands.
        place: The last of them as it is written, or the value's type.
        titled: Whether an object around it has the page's title.
        worth: Words, discounted where they may be another text.
    """

    value: Any
    keys: tuple[str, ...]
    place: str
    titled: bool
    worth: float


class _Page:
    """What the page says of itself that a body may agree with."""

    def __init__(self, titles: Sequence[str], descriptions: Sequence[str]) -> None:
        titles = list(dict.fromkeys(titles))[:_MOST_TITLES]
        self.titles = [key for key in map(_letters, titles) if len(key) >= _LEAST_TITLE // 2]
        topics = ({word for word in _plain_words(title) if len(word) >= 4 or not word.isascii()} for title in titles)
        self.topics = [topic for topic in topics if len(topic) >= _LEAST_TOPIC]
        self.openings = [key for key in (_letters(text)[:60] for text in descriptions[:_MOST_TITLES]) if len(key) >= 30]

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
        words = set(_plain_words(text))
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
    found = [
        body
        for source, place, state in _states(_within(carriers, most))
        for body in _bodies(source, place, state, page)
    ]
    claimed = max((body for body in found if body.source == "json-ld"), key=_worth, default=None)
    if claimed is not None:
        # Of two texts the one that is claimed to be the body is it, unless the other is the same, and longer.
        shingles = Shingles(plain_text(claimed.html))
        found = [body for body in found if body is claimed or _holds(body, shingles)]
    return max(found, key=_worth, default=None)


def _worth(body: EmbeddedBody) -> float:
    """Words of a body, more for one with paragraphs, fewer for one without the page's title."""
    return body.words * (_STRUCTURED if body.html.count("</p>") > 1 else 1.0) * (1.0 if body.titled else _UNTITLED)


def _holds(body: EmbeddedBody, claimed: Shingles) -> bool:
    """Whether most of a claimed text stands in a body."""
    own = Shingles(plain_text(body.html))
    return own.share_of(" ".join(claimed.words)) >= _LEAST_HELD


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
    stream = read_stream(carrier.text for carrier in carriers)
    if stream.values:
        yield "embedded-state", "stream", stream
    for carrier in carriers:
        if is_streamed(carrier.text):
            continue
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
    found = sorted(_candidates(state, page), key=lambda candidate: -candidate.worth)
    for candidate in found[:_MOST_TRIED]:
        renderer = Renderer(state, candidate.keys)
        html = renderer.html(candidate.value)
        words = renderer.words(candidate.value)
        if _LEAST_WORDS <= words <= state.size and (candidate.titled or page.is_about(plain_text(html))):
            yield EmbeddedBody(html, source, candidate.place or place, candidate.titled, words)
            return


def _candidates(state: State, page: _Page) -> Iterator[_Candidate]:
    """Values that may be a body."""
    groups: dict[tuple[int, bool, tuple[str, ...]], _Group] = {}
    for node, words in _texts(state, page):
        if isinstance(node.value, dict):
            yield _Candidate(node.value, (), node.value["@type"], titled=True, worth=words)
            continue
        key = (id(node.owner), node.is_other, node.keys)
        if key in groups:
            groups[key].add(node, words)
        else:
            groups[key] = _Group(node, node.place, words)
    for (_, is_other, keys), group in groups.items():
        if group.words >= _least_words(keys):
            titled = group.top.owner is not None
            if is_other and not titled:
                continue
            worth = group.words * (_UNDER_ANOTHER_TITLE if is_other else 1.0) * (1.0 if titled else _UNTITLED)
            yield _Candidate(group.top.value, keys, group.place, titled, worth)


def _least_words(keys: tuple[str, ...]) -> float:
    """How long a text under these keys has to be."""
    last = keys[-1] if keys else ""
    if any(word in last for word in _SUMMARIES):
        return _LEAST_SUMMARY
    return _LEAST_WORDS if last in _BODY_KEYS else _LEAST_ELSEWHERE


def _texts(state: State, page: _Page) -> Iterator[tuple[_Node, float]]:
    """Nodes of strings that read like prose, and of objects whose type says that they are a text; with their words.

    Each string once: what is repeated describes the variants of a product, or is the same article in two places.
    """
    roots = [value for value in state.values if isinstance(value, dict | list)]
    pending = [_Node(value, None, 0, "", (), None, is_other=False) for value in reversed(roots)]
    seen: set[int | str] = set()
    while pending and len(seen) < _MOST_NODES:
        node = pending.pop()
        value = node.value
        name = value if isinstance(value, str) else id(value)
        if name in seen or node.depth > _MOST_DEPTH:
            continue
        seen.add(name)
        if isinstance(value, str):
            words = count_words(value)
            if words >= _LEAST_PROSE:
                yield node, words
            continue
        if isinstance(value, dict):
            node = _entered(node, value, state, page)
            if node.owner is not None and not node.is_other and _type_of(value) in _WHOLE_TYPES:
                yield node, Renderer(state, ()).words(value)
        pending.extend(reversed(_children(node, state)))


def _holds_objects(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict | list) for item in value))


def _entered(node: _Node, value: dict[str, Any], state: State, page: _Page) -> _Node:
    """The node of an object, with what its title says."""
    titles = _titles(value, state)
    if any(map(page.has_title, titles)):
        keys = node.keys if node.owner else ()
        owner = node.owner or _Node(value, node.parent, node.depth, node.place, (), None, is_other=False)
        return _Node(value, node.parent, node.depth, node.place, keys, owner, is_other=False)
    if titles and not node.is_other:
        return _Node(value, node.parent, node.depth, node.place, node.keys, node.owner, is_other=True)
    return node


def _children(node: _Node, state: State) -> list[_Node]:
    """The values in an object or list that may hold prose."""
    value = node.value
    items = value.items() if isinstance(value, dict) else (("", item) for item in value)
    is_described = isinstance(value, dict) and "@type" in value
    found = []
    for key, item in items:
        item = state.follow(item)
        if isinstance(item, str):
            if len(item) < _LEAST_CHARACTERS or isinstance(item, Name):
                continue
        elif not isinstance(item, dict | list):
            continue
        name = plain_key(key).strip("0123456789") if key else ""
        if name in _NEVER or (is_described and name not in _DESCRIBED and not _holds_objects(item)):
            continue
        keys = node.keys if not name or name in node.keys else (*node.keys, name)
        found.append(_Node(item, node, node.depth + 1, key or node.place, keys, node.owner, node.is_other))
    return found


def _type_of(value: dict[str, Any]) -> str:
    kind = value.get("@type")
    return kind.lower() if isinstance(kind, str) else ""


def _titles(value: dict[str, Any], state: State) -> list[str]:
    """The titles an object gives itself, as strings or as objects of strings."""
    found = []
    for key, item in value.items():
        name = plain_key(key)
        if "title" in name or "headline" in name or name in ("name", "question"):
            item = state.follow(item)
            texts = list(item.values())[:_MOST_TITLES] if isinstance(item, dict) else [item]
            found += [plain_text(text) for text in texts if isinstance(text, str) and _may_be_title(text)]
    return found


def _may_be_title(text: str) -> bool:
    """Whether a string is long enough for a title, and not the name of a kind of block."""
    return _LEAST_TITLE <= len(text) < 400 and (" " in text.strip() or not text.isascii())


def _plain_words(text: str) -> list[str]:
    """Words without punctuation at their ends."""
    return [word.strip(_SIGNS) for word in words_of(text)]


def _letters(text: str) -> str:
    """Letters and digits alone, lower case: what two spellings of one title share."""
    return "".join(filter(str.isalnum, text.lower()))
