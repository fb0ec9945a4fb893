"""The structure of a page as its DOM has it: what `kept.py` counts, read without this project's walk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from alignment import words_of

__all__ = [
    "Cell",
    "Code",
    "Element",
    "Item",
    "Leaf",
    "PageStructure",
    "Picture",
    "Table",
    "address_key",
    "base_of",
    "code_key",
    "is_within",
    "parse",
    "picture_keys",
    "read_structure",
    "text_key",
]

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p "
    "pre search section summary table tbody td tfoot th thead tr ul xmp".split()
)
_SILENT = frozenset(
    "script style template head title textarea select svg iframe object audio video math canvas".split()
)
_LISTS = frozenset({"ol", "ul", "menu"})
_LANGUAGE_ATTRIBUTES = ("data-lang", "data-language", "data-code-language", "data-enlighter-language")
_LANGUAGE_CLASS = re.compile(
    r"(?:^|\s)(?:language-|lang-|highlight-source-|highlight-text-|brush:\s?|highlight-)([a-z][\w+#.-]*)", re.IGNORECASE
)
_NO_LANGUAGES = frozenset("none plain plaintext plain-text text txt nohighlight default auto".split())
_LANGUAGE_LEVELS = 3
"""Elements around code that may name its language."""
_LAYOUT_ATTRIBUTES = frozenset({"class", "id", "role"})
_SIZES = re.compile(
    r"@\d(?:\.\d)?x|[-_.,/](?:w|h|width|height|q|quality)[_=]?\d{2,4}(?=[-_.,/]|$)|[-_.,/]\d{2,4}x\d{2,4}|[-_.]\d{3,4}$|-scaled\b"
)
_SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|ashx)$", re.IGNORECASE)
_SHOWN = frozenset({"href", "poster", "data-poster", "content"})
_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")
_JSON_ADDRESS = re.compile(r'"(https?:[^"\s]+)"')
_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,])(?:\s+[^,\s]+)?\s*(?:,|$)")
_STAND_IN = re.compile(r"placeholder|spacer|blank\.|transparent|1x1\b|lazy[-_.]?load")
_INNER = re.compile(r"[?&](?:url|src|image|img|u)=(https?:[^&]+|/[^&]+)")
_LEAST_NAME = 8
"""Characters of a picture's file name from which on it tells the picture without its folder."""


@dataclass(slots=True, eq=False)
class Element:
    """An element of a parsed page or of an output.

    Attributes:
        tag: Its name.
        attributes: Its attributes.
        parent: The element around it.
        children: The elements and texts in it.
    """

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def ancestors(self) -> Iterator[Element]:
        """The elements around it, innermost first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def elements(self) -> Iterator[Element]:
        """The elements in it, in document order."""
        stack: list[Element | str] = list(reversed(self.children))
        while stack:
            node = stack.pop()
            if isinstance(node, Element):
                yield node
                stack += reversed(node.children)


@dataclass(slots=True, eq=False)
class Leaf:
    """A block of text that no other block cuts.

    Attributes:
        element: The block-level element around it.
        text: Its text, not yet normalised.
        words: Its words.
    """

    element: Element
    text: str
    words: list[str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: Key of its text.
        row: Its row.
        column: The column that it begins in, with the spans of the others.
        place: Its number in its row.
        leaves: Indexes of its leaves.
    """

    text: str
    row: int
    column: int
    place: int
    leaves: range = range(0)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its cells with text.

    Attributes:
        cells: The cells.
        is_data: True if it has two rows and two columns, and neither its markup nor its content speaks of layout.
    """

    cells: tuple[Cell, ...]
    is_data: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list.

    Attributes:
        texts: Key of each of its texts without those of inner items; of a system's item the first alone.
        number: Its number; None for a bullet.
        leaves: Indexes of the leaves of these texts.
        is_text: False if it is a card or slide: a list with a class, whose item opens with a heading or a box.
    """

    texts: tuple[str, ...]
    number: int | None
    leaves: tuple[int, ...] = ()
    is_text: bool = True


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code.

    Attributes:
        text: Key of its text.
        language: Its language in lower case; None without one.
        leaves: Indexes of its leaves.
    """

    text: str
    language: str | None
    leaves: range = range(0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture.

    Attributes:
        keys: Its addresses, without query and size.
        leaf: Index of the leaf that it stands in or before.
        offset: Words of that leaf before it.
        element: Its element.
    """

    keys: frozenset[str]
    leaf: int
    offset: int
    element: Element


