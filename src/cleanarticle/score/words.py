"""Points of words: of the class and id of a block's element and of those around it, of its path, and of its text.

They are learned, and only what stands on several sites is kept. They count in the first pass, and both sums, that of
the classes and that of the text, are features of the second.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from cleanarticle.page.model import Block, Container, Page
from cleanarticle.score.share import WordShare, size_of
from cleanarticle.score.text_points import TextPoints
from cleanarticle.score.tokens import ends_of

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
_NEAR: Final = _LEVELS - 1
_MOST_NAMES: Final = 400
"""Names around a container after which no more are read: the time stays linear on pages nested a thousand deep."""


def class_words(block: Block) -> Iterator[tuple[str, str]]:
    """The words of a block's markup, each with its table."""
    around: Container | None = block.container
    level = 0
    tags: list[str] = []
    further: list[Container] = []
    while around is not None:
        if level < _NEAR:
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
    head, tail, is_short = ends_of(text)
    found = [("first word", head[0]), ("last word", tail[-1])] if head and tail else []
    if len(head) > 1:
        found.append(("first two words", f"{head[0]} {head[1]}"))
    if len(tail) > 1:
        found.append(("last two words", f"{tail[-2]} {tail[-1]}"))
    if is_short:
        found += [("word", token) for token in dict.fromkeys(head)]
        pairs = [f"{head[at]} {head[at + 1]}" for at in range(len(head) - 1)]
        found += [("pair", pair) for pair in dict.fromkeys(pairs)]
    return found


class _TagPath:
    """The points of a path of elements, and the longer paths that begin with it."""

    __slots__ = ("longer", "points")

    def __init__(self) -> None:
        self.points = 0.0
        self.longer: dict[str, _TagPath] = {}


_NO_PATH: Final = _TagPath()


class _Names:
    """The names of a page's containers, and what they give to the blocks inside.

    Containers with the same names are of one kind. A name is its row in the table of points, or, without points, a
    larger number.
    """

    __slots__ = (
        "_around",
        "_counts",
        "_depth",
        "_different",
        "_ends",
        "_is_read",
        "_kinds",
        "_levels",
        "_names",
        "_near",
        "_path",
        "_rows",
    )

    def __init__(self, rows: dict[str, int], levels: array[float], containers: list[Container]) -> None:
        size = len(containers)
        kinds: dict[tuple[str, ...], int] = {}
        self._kinds = _integers(size)
        for index, container in enumerate(containers):
            self._kinds[index] = kinds.setdefault(container.names, len(kinds))
        self._rows, self._levels = len(rows), levels
        # The names of each kind, all in one list, and where they end.
        self._names, self._ends = _integers(sum([len(names) for names in kinds])), _integers(len(kinds) + 1)
        # What they give to a container's own blocks, to those of its children, and so on.
        self._near = array("d", bytes(8 * _NEAR * len(kinds)))
        self._number(rows, kinds)
        # How often each name stands on the path, that is, from the root to the container that was asked about.
        self._counts, self._different = _integers(len(rows) + len(self._names)), 0
        self._path, self._depth = _integers(size), 0
        # For each container on the path the points of the names up to it, and whether its own are counted.
        self._around, self._is_read = array("d", bytes(8 * size)), bytearray(size)

    def _number(self, rows: dict[str, int], kinds: dict[tuple[str, ...], int]) -> None:
        others: dict[str, int] = {}
        last = _integers(len(rows) + len(self._names))
        end = 0
        for kind, names in enumerate(kinds, 1):
            for name in names:
                row = rows.get(name, -1)
                if row < 0:
                    row = others.setdefault(name, len(rows) + len(others))
                elif last[row] != kind:
                    for level in range(_NEAR):
                        self._near[(kind - 1) * _NEAR + level] += self._levels[row * _LEVELS + level]
                last[row] = kind
                self._names[end] = row
                end += 1
            self._ends[kind] = end

    def near(self, container: Container, level: int) -> float:
        """What the names of a container give to blocks so many levels inside."""
        return self._near[self._kinds[container.index] * _NEAR + level]

    def around(self, container: Container) -> float:
        """What the names of a container and of all around it give further inside. Asked in document order, it is fast.

        A name counts once: a thread of comments may nest a hundred of one name.
        """
        index = container.index
        while self._depth and self._path[self._depth - 1] > index:
            self._leave()
        if self._depth and self._path[self._depth - 1] == index:
            return self._around[index]
        total = self.around(container.parent) if container.parent is not None else 0.0
        self._path[self._depth] = index
        self._depth += 1
        self._is_read[index] = self._different < _MOST_NAMES
        brought = 0.0
        if self._is_read[index]:
            kind = self._kinds[index]
            for place in range(self._ends[kind], self._ends[kind + 1]):
                row = self._names[place]
                if not self._counts[row]:
                    self._different += 1
                    if row < self._rows:
                        brought += self._levels[row * _LEVELS + _NEAR]
                self._counts[row] += 1
        self._around[index] = total + brought
        return self._around[index]

    def _leave(self) -> None:
        """Leave the last container of the path."""
        self._depth -= 1
        index = self._path[self._depth]
        if self._is_read[index]:
            kind = self._kinds[index]
            for place in range(self._ends[kind], self._ends[kind + 1]):
                row = self._names[place]
                self._counts[row] -= 1
                if not self._counts[row]:
                    self._different -= 1


