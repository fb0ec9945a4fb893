"""Points of words: of the class and id of a block's element and of those around it, of its path, and of its text.

They are learned, and only what stands on several sites is kept. They count in the first pass, and both sums, that of
the classes and that of the text, are features of the second.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block, Container, Page
from cleanarticle.score.share import WordShare, size_of

__all__ = ["CLASS_TABLES", "TABLES", "TEXT_TABLES", "Words", "class_words", "read_words", "text_words"]

CLASS_TABLES: Final = (
    "class",
    "parent class",
    "grandparent class",
    "great-grandparent class",
    "ancestor class",
    "path",
    "link class",
)
"""Tables of words from the markup. The first five are for the words of class and id by level: of the block's own
element, of its parent, and so on; `ancestor class` for all further ones."""
TEXT_TABLES: Final = ("first word", "first two words", "last word", "last two words", "word", "pair")
"""Tables of words from the text. Words and pairs are read in short texts alone."""
TABLES: Final = CLASS_TABLES + TEXT_TABLES

_LEVELS: Final = 5
_NO_NAMES: Final[frozenset[str]] = frozenset()
_MOST_NAMES: Final = 400
"""Names around a container after which no more are read: the time stays linear on pages nested a thousand deep."""
_UNSPACED: Final = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts without spaces: each character is a word."""
_TOKEN: Final = lazy_pattern(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_SHORT: Final = 24
"""Words of a text of which all are read; of a longer one only the first and the last two are. Foreign text
whose wording tells is short: labels, invitations, credits. Long paragraphs quote any word."""
_MOST_CHARACTERS: Final = 160
"""Characters of a text that may have so few words. At 400 every paragraph is divided into words to count them, which
takes twice as long."""
_END_CHARACTERS: Final = 40
"""Characters at each end of a longer text in which its first and last two words stand."""


def class_words(block: Block) -> Iterator[tuple[str, str]]:
    """The words of a block's markup, each with its table."""
    around: Container | None = block.container
    level = 0
    tags: list[str] = []
    further: list[Container] = []
    while around is not None:
        if level < _LEVELS - 1:
            tags.append(around.tag)
            for name in dict.fromkeys(around.names):
                yield CLASS_TABLES[level], name
        else:
            further.append(around)
        around = around.parent
        level += 1
    known: dict[str, None] = {}
    for container in reversed(further):
        if len(known) < _MOST_NAMES:
            known.update(dict.fromkeys(container.names))
    for name in known:
        yield "ancestor class", name
    yield "path", " < ".join(tags[:3])
    if len(tags) == 4:
        yield "path", " < ".join(tags)
    for name in block.link_names:
        yield "link class", name


def text_words(text: str) -> list[tuple[str, str]]:
    """The words of a text, each with its table: lower case, numbers as 0."""
    is_read = len(text) <= _MOST_CHARACTERS
    head = tokens_of(text if is_read else text[:_END_CHARACTERS])
    tail = head if is_read else tokens_of(text[-_END_CHARACTERS:])
    found = [("first word", head[0]), ("last word", tail[-1])] if head and tail else []
    if len(head) > 1:
        found.append(("first two words", f"{head[0]} {head[1]}"))
    if len(tail) > 1:
        found.append(("last two words", f"{tail[-2]} {tail[-1]}"))
    if is_read and len(head) <= _SHORT:
        found += [("word", token) for token in dict.fromkeys(head)]
        pairs = [f"{head[at]} {head[at + 1]}" for at in range(len(head) - 1)]
        found += [("pair", pair) for pair in dict.fromkeys(pairs)]
    return found


def tokens_of(text: str) -> list[str]:
    """The words of a text in lower case, numbers as 0. Signs are none: a quote is the habit of a few sites."""
    return ["0" if token.isdigit() else token for token in _TOKEN.findall(text.lower())]


class _Around:
    """The names of all elements around a container, and what they give to blocks more than three levels below.

    A name counts once: a thread of comments may nest a hundred of one name.
    """

    __slots__ = ("_names", "_points", "_words")

    def __init__(self, words: Words, size: int) -> None:
        self._words = words
        self._names: list[frozenset[str] | None] = [None] * size
        self._points = [0.0] * size

    def points(self, container: Container) -> float:
        """The points of the names of all elements around a container."""
        index = container.index
        parent = container.parent
        if self._names[index] is None:
            if parent is None:
                self._names[index] = _NO_NAMES
            else:
                total = self.points(parent)
                known = self._names[parent.index] or _NO_NAMES
                if parent.names and len(known) < _MOST_NAMES and not known.issuperset(parent.names):
                    new = [name for name in dict.fromkeys(parent.names) if name not in known]
                    total += self._words.ancestor_points(new)
                    known = known.union(new)
                self._names[index] = known
                self._points[index] = total
        return self._points[index]


class Words:
    """The points of all words, by table.

    Attributes:
        points: For each table the points of its words.
    """

    __slots__ = (
        "_first",
        "_first_two",
        "_last",
        "_last_two",
        "_names",
        "_pair_starts",
        "_pairs",
        "_words",
        "points",
    )

    def __init__(self, points: Mapping[str, Mapping[str, float]]) -> None:
        self.points = {table: dict(points[table]) for table in TABLES}
        self._first, self._first_two = self.points["first word"], self.points["first two words"]
        self._last, self._last_two = self.points["last word"], self.points["last two words"]
        self._words, self._pairs = self.points["word"], self.points["pair"]
        # Most words begin no pair, and to look one up it has to be put together.
        self._pair_starts = frozenset(pair.partition(" ")[0] for pair in self._pairs)
        # One look-up gives the points of a name on all levels.
        levels = [self.points[table] for table in CLASS_TABLES[:_LEVELS]]
        self._names = {name: tuple([level.get(name, 0.0) for level in levels]) for level in levels for name in level}

    def class_points(self, page: Page) -> array[float]:
        """For each block the sum of the points of its markup."""
        containers = page.containers
        size = len(containers)
        # Where the points of a container's names are, by level: many containers have the same names.
        places: list[int] = [0] * size
        by_names: dict[tuple[str, ...], int] = {}
        own: list[float] = []
        # The path of two and of three elements from each container on.
        twos, threes = [""] * size, [""] * size
        around = _Around(self, size)
        sums = array("d", bytes(8 * size))
        paths = self.points["path"]
        for index, container in enumerate(containers):
            place = by_names.get(container.names, -1)
            if place < 0:
                place = by_names[container.names] = len(own)
                own.extend(self._by_level(container.names))
            places[index] = place
            total = own[place]
            tag = container.tag
            parent = container.parent
            if parent is None:
                twos[index] = threes[index] = path = tag
            else:
                above = parent.index
                total += own[places[above] + 1]
                twos[index] = f"{tag} < {parent.tag}"
                path = threes[index] = f"{tag} < {twos[above]}"
                grandparent = parent.parent
                if grandparent is not None and grandparent.parent is not None:
                    outer = grandparent.parent
                    total += paths.get(path, 0.0)  # the path of three elements counts beside that of four
                    total += own[places[grandparent.index] + 2] + own[places[outer.index] + 3]
                    total += around.points(outer)
                    path = f"{tag} < {threes[above]}"
                elif grandparent is not None:
                    total += own[places[grandparent.index] + 2]
            total += paths.get(path, 0.0)
            sums[index] = total
        links = self.points["link class"]
        found = array("d", bytes(8 * len(page.blocks)))
        for index, block in enumerate(page.blocks):
            total = sums[block.container.index]
            for name in block.link_names:
                total += links.get(name, 0.0)
            found[index] = total
        return found

    def _by_level(self, names: tuple[str, ...]) -> list[float]:
        """What the names of a container give to blocks in it: its own, those of its children, and so on."""
        own = parent = grandparent = outer = 0.0
        for name in dict.fromkeys(names):
            points = self._names.get(name)
            if points is not None:
                own += points[0]
                parent += points[1]
                grandparent += points[2]
                outer += points[3]
        return [own, parent, grandparent, outer]

    def ancestor_points(self, names: Iterable[str]) -> float:
        """What some names give to blocks that stand more than three levels below."""
        return sum([self.points["ancestor class"].get(name, 0.0) for name in names])

    def text_points(self, text: str) -> float:
        """The sum of the points of `text_words`, without making these."""
        is_read = len(text) <= _MOST_CHARACTERS
        head = tokens_of(text if is_read else text[:_END_CHARACTERS])
        tail = head if is_read else tokens_of(text[-_END_CHARACTERS:])
        if not head or not tail:
            return 0.0
        total = self._first.get(head[0], 0.0) + self._last.get(tail[-1], 0.0)
        if len(head) > 1:
            total += self._first_two.get(f"{head[0]} {head[1]}", 0.0)
        if len(tail) > 1:
            total += self._last_two.get(f"{tail[-2]} {tail[-1]}", 0.0)
        if is_read and len(head) <= _SHORT:
            words, pairs, starts = self._words, self._pairs, self._pair_starts
            for word in dict.fromkeys(head):
                total += words.get(word, 0.0)
            found = [f"{head[at]} {head[at + 1]}" for at in range(len(head) - 1) if head[at] in starts]
            for word in dict.fromkeys(found):
                total += pairs.get(word, 0.0)
        return total

    def shares(self, block: Block, least: float = 0.0) -> tuple[WordShare, ...]:
        """The words of a block that have points, largest first by size.

        Args:
            block: The block.
            least: Words of fewer points, for or against, are left out.
        """
        words = [*class_words(block), *text_words(block.text)]
        found = [WordShare(table, word, self.points[table].get(word, 0.0)) for table, word in words]
        counting = [share for share in found if share.points and size_of(share) >= least]
        return tuple(sorted(counting, key=size_of, reverse=True))


def read_words(data: Mapping[str, Mapping[str, int]]) -> Words:
    """Read the points of words.

    Args:
        data: For each of `TABLES` the words with their points in hundredths.

    Raises:
        ValueError: A table is missing or unknown, or the points of a word are no integer.
    """
    if set(data) != set(TABLES):
        raise ValueError(f"points of words have the tables {', '.join(TABLES)}, not {', '.join(data)}")
    for table, points in data.items():
        wrong = next((word for word, value in points.items() if type(value) is not int), None)
        if wrong is not None:
            raise ValueError(f"the points of {wrong!r} in {table!r} are no integer: {points[wrong]!r}")
    return Words({table: {word: value / 100 for word, value in points.items()} for table, points in data.items()})