@dataclass(slots=True)
class PageStructure:
    """The leaves of a page and what stands around and in them.

    Attributes:
        leaves: The blocks of text.
        links: Address, key of the text, and leaf of each link; of one over several leaves a part each.
        tables: The tables.
        items: The items of lists that have a text of their own.
        codes: The blocks of code.
        pictures: The pictures.
        spans: The leaves in each element, by its identity.
        shown: Keys of all addresses that the page has for pictures, also of players and backgrounds.
    """

    leaves: list[Leaf] = field(default_factory=list)
    links: list[tuple[str, str, int]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    spans: dict[int, range] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)


def text_key(text: str) -> str:
    """What two texts have in common that differ in white space, signs and case."""
    return " ".join(words_of(text))


def code_key(text: str) -> str:
    """The lines of code without white space at their ends and without empty ones around them."""
    return "\n".join(line.rstrip() for line in text.replace("\xa0", " ").split("\n")).strip("\n")


def address_key(address: str, base: str | None) -> str | None:
    """An absolute address in one way of writing; None for one that is neither http nor https.

    Args:
        address: The address.
        base: The page's own.
    """
    address = re.sub(r"[\t\r\n]", "", address.strip())
    try:
        parts = urlsplit(urljoin(base or "", address))
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
        host = parts.hostname + (f":{parts.port}" if parts.port and parts.port not in (80, 443) else "")
    except ValueError:
        return None
    rest = unquote(f"{parts.path or '/'}?{parts.query}#{parts.fragment}").replace(" ", "+")
    return f"{parts.scheme.lower()}://{host.lower()}{rest}"


def is_within(key: str, base: str | None) -> bool:
    """True if an address is a place in the page itself, as of footnotes and of tables of contents."""
    page, _, fragment = key.partition("#")
    return bool(fragment) and base is not None and page == (address_key(base, None) or "").partition("#")[0]


def picture_keys(address: str, base: str | None) -> frozenset[str]:
    """The address of a picture without query and size, and its file name if that is long enough to tell it."""
    key = address_key(address, base)
    if key is None:
        return frozenset()
    path = key.partition("://")[2].partition("#")[0].partition("?")[0]
    stem = _SIZES.sub("", _SUFFIX.sub("", path.lower()))
    name = stem.rpartition("/")[2]
    if _STAND_IN.search(name):
        return frozenset()
    inner = _INNER.search(key)
    if inner is not None:  # a service that makes sizes of a picture at another address
        return picture_keys(inner[1], base)
    keys = {stem, name} if len(name) >= _LEAST_NAME else {stem}
    return frozenset(keys)


def parse(markup: str) -> Element:
    """Parse HTML."""
    root = Element("#root")
    parsed = LexborHTMLParser(markup).root
    stack = [(parsed, root)] if parsed is not None else []
    while stack:
        node, parent = stack.pop()
        if node.next is not None:
            stack.append((node.next, parent))
        tag = node.tag or ""
        if tag == "-text":
            parent.children.append(node.text_content or "")
        elif tag[:1] not in ("-", "!", "_"):
            attributes = {name: value or "" for name, value in node.attributes.items()}
            element = Element(tag, attributes, parent)
            parent.children.append(element)
            if node.child is not None:
                stack.append((node.child, element))
    return root


def base_of(root: Element, url: str | None) -> str | None:
    """The address that those in a page are relative to: its own, or the one that it gives as canonical."""
    canonical = (
        each.attributes.get("href")
        for each in root.elements()
        if each.tag == "link" and each.attributes.get("rel", "").lower() == "canonical"
    )
    return url or next(canonical, None)


def read_structure(root: Element, base: str | None) -> PageStructure:
    """Read the structure of a page or of an output.

    Args:
        root: Its root.
        base: The page's address.
    """
    own = next((each.attributes.get("href") for each in root.elements() if each.tag == "base"), None)
    base = urljoin(base or "", own) if own else base
    reader = _Reader(base)
    reader.read(root)
    page = reader.page
    for element in root.elements():
        page.shown |= _shown(element, base)
        span = page.spans.get(id(element))
        if span is None:
            continue
        if element.tag == "table":
            page.tables.append(_table(element, page))
        elif element.tag == "pre" and span and not any(each.tag == "pre" for each in element.ancestors()):
            text = "\n".join(page.leaves[index].text.strip("\n") for index in span)
            page.codes.append(Code(code_key(text), _language(element), span))
        elif element.tag in _LISTS:
            page.items += _items(element, page)
    page.items.sort(key=lambda item: item.leaves)
    return page


