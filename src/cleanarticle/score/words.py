"""Points of words: of the class and id of a block's element and of those around it, of its path, and of its text.

They are learned, and only what stands on several sites is kept. They count in the first pass, and both sums, that of
the classes and that of the text, are features of the second.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
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
_TOKEN: Final = lazy_pattern(r"\w+|[^\w\s]")
_SHORT: Final = 24
"""Words and signs of a text of which all are read; of a longer one only the first and the last two are. Foreign text is
short: of the blocks whose wording tells, such as invitations, nine in ten are no longer."""
_MOST_CHARACTERS: Final = 400
"""Characters of a text that may have so few words."""
_END_CHARACTERS: Final = 80
"""Characters at each end of a longer text in which its first and last words stand."""


def class_words(block: Block) -> Iterator[tuple[str, str]]:
    """The words of a block's markup, each with its table."""
    around: Container | None = block.container
    level = 0
    tags: list[str] = []
    further: dict[str, None] = {}
    while around is not None:
        if level < _LEVELS - 1:
            tags.append(around.tag)
            for name in dict.fromkeys(around.names):
                yield CLASS_TABLES[level], name
        else:
            further.update(dict.fromkeys(around.names))
        around = around.parent
        level += 1
    for name in further:
        yield "ancestor class", name
    yield "path", " < ".join(tags[:3])
    if len(tags) == 4:
        yield "path", " < ".join(tags)
    for name in block.link_names:
        yield "link class", name


def text_words(text: str) -> list[tuple[str, str]]:
    """The words of a text, each with its table: lower case, numbers as 0."""
    lowered = text.lower()
    if len(lowered) <= _MOST_CHARACTERS:
        tokens = _tokens(lowered)
        head = tail = tokens
    else:
        tokens = []
        head, tail = _tokens(lowered[:_END_CHARACTERS]), _tokens(lowered[-_END_CHARACTERS:])
    found = [("first word", head[0]), ("last word", tail[-1])] if head and tail else []
    if len(head) > 1:
        found.append(("first two words", f"{head[0]} {head[1]}"))
    if len(tail) > 1:
        found.append(("last two words", f"{tail[-2]} {tail[-1]}"))
    if len(tokens) <= _SHORT:
        found += [("word", token) for token in dict.fromkeys(tokens)]
        pairs = [f"{tokens[at]} {tokens[at + 1]}" for at in range(len(tokens) - 1)]
        found += [("pair", pair) for pair in dict.fromkeys(pairs)]
    return found


def _tokens(text: str) -> list[str]:
    return ["0" if token.isdigit() else token for token in _TOKEN.findall(text)]


class Words:
    """The points of all words, by table.

    Attributes:
        points: For each table the points of its words.
    """

    __slots__ = ("_levels", "_names", "points")

    def __init__(self, points: Mapping[str, Mapping[str, float]]) -> None:
        self.points = {table: dict(points[table]) for table in TABLES}
        names = sorted({name for table in CLASS_TABLES[:_LEVELS] for name in self.points[table]})
        # One look-up gives the points of a name on all levels.
        self._names = {name: place * _LEVELS for place, name in enumerate(names)}
        self._levels = array("d")
        for name in names:
            self._levels.extend([self.points[table].get(name, 0.0) for table in CLASS_TABLES[:_LEVELS]])

    def class_points(self, page: Page) -> array[float]:
        """For each block the sum of the points of its markup."""
        containers = page.containers
        # For each container what its names give to blocks in it, by level.
        own = array("d", bytes(8 * _LEVELS * len(containers)))
        # For each container the names around its children that are five levels and more away from their blocks, and
        # what these give: a name counts once, since a thread of comments may nest a hundred of one name.
        further_names: list[frozenset[str]] = [_NO_NAMES] * len(containers)
        further = array("d", bytes(8 * len(containers)))
        sums = array("d", bytes(8 * len(containers)))
        levels, paths = self._levels, self.points["path"]
        for index, container in enumerate(containers):
            for name in dict.fromkeys(container.names):
                place = self._names.get(name, -1)
                if place >= 0:
                    for level in range(_LEVELS):
                        own[index * _LEVELS + level] += levels[place + level]
            total = own[index * _LEVELS]
            path = container.tag
            around = container.parent
            if around is not None:
                total += further[around.index]
            level = 1
            while around is not None and level < _LEVELS - 1:
                total += own[around.index * _LEVELS + level]
                path = f"{path} < {around.tag}"
                if level == 2:  # the path of three elements counts beside that of four
                    total += paths.get(path, 0.0)
                around = around.parent
                level += 1
            if level != 3:
                total += paths.get(path, 0.0)
            sums[index] = total
            if level == _LEVELS - 1:
                self._add_further(container, further_names, further)
        links = self.points["link class"]
        found = array("d", bytes(8 * len(page.blocks)))
        for index, block in enumerate(page.blocks):
            total = sums[block.container.index]
            for name in block.link_names:
                total += links.get(name, 0.0)
            found[index] = total
        return found

    def _add_further(self, container: Container, names: list[frozenset[str]], sums: array[float]) -> None:
        """Add the names of the container three levels around this one to those around its children."""
        index = container.index
        around: Container | None = container
        for _ in range(_LEVELS - 2):
            around = around.parent if around is not None else None
        parent = container.parent
        if around is None or parent is None:
            return
        known = names[parent.index]
        total = sums[parent.index]
        new = [name for name in dict.fromkeys(around.names) if name not in known]
        for name in new:
            place = self._names.get(name, -1)
            if place >= 0:
                total += self._levels[place + _LEVELS - 1]
        names[index] = known.union(new) if new else known
        sums[index] = total

    def text_points(self, text: str) -> float:
        """The sum of the points of a text's words."""
        total = 0.0
        points = self.points
        for table, word in text_words(text):
            total += points[table].get(word, 0.0)
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