def _integers(size: int) -> array[int]:
    return array("q", bytes(8 * size))


class Words:
    """The points of all words, by table.

    Attributes:
        points: For each table the points of its words.
    """

    __slots__ = ("_levels", "_paths", "_rows", "_texts", "points")

    def __init__(self, points: Mapping[str, Mapping[str, float]]) -> None:
        self.points = {table: dict(points[table]) for table in TABLES}
        self._texts = TextPoints(self.points)
        # One look-up gives the points of a name on all levels.
        levels = [self.points[table] for table in CLASS_TABLES[:_LEVELS]]
        self._rows = {name: row for row, name in enumerate(dict.fromkeys(chain(*levels)))}
        self._levels = array("d", [level.get(name, 0.0) for name in self._rows for level in levels])
        self._paths = _TagPath()
        for path, value in self.points["path"].items():
            place = self._paths
            for tag in path.split(" < "):
                place = place.longer.setdefault(tag, _TagPath())
            place.points = value

    def class_points(self, page: Page) -> array[float]:
        """For each block the sum of the points of its markup."""
        containers, blocks = page.containers, page.blocks
        size = len(containers)
        names = _Names(self._rows, self._levels, containers)
        around, sums = array("d", bytes(8 * size)), array("d", bytes(8 * size))
        has_blocks = bytearray(size)
        for block in blocks:
            has_blocks[block.container.index] = 1
        for index, container in enumerate(containers):
            parent = container.parent
            if parent is not None:
                around[index] = names.around(parent)
            if not has_blocks[index]:
                continue
            total = names.near(container, 0)
            path = self._paths.longer.get(container.tag, _NO_PATH)
            if parent is not None:
                total += names.near(parent, 1)
                path = path.longer.get(parent.tag, _NO_PATH)
                grandparent = parent.parent
                if grandparent is not None:
                    path = path.longer.get(grandparent.tag, _NO_PATH)
                    outer = grandparent.parent
                    if outer is None:
                        total += names.near(grandparent, 2)
                    else:
                        total += path.points  # the path of three elements counts beside that of four
                        total += names.near(grandparent, 2) + names.near(outer, 3)
                        total += around[outer.index]
                        path = path.longer.get(outer.tag, _NO_PATH)
            sums[index] = total + path.points
        links = self.points["link class"]
        found = array("d", bytes(8 * len(blocks)))
        for index, block in enumerate(blocks):
            total = sums[block.container.index]
            for name in block.link_names:
                total += links.get(name, 0.0)
            found[index] = total
        return found

    def text_points(self, text: str) -> float:
        """The sum of the points of `text_words`, without making these."""
        return self._texts.points(text)

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