class _Reader:
    def __init__(self, base: str | None) -> None:
        self.page = PageStructure()
        self._base = base
        self._block = Element("#root")
        self._text: list[str] = []
        self._parts: list[tuple[Element, list[str]]] = []
        self._links: list[Element] = []
        self._pre = 0

    def read(self, root: Element) -> None:
        """Read the leaves, links and pictures, and which leaves each element has."""
        stack: list[tuple[Element | str, int]] = [(root, -1)]
        blocks: list[Element] = []
        while stack:
            node, first = stack.pop()
            if isinstance(node, str):
                self._add(node)
                continue
            is_block = node.tag in _BLOCKS
            if first >= 0:  # the element ends
                if is_block:
                    self._end_leaf()
                    self._pre -= node.tag == "pre"
                    blocks.pop()
                    self._block = blocks[-1] if blocks else root
                elif self._links and self._links[-1] is node:
                    self._links.pop()
                self.page.spans[id(node)] = range(first, len(self.page.leaves) + (not is_block and self._has_text()))
                continue
            if node.tag in _SILENT:
                continue
            if is_block:
                self._end_leaf()
                self._pre += node.tag == "pre"
                blocks.append(node)
                self._block = node
            elif node.tag == "br":
                if "".join(self._text[-2:]).rstrip(" \t").endswith("\n") and not self._pre:
                    self._end_leaf()
                self._text.append("\n")
            elif node.tag == "img":
                self._picture(node)
            elif node.tag == "source" and node.parent is not None and node.parent.tag == "picture":
                continue
            elif node.tag == "a":
                self._links.append(node)
            stack.append((node, len(self.page.leaves)))
            stack += [(child, -1) for child in reversed(node.children)]
        self._end_leaf()

    def _has_text(self) -> bool:
        return bool("".join(self._text).strip())

    def _add(self, text: str) -> None:
        self._text.append(text if self._pre else re.sub(r"\s+", " ", text))
        if self._links:
            if not self._parts or self._parts[-1][0] is not self._links[-1]:
                self._parts.append((self._links[-1], []))
            self._parts[-1][1].append(text)

    def _end_leaf(self) -> None:
        text = "".join(self._text)
        words = words_of(text)
        if words or (text.strip() and self._pre):
            for link, parts in self._parts:
                href = link.attributes.get("href", "").strip()
                key = address_key(href, self._base) if href and not href.startswith("#") else None
                label = text_key("".join(parts))
                if key is not None and label and not is_within(key, self._base):
                    self.page.links.append((key, label, len(self.page.leaves)))
            self.page.leaves.append(Leaf(self._block, text, words))
        self._text.clear()
        self._parts.clear()

    def _picture(self, element: Element) -> None:
        addresses = [element]
        if element.parent is not None and element.parent.tag == "picture":
            addresses += [each for each in element.parent.elements() if each.tag == "source"]
        keys: set[str] = set()
        for each in addresses:
            for address in _sources(each):
                keys |= picture_keys(address, self._base)
        place, offset = len(self.page.leaves), len(words_of("".join(self._text)))
        last = self.page.pictures[-1] if self.page.pictures else None
        in_noscript = any(each.tag == "noscript" for each in element.ancestors())
        if last is not None and in_noscript and (last.leaf, last.offset) == (place, offset):
            self.page.pictures[-1] = Picture(last.keys | keys, place, offset, last.element)
        else:
            self.page.pictures.append(Picture(frozenset(keys), place, offset, element))


def _shown(element: Element, base: str | None) -> set[str]:
    values = [value for name, value in element.attributes.items() if name in _SHOWN]
    values += _sources(element)
    values += _URL.findall(element.attributes.get("style", ""))
    if element.tag == "script" and "json" in element.attributes.get("type", ""):
        values += _JSON_ADDRESS.findall("".join(child for child in element.children if isinstance(child, str)))
    return {key for value in values for key in picture_keys(value, base)}


