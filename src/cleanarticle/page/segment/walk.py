"""The walk over a page, which makes its blocks and containers."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.page.claims import Head, read_claims
from cleanarticle.page.model import Block, Container, Inline, Item, Link, Media, Page, Within
from cleanarticle.page.segment.attributes import Kind, kind_by_name, meaning_of, split_names, with_source
from cleanarticle.page.segment.elements import (
    BOXES,
    CELLS,
    LAYOUT,
    LISTS,
    MEANING,
    MEDIA,
    PLAYERS,
    TEXT_ELEMENTS,
    Layout,
)
from cleanarticle.page.segment.sums import roll_up
from cleanarticle.page.segment.text import BREAK, UNPRINTABLE, Span, count_words, normalise_space, split_at_breaks
from cleanarticle.parse.document import EMPTY_ELEMENT, NO_ATTRIBUTES, Attributes, Element, is_structured_data

__all__ = ["Walk"]

_BLOCK: Final = Layout.BLOCK
_INLINE: Final = Layout.INLINE
_BOLD: Final = Layout.BOLD
_SPECIAL: Final = Layout.SPECIAL
_MOST_OPEN: Final = 16
"""Inline elements open at once that are looked at: each reads its own text, and a page may nest thousands."""
_BACK_LINKS: Final = frozenset(f"{sign}{style}" for sign in "↩↵⤴⏎↑^" for style in ("", "\ufe0e", "\ufe0f"))
"""Links at a footnote that lead back to where it is noted: signs, no words."""
_PAGE_ADDRESS: Final = re.compile(r"\D0?[1-9][0-9]?(?:/|\.\w{1,5})?(?:[?#].{0,40})?$")
"""The end of an address that may be one page of several: of the last few characters of a link."""
_ADDRESS_END: Final = 56
_MOST_LINKS: Final = 400
_RECORDINGS: Final = ("VideoObject", "AudioObject")
_MOST_ITEMS: Final = 50
_SCOPE_LEVELS: Final = 4
_UNSEEN: Final = Kind.UNSEEN
_LINK: Final = Kind.LINK
_Frame = tuple[int, str, Element]
"""An open block-level element: its depth, name, and what else it can tell."""
_Opened = tuple[int, Kind, int, int, str, Attributes]


class Walk:
    """The state of one walk: what is open, the run of text being read, and what was found so far.

    It is told what begins, never what ends: a node ends what is open at its depth or deeper, and `floor` is the depth
    of the innermost of these. `frames` are the open block-level elements. One becomes a Container when the first text
    or picture in it is found: `path` holds those that have become one, the outermost first. `held` is the number of
    frames that the run belongs to, as long as those opened behind it hold no text; 0 if there are none of these.
    """

    __slots__ = (
        "base",
        "blocks",
        "containers",
        "floor",
        "flushes",
        "frames",
        "head_links",
        "held",
        "inlines",
        "item_types",
        "items",
        "kinds_of",
        "language",
        "link_address",
        "link_class",
        "link_depth",
        "link_start",
        "links",
        "media",
        "metas",
        "names_of",
        "opened",
        "pages",
        "path",
        "run",
        "scripts",
        "strong_depth",
        "strong_start",
        "strongs",
        "title",
        "unseen_start",
    )

    def __init__(self) -> None:
        root = Container(0, "#root", None, NO_ATTRIBUTES, (), 0, 0, 0)
        self.containers = [root]
        self.frames: list[_Frame] = [(-1, root.tag, EMPTY_ELEMENT)]
        self.path = [root]
        self.held = 0
        self.floor = -1
        self.blocks: list[Block] = []
        self.media: list[Media] = []
        self.inlines: list[Inline] = []
        self.opened: list[_Opened] = []
        self.run: list[str] = []
        self.flushes = 0
        self.link_depth = self.strong_depth = -1
        self.link_start = self.strong_start = 0
        self.unseen_start = -1
        self.link_class: str | None = None
        self.links: list[Span] = []
        self.strongs: list[Span] = []
        self.names_of: dict[str, tuple[str, ...]] = {}
        self.kinds_of: dict[str, Kind | None] = {}
        self.language: str | None = None
        self.title: str | None = None
        self.metas: list[Attributes] = []
        self.head_links: list[Attributes] = []
        self.scripts: list[str] = []
        self.item_types: list[str | None] = []
        self.base: str | None = None
        self.link_address: str | None = None
        self.pages: list[Link] = []
        self.items: dict[int, tuple[Element, Item]] = {}

    def page(self, most_json: int) -> Page:
        """What was found, with each container's sums."""
        roll_up(self.containers, self.blocks)
        head = Head(
            self.language,
            self.title,
            tuple(self.metas),
            tuple(self.head_links),
            tuple(self.scripts),
            tuple(self.item_types),
            self.base,
        )
        claims = read_claims(head, most_json=most_json)
        names = frozenset().union(*self.names_of.values())
        items = [item for _, item in self.items.values()]
        return Page(self.blocks, self.containers, self.inlines, self.media, claims, names, self.pages, items)

    def text(self, text: str, depth: int) -> None:
        """Add characters to the run."""
        if depth <= self.floor:
            self.leave(depth)
        if self.held and not text.isspace():
            self._cut_run()
        if self.run or text != " ":
            self.run.append(text)

    def space(self, depth: int) -> None:
        """Add white space to the run, unless it would lead it."""
        if self.run:
            if depth <= self.floor:
                self.leave(depth)
            if self.run:
                self.run.append(" ")

    def open(self, tag: str, depth: int, element: Element) -> None:
        """Enter an element."""
        if depth <= self.floor:
            self.leave(depth)
        layout = LAYOUT.get(tag)
        if layout is _BLOCK or (layout is None and not self.is_in_text()):
            if self.run:
                self._part_run(tag)
            if self.frames[-1][1] == "figure":
                self._see_background(element.attributes)
            self.frames.append((depth, tag, element))
            self.floor = depth
        elif layout is _INLINE:
            attributes = element.attributes
            if attributes:
                self.open_inline(tag, depth, attributes)
        elif layout is _BOLD:
            self.open_bold(depth)
        elif layout is _SPECIAL:
            self.open_special(tag, element)

    def is_in_text(self) -> bool:
        """Whether the innermost open element holds nothing but text, so that an unknown element in it is inline."""
        return self.frames[-1][1] in TEXT_ELEMENTS

    def leave(self, depth: int) -> None:
        """Leave every element at this depth or deeper."""
        if self.opened:
            self.close_inlines(depth)
        if depth <= self.link_depth:
            if len(self.run) == self.link_start + 1 and self.run[-1] in _BACK_LINKS:
                del self.run[self.link_start :]
            else:
                self.links.append((self.link_start, len(self.run)))
            self.link_depth = -1
        if depth <= self.strong_depth:
            self.strongs.append((self.strong_start, len(self.run)))
            self.strong_depth = -1
        frames = self.frames
        if depth <= frames[-1][0]:
            if self.held:
                self._leave_boxes(depth)
            if self.run and depth <= frames[-1][0]:
                self.flush()
            path = self.path
            while depth <= frames[-1][0]:
                frames.pop()
                if len(path) > len(frames):
                    container = path.pop()
                    if container.tag == "tr":
                        self._join_cells(container)
        floor = frames[-1][0]
        if self.link_depth > floor:
            floor = self.link_depth
        if self.strong_depth > floor:
            floor = self.strong_depth
        if self.opened and self.opened[-1][0] > floor:
            floor = self.opened[-1][0]
        self.floor = floor

    def close(self) -> None:
        """Leave everything at the end of the page."""
        self.leave(0)
        self.flush()

    def open_inline(self, tag: str, depth: int, attributes: Attributes) -> None:
        """Enter an inline element that a feature or a field depends on."""
        kind = self._inline_kind(tag, attributes)
        if kind is Kind.BREAK:
            self._break()
        elif kind is not None:
            self._open(kind, tag, depth, attributes)
        elif "style" in attributes and self.frames[-1][1] == "figure":
            self._see_background(attributes)
        # Of elements nested in each other only the outermost counts, so that no character counts twice.
        if tag == "a" and self.link_depth < 0 and self.unseen_start < 0:
            self.link_start = len(self.run)
            self.link_depth = self.floor = depth
            self.link_class = attributes.get("class")
            self.link_address = attributes.get("href")
            if kind is None and self._may_be_a_page(self.link_address):
                self._open(_LINK, tag, depth, attributes)

    def open_bold(self, depth: int) -> None:
        """Enter an element of bold text."""
        if self.strong_depth < 0 and self.unseen_start < 0:
            self.strong_start = len(self.run)
            self.strong_depth = self.floor = depth

    def close_inlines(self, depth: int) -> None:
        """Leave every inline element at this depth or deeper that is marked or out of sight."""
        opened = self.opened
        while opened and opened[-1][0] >= depth:
            _, kind, start, flushes, tag, attributes = opened.pop()
            if kind is _UNSEEN:
                self._set_apart(tag, attributes, self._take_unseen())
                self.unseen_start = -1
                continue
            if flushes != self.flushes:
                start = 0
            text = normalise_space("".join(self.run[start:]).replace(BREAK, " "))
            if kind is _LINK:
                self.pages.append(Link(attributes, text, len(self.blocks)))
                continue
            self.inlines.append(Inline(tag, attributes, text, len(self.blocks)))

    def open_special(self, tag: str, element: Element) -> None:
        """Enter an element that is neither inline markup nor a container of text."""
        if tag == "br":
            self._break()
        elif tag in MEDIA:
            link = self.link_address if self.link_depth >= 0 else None
            attributes = with_source(element) if tag in PLAYERS else element.attributes
            self.media.append(Media(tag, attributes, self.container(), len(self.blocks), link))
        elif tag == "hr":
            if self.held:
                self._cut_run()
            self.flush()
        elif tag == "meta":
            attributes = element.attributes
            self.metas.append(attributes)
            if "itemprop" in attributes:
                self._add_property(attributes, attributes.get("content"))
        elif tag == "link":
            attributes = element.attributes
            self.head_links.append(attributes)
            if "itemprop" in attributes:
                self._add_property(attributes, attributes.get("href"))
        elif tag == "base":
            self.base = self.base or element.attributes.get("href")
        elif tag == "title":
            self.title = self.title or normalise_space(element.text()) or None
        elif tag == "html":
            attributes = element.attributes
            self.language = self.language or attributes.get("lang") or attributes.get("xml:lang")
        elif tag == "script" and is_structured_data(element.attributes):
            self.scripts.append(element.text())

    def _see_background(self, attributes: Attributes) -> None:
        """Take the picture that an element of a figure has as its background."""
        style = attributes.get("style") if attributes else None
        if style and "background" in style and "url(" in style:
            link = self.link_address if self.link_depth >= 0 else None
            self.media.append(Media("background", attributes, self.container(), len(self.blocks), link))

    def _may_be_a_page(self, address: str | None) -> bool:
        """Whether a link's address ends like that of one page of several."""
        if not address or len(self.pages) >= _MOST_LINKS:
            return False
        # Most addresses end in a word: they are told by two looks, and the others by the expression.
        last = address[-1]
        if last == "/":
            last = address[-2:-1]
        if not last.isdigit() and "?" not in address and "#" not in address:
            dot = address.rfind(".", -6)
            if dot < 1 or not address[dot - 1].isdigit():
                return False
        return _PAGE_ADDRESS.search(address[-_ADDRESS_END:]) is not None

    def _add_property(self, attributes: Attributes, value: str | None) -> None:
        """Note a property of microdata, if the element around it is a film or a recording."""
        for _, _, element in reversed(self.frames[-_SCOPE_LEVELS:]):
            kind = element.attributes.get("itemtype")
            if kind is None:
                continue
            if value and kind.endswith(_RECORDINGS) and (id(element) in self.items or len(self.items) < _MOST_ITEMS):
                # The element is kept, so that no other can have its identity.
                _, item = self.items.setdefault(id(element), (element, Item(kind, len(self.blocks), {})))
                for name in (attributes["itemprop"] or "").split():
                    item.properties.setdefault(name, value)
            return

    def _break(self) -> None:
        """Go on in a new line; the second break in a row ends the run."""
        if self.held:
            return
        if self.run and self._ends_in_break() and not self.container().within & Within.PRE:
            self.flush()
        self.run.append(BREAK)

    def flush(self) -> None:
        """End the run: make its text into blocks, one for each part between double line breaks."""
        run = self.run
        unseen = self._take_unseen() if self.unseen_start >= 0 else ""
        raw = run[0] if len(run) == 1 else "".join(run)
        if raw and not raw.isspace():
            if self.link_depth >= 0:
                self.links.append((self.link_start, len(run)))
            if self.strong_depth >= 0:
                self.strongs.append((self.strong_start, len(run)))
            container = self.container()
            if container.within & Within.PRE:
                text = UNPRINTABLE.sub("", raw.replace(BREAK, "\n"))
                self._add_block(text.strip("\n").rstrip(), container, 0, len(run))
            elif BREAK in raw:
                for text, (start, end) in split_at_breaks(run):
                    self._add_block(text, container, start, end)
            else:
                self._add_block(normalise_space(raw), container, 0, len(run))
        run.clear()
        self.flushes += 1
        self.links.clear()
        self.strongs.clear()
        self.link_start = self.strong_start = 0
        if unseen:
            tag, attributes = next(each[4:] for each in self.opened if each[1] is _UNSEEN)
            self._set_apart(tag, attributes, unseen)

    def _part_run(self, tag: str) -> None:
        """End the run before a block-level element, unless it may be no more than a box in a line of text."""
        if self.held:
            if self.frames[self.held][1] != "button":
                self._cut_run()
        elif tag in BOXES and self.is_in_text():
            self.held = len(self.frames)
        else:
            self.flush()

    def _cut_run(self) -> None:
        """End the run before the open boxes: there is text in them."""
        held, self.held = self.held, 0
        boxes, containers = self.frames[held:], self.path[held:]
        del self.frames[held:], self.path[held:]
        self.flush()
        self.frames += boxes
        self.path += containers
        for container in containers:
            container.first = len(self.blocks)

    def _leave_boxes(self, depth: int) -> None:
        """Leave the boxes at this depth or deeper, of which none holds text: the run goes on."""
        while len(self.frames) > self.held and depth <= self.frames[-1][0]:
            self.frames.pop()
            del self.path[len(self.frames) :]
        if len(self.frames) == self.held:
            self.held = 0

    def container(self) -> Container:
        """The innermost open element, as a Container."""
        path = self.path
        if len(path) < len(self.frames):
            for _, tag, element in self.frames[len(path) :]:
                path.append(self._new_container(tag, path[-1], element.attributes))
        return path[-1]

    def _open(self, kind: Kind, tag: str, depth: int, attributes: Attributes) -> None:
        if kind is _UNSEEN:
            if self.unseen_start >= 0:
                return
            self.unseen_start = len(self.run)
        elif len(self.opened) >= _MOST_OPEN:
            return
        self.opened.append((depth, kind, len(self.run), self.flushes, tag, attributes))
        self.floor = depth

    def _new_container(self, tag: str, parent: Container, attributes: Attributes) -> Container:
        within, lists = parent.within, parent.list_depth
        if tag in MEANING:
            within |= MEANING[tag]
            if tag in LISTS:
                lists += 1
        names: tuple[str, ...] = ()
        if attributes:
            if "role" in attributes or "hidden" in attributes or "style" in attributes:
                within |= meaning_of(attributes)
            if "itemtype" in attributes:
                self.item_types.append(attributes["itemtype"])
            names = self._names(attributes)
        container = Container(len(self.containers), tag, parent, attributes, names, within, lists, len(self.blocks))
        self.containers.append(container)
        return container

    def _names(self, attributes: Attributes) -> tuple[str, ...]:
        names: tuple[str, ...] = ()
        classes, own = attributes.get("class"), attributes.get("id")
        if classes:
            if classes not in self.names_of:
                self.names_of[classes] = split_names(classes)
            names = self.names_of[classes]
        return names + split_names(own) if own else names

    def _inline_kind(self, tag: str, attributes: Attributes) -> Kind | None:
        """Whether an inline element is out of sight, or says what its text is."""
        if ("style" in attributes or "hidden" in attributes) and meaning_of(attributes) & Within.HIDDEN:
            return Kind.UNSEEN
        if tag == "time" or "itemprop" in attributes:
            return Kind.MARKED
        rel = attributes.get("rel")
        if rel:
            if "author" in rel or "tag" in rel:
                return Kind.MARKED
            if "next" in rel:
                return _LINK
        names = attributes.get("class")
        if not names:
            return None
        if names not in self.kinds_of:
            self.kinds_of[names] = kind_by_name(names.lower())
        return self.kinds_of[names]

    def _add_block(self, text: str, container: Container, start: int, end: int) -> None:
        """Make a block of the pieces of the run from `start` to `end`."""
        if not text:
            return
        links = self._share(self.links, start, end, len(text)) if self.links else 0.0
        strongs = self._share(self.strongs, start, end, len(text)) if self.strongs else 0.0
        block = Block(len(self.blocks), text, container.tag, container, count_words(text), links, strongs)
        if links == 1.0 and self.link_class:
            block.link_names = split_names(self.link_class)
        self.blocks.append(block)

    def _share(self, spans: list[Span], start: int, end: int, length: int) -> float:
        """The share of a part of the run, of so many characters, that stands in these spans."""
        covered = 0
        for first, last in spans:
            if first <= start < end <= last:
                return 1.0
            if first < end and last > start:
                covered += len(" ".join("".join(self.run[max(first, start) : min(last, end)]).split()))
        return covered / length if covered < length else 1.0

    def _ends_in_break(self) -> bool:
        """Whether nothing but white space stands in the run behind the last line break."""
        last = next((piece for piece in reversed(self.run) if not piece.isspace()), "")
        return last == BREAK

    def _take_unseen(self) -> str:
        """Take the text out of the run that stands in an element out of sight."""
        unseen = self.run[self.unseen_start :]
        del self.run[self.unseen_start :]
        self.unseen_start = 0
        return normalise_space("".join(unseen).replace(BREAK, " "))

    def _set_apart(self, tag: str, attributes: Attributes, text: str) -> None:
        """Make a block of its own of text that a reader does not see: it leaves the run with a mark."""
        if not text:
            return
        container = self._new_container(tag, self.container(), attributes)
        container.within |= Within.HIDDEN
        self._add_block(text, container, 0, 0)

    def _join_cells(self, row: Container) -> None:
        """Make one block of a table row whose cells hold nothing but text."""
        cells = self.blocks[row.first :]
        if len(cells) < 2 or any(block.tag not in CELLS or block.container.parent is not row for block in cells):
            return
        del self.blocks[row.first :]
        characters = sum(len(block.text) for block in cells)
        self.blocks.append(
            Block(
                row.first,
                " ".join(block.text for block in cells),
                "tr",
                row,
                sum(block.words for block in cells),
                sum(block.link_density * len(block.text) for block in cells) / characters,
                sum(block.strong_share * len(block.text) for block in cells) / characters,
            )
        )