def _sources(element: Element) -> Iterator[str]:
    """The addresses in the attributes of a picture, also of those that a script is to load."""
    for name, value in element.attributes.items():
        if "srcset" in name or (name.startswith("data-") and re.match(r"\S+\s+\d+[wx](,|$)", value)):
            yield from _candidates(value)
        elif "src" in name or (name.startswith("data-") and _SUFFIX.search(value.partition("?")[0])):
            yield value.strip()


def _candidates(sources: str) -> list[str]:
    """The addresses of a `srcset`, which may have commas in them."""
    return _CANDIDATE.findall(sources)


def _integer(value: str | None) -> int | None:
    return int(value) if value is not None and re.fullmatch(r"\d{1,8}", value.strip()) else None


def _nearest(element: Element, tags: frozenset[str]) -> Element | None:
    return next((each for each in element.ancestors() if each.tag in tags), None)


def _item_around(element: Element) -> Element | None:
    return element if element.tag == "li" else _nearest(element, frozenset({"li"}))


def _items(around: Element, page: PageStructure) -> Iterator[Item]:
    own = [each for each in around.elements() if each.tag == "li" and _nearest(each, _LISTS) is around]
    is_reversed = "reversed" in around.attributes
    number = _integer(around.attributes.get("start"))
    if number is None:
        number = len(own) if is_reversed else 1
    for item in own:
        value = _integer(item.attributes.get("value"))
        number = number if value is None else value
        own_leaves = tuple(
            index for index in page.spans.get(id(item), ()) if _item_around(page.leaves[index].element) is item
        )
        if own_leaves:
            texts = tuple(" ".join(page.leaves[index].words) for index in own_leaves)
            opens = page.leaves[own_leaves[0]].element.tag in ("li", "p")
            is_text = opens or _LAYOUT_ATTRIBUTES.isdisjoint(around.attributes)
            yield Item(texts, number if around.tag == "ol" else None, own_leaves, is_text)
        number += -1 if is_reversed else 1


def _table(table: Element, page: PageStructure) -> Table:
    tables = frozenset({"table"})
    rows = [each for each in table.elements() if each.tag == "tr" and _nearest(each, tables) is table]
    taken: set[tuple[int, int]] = set()
    cells = []
    width = 0
    for number, row in enumerate(rows):
        column = 0
        own = [each for each in row.elements() if each.tag in ("td", "th") and _nearest(each, tables) is table]
        for place, cell in enumerate(own):
            while (number, column) in taken:
                column += 1
            across = min(_integer(cell.attributes.get("colspan")) or 1, 100)
            down = min(_integer(cell.attributes.get("rowspan")) or 1, 100)
            if down > 1:
                taken |= {
                    (below, at) for below in range(number, number + down) for at in range(column, column + across)
                }
            span = page.spans.get(id(cell), range(0))
            text = " ".join(word for index in span for word in page.leaves[index].words)
            if text:
                cells.append(Cell(text, number, column, place, span))
            column += across
            width = max(width, column)
    return Table(tuple(cells), _is_data(table, rows, width, [page.leaves[i] for i in page.spans[id(table)]]))


_MOST_LEAF = 100
"""Words of a text in a table from which on it lays out a page."""


def _is_data(table: Element, rows: Sequence[Element], width: int, leaves: Sequence[Leaf]) -> bool:
    if table.attributes.get("role") in ("presentation", "none") or len(rows) < 2 or width < 2:
        return False
    inside = {each.tag for each in table.elements()}
    if not inside.isdisjoint({"table", "form", "pre", "h1", "h2", "article"}):
        return False
    return all(len(leaf.words) <= _MOST_LEAF for leaf in leaves)


def _language(pre: Element) -> str | None:
    around = list(pre.ancestors())[:_LANGUAGE_LEVELS]
    for element in [*(each for each in pre.elements() if each.tag == "code"), pre, *around]:
        named = _LANGUAGE_CLASS.search(element.attributes.get("class", ""))
        values = [element.attributes.get(name, "") for name in _LANGUAGE_ATTRIBUTES]
        for value in [*values, named[1] if named else ""]:
            if value.strip():
                language = value.strip().lower()
                return None if language in _NO_LANGUAGES else language
    return None
