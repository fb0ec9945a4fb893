"""Document to Page: one walk that cuts the page into blocks of text with their containers.

A block is a run of text below one block-level element. Inline markup never cuts a run, two line breaks in a row do,
and white space is collapsed once, when the run ends, so that no word fuses or splits at a tag.
"""

from __future__ import annotations

import re
from enum import IntEnum
from html import unescape
from typing import Final

from cleanarticle.claims import Head, read_claims
from cleanarticle.dom.document import BARE, NO_ATTRIBUTES, OPAQUE, Attributes, Document, Element, is_structured_data
from cleanarticle.dom.selected import SELECTED, SET_APART
from cleanarticle.page import Block, Container, Inline, Item, Link, Media, Page, Within

__all__ = ["count_words", "segment"]

INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr output q rb rp rt "
    "rtc ruby s samp small span strike strong sub sup time tt u var amp-anchor amp-timeago picture".split()
)
MEDIA: Final = frozenset(
    "img source video audio iframe embed object amp-img amp-video amp-iframe amp-audio amp-youtube amp-vimeo "
    "amp-dailymotion amp-brightcove amp-jwplayer amp-soundcloud lite-youtube lite-vimeo track".split()
)
PLAYERS: Final = frozenset({"video", "audio"})
TEXT_ELEMENTS: Final = frozenset("p h1 h2 h3 h4 h5 h6 dt figcaption summary".split())
BLOCK_LEVEL: Final = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup legend li listing main menu nav noscript ol "
    "optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp".split()
)
BOXES: Final = frozenset({"button", "noscript"})
"""Elements that a browser lays out in the line: as long as they hold no text, they don't part that around them."""
VOID: Final = frozenset("br hr input wbr area base col param".split())
SPECIAL: Final = MEDIA | VOID | OPAQUE | {"meta", "link", "html"}
PLAIN: Final = frozenset("i em u s sub sup tt big small strike".split())
"""Inline elements whose attributes decide nothing."""
STRONG: Final = frozenset({"b", "strong"})
CELLS: Final = frozenset({"td", "th"})
LISTS: Final = frozenset({"ul", "ol", "menu", "dl"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class _Layout(IntEnum):
    """What an element does to the text around it."""

    BLOCK = 0
    INLINE = 1
    BOLD = 2
    PLAIN = 3
    SPECIAL = 4


_BLOCK: Final = _Layout.BLOCK
_INLINE: Final = _Layout.INLINE
_BOLD: Final = _Layout.BOLD
_SPECIAL: Final = _Layout.SPECIAL
_UNREAD: Final = (_Layout.BOLD, _Layout.PLAIN)
"""Layouts of inline elements that are not asked for their attributes."""
_LAYOUT: Final[dict[str, _Layout]] = {
    **dict.fromkeys(BLOCK_LEVEL, _Layout.BLOCK),
    **dict.fromkeys(INLINE, _Layout.INLINE),
    **dict.fromkeys(PLAIN, _Layout.PLAIN),
    **dict.fromkeys(STRONG, _Layout.BOLD),
    **dict.fromkeys(SPECIAL, _Layout.SPECIAL),
}

_MEANING: Final[dict[str, int]] = {
    "article": Within.ARTICLE,
    "main": Within.MAIN,
    "aside": Within.ASIDE,
    "nav": Within.NAV,
    "header": Within.HEADER,
    "footer": Within.FOOTER,
    "form": Within.FORM,
    "fieldset": Within.FORM,
    "figure": Within.FIGURE,
    "figcaption": Within.CAPTION | Within.FIGURE,
    "ul": Within.LIST,
    "ol": Within.LIST,
    "menu": Within.LIST,
    "dl": Within.LIST,
    "table": Within.TABLE,
    "blockquote": Within.QUOTE,
    "dialog": Within.DIALOG,
    "button": Within.BUTTON,
    "pre": Within.PRE,
    "details": Within.DETAILS,
    "noscript": Within.HIDDEN,
    "amp-sidebar": Within.NAV,
    "amp-consent": Within.DIALOG,
    **dict.fromkeys(HEADINGS, Within.HEADING),
}
_ROLES: Final[dict[str, int]] = {
    "article": Within.ARTICLE,
    "main": Within.MAIN,
    "complementary": Within.ASIDE,
    "navigation": Within.NAV,
    "menu": Within.NAV,
    "menubar": Within.NAV,
    "banner": Within.HEADER,
    "contentinfo": Within.FOOTER,
    "search": Within.FORM,
    "dialog": Within.DIALOG,
    "alertdialog": Within.DIALOG,
    "button": Within.BUTTON,
    "blockquote": Within.QUOTE,
}

_LETTERS: Final = bytes(code if code in b"abcdefghijklmnopqrstuvwxyz" else ord(" ") for code in range(256))
_NAME_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}(?![a-z])")
_HIDDEN_STYLE: Final = re.compile(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u2064\ufeff\ue000-\uf8ff\ufff9-\ufffc]"
)
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_CHARACTERS_A_WORD: Final = 1.7
_MOST_OPEN: Final = 16
"""Inline elements open at once that are looked at: each reads its own text, and a page may nest thousands."""
_BREAK: Final = "\x00"
_LEAST_LINE: Final = 60
"""Characters of a line between single line breaks that may be a paragraph: two lines of print, no verse."""
_BACK_LINKS: Final = frozenset(f"{sign}{style}" for sign in "↩↵⤴⏎↑^" for style in ("", "\ufe0e", "\ufe0f"))
"""Links at a footnote that lead back to where it is noted: signs, no words."""
_SENTENCE_ENDS: Final = ".!?。！？…؟۔।\"'”’»“」』)"
_MARK_NAMES: Final = ("author", "byline", "writer", "date", "time", "publish", "credit", "copyright", "photo")
_UNSEEN_NAMES: Final = ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader", "screenreader", "a11y-hidden")
_PAGE_ADDRESS: Final = re.compile(r"\D0?[1-9][0-9]?(?:/|\.\w{1,5})?(?:[?#].{0,40})?$")
"""The end of an address that may be one page of several: of the last few characters of a link."""
_ADDRESS_END: Final = 56
_MOST_LINKS: Final = 400
_SOURCE: Final = re.compile(
    r"""<source\s[^<>]{0,500}?(?<=\s)src\s?=\s?("[^"<>]{1,2000}"|'[^'<>]{1,2000}'|[^\s"'<>]{1,2000})"""
)
_MOST_PLAYER: Final = 20_000
_RECORDINGS: Final = ("VideoObject", "AudioObject")
_MOST_ITEMS: Final = 50
_SCOPE_LEVELS: Final = 4
_BREAK_NAMES: Final = frozenset(("br", "linebreak", "line-break"))
"""Classes of empty elements that stand for a line break, where markup is made from data."""


class _Kind(IntEnum):
    """What ends when the walk leaves an inline element; or, of a break, what begins."""

    MARKED = 1
    UNSEEN = 2
    BREAK = 3
    LINK = 4


_UNSEEN: Final = _Kind.UNSEEN
_LINK: Final = _Kind.LINK

_Frame = tuple[int, str, Element]
"""An open block-level element: its depth, name, and what else it can tell."""
_Span = tuple[int, int]
"""A part of a run: index of its first piece, and index after its last."""
_Opened = tuple[int, _Kind, int, int, str, Attributes]


def segment(document: Document, *, most_json: int = 4_000_000, selected: bool = False) -> Page:
    """Cut a page into blocks.

    Args:
        document: The parsed page.
        most_json: Characters of structured data that are read at most.
        selected: Whether elements of the document say which selectors match them.

    Returns:
        The page's blocks, containers, media and claims, with the sums of each container rolled up.
    """
    walk = _SelectedWalk() if selected else _Walk()
    document.show(walk)
    walk.close()
    return walk.page(most_json)


class _Walk:
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
        self.frames: list[_Frame] = [(-1, root.tag, BARE)]
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
        self.links: list[_Span] = []
        self.strongs: list[_Span] = []
        self.names_of: dict[str, tuple[str, ...]] = {}
        self.kinds_of: dict[str, _Kind | None] = {}
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
        _roll_up(self.containers, self.blocks)
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
        layout = _LAYOUT.get(tag)
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
        if kind is _Kind.BREAK:
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
            text = normalise_space("".join(self.run[start:]).replace(_BREAK, " "))
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
            attributes = _with_source(element) if tag in PLAYERS else element.attributes
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
        self.run.append(_BREAK)

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
                text = _UNPRINTABLE.sub("", raw.replace(_BREAK, "\n"))
                self._add_block(text.strip("\n").rstrip(), container, 0, len(run))
            elif _BREAK in raw:
                for text, (start, end) in _split_at_breaks(run):
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

    def _open(self, kind: _Kind, tag: str, depth: int, attributes: Attributes) -> None:
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
        if tag in _MEANING:
            within |= _MEANING[tag]
            if tag in LISTS:
                lists += 1
        names: tuple[str, ...] = ()
        if attributes:
            if "role" in attributes or "hidden" in attributes or "style" in attributes:
                within |= _meaning_of(attributes)
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

    def _inline_kind(self, tag: str, attributes: Attributes) -> _Kind | None:
        """Whether an inline element is out of sight, or says what its text is."""
        if ("style" in attributes or "hidden" in attributes) and _meaning_of(attributes) & Within.HIDDEN:
            return _Kind.UNSEEN
        if tag == "time" or "itemprop" in attributes:
            return _Kind.MARKED
        rel = attributes.get("rel")
        if rel:
            if "author" in rel or "tag" in rel:
                return _Kind.MARKED
            if "next" in rel:
                return _LINK
        names = attributes.get("class")
        if not names:
            return None
        if names not in self.kinds_of:
            self.kinds_of[names] = _kind_by_name(names.lower())
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

    def _share(self, spans: list[_Span], start: int, end: int, length: int) -> float:
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
        return last == _BREAK

    def _take_unseen(self) -> str:
        """Take the text out of the run that stands in an element out of sight."""
        unseen = self.run[self.unseen_start :]
        del self.run[self.unseen_start :]
        self.unseen_start = 0
        return normalise_space("".join(unseen).replace(_BREAK, " "))

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
                sum(block.link_share * len(block.text) for block in cells) / characters,
                sum(block.strong_share * len(block.text) for block in cells) / characters,
            )
        )


class _SelectedWalk(_Walk):
    """A walk over a page of which some elements are selected: what they hold stays apart from what they don't."""

    __slots__ = ()

    def open(self, tag: str, depth: int, element: Element) -> None:
        if depth <= self.floor:
            self.leave(depth)
        layout = _LAYOUT.get(tag)
        is_unread = layout in _UNREAD or (layout is None and self.is_in_text())
        super().open("span" if is_unread and SELECTED in element.attributes else tag, depth, element)

    def _inline_kind(self, tag: str, attributes: Attributes) -> _Kind | None:
        kind = super()._inline_kind(tag, attributes)
        if kind is _Kind.UNSEEN or SELECTED not in attributes:
            return kind
        return _Kind.UNSEEN if SET_APART in attributes else _Kind.MARKED

    def _set_apart(self, tag: str, attributes: Attributes, text: str) -> None:
        if SET_APART not in attributes:
            super()._set_apart(tag, attributes, text)
        elif text:
            self._add_block(text, self._new_container(tag, self.container(), attributes), 0, 0)

    def _join_cells(self, row: Container) -> None:
        if all(SELECTED not in block.container.attributes for block in self.blocks[row.first :]):
            super()._join_cells(row)


def split_names(raw: str) -> tuple[str, ...]:
    """The words of class names and ids, lower case: `postBody__ad-slot` → post body ad slot."""
    if raw.isascii():
        encoded = raw.encode()
        if encoded.islower():
            return tuple(encoded.translate(_LETTERS).decode().split())
    return tuple([word.lower() for word in _NAME_WORD.findall(raw)])


def normalise_space(text: str) -> str:
    """Collapse white space and drop characters that nobody sees."""
    # All white space but the space counts as unprintable, so that two looks are enough for most texts.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(_UNPRINTABLE.sub("", text).split())


def _split_at_breaks(run: list[str]) -> list[tuple[str, _Span]]:
    """Parts of a run between line breaks, with the pieces each is made of.

    Two breaks in a row end a part. A single one does where most lines are sentences, each a paragraph in all but
    markup; else it stays as a newline, as in a poem or an address.
    """
    parts: list[list[tuple[str, _Span]]] = [[]]
    start = 0
    for end in [*(at for at, piece in enumerate(run) if piece == _BREAK), len(run)]:
        line = normalise_space("".join(run[start:end]))
        if line:
            parts[-1].append((line, (start, end)))
        elif parts[-1]:
            parts.append([])
        start = end + 1
    split: list[tuple[str, _Span]] = []
    for lines in parts:
        if len(lines) > 1 and not _are_paragraphs([line for line, _ in lines]):
            lines = [("\n".join(line for line, _ in lines), (lines[0][1][0], lines[-1][1][1]))]
        split += lines
    return split


def _are_paragraphs(lines: list[str]) -> bool:
    """Whether most of some lines read like paragraphs: long, and ending as a sentence does."""
    sentences = sum(len(line) >= _LEAST_LINE and line[-1] in _SENTENCE_ENDS for line in lines)
    return 2 * sentences > len(lines)


def count_words(text: str) -> float:
    """Words of a text whose white space is collapsed; where a script has no spaces, by its characters."""
    words = len(text.split()) if "\n" in text else text.count(" ") + 1
    if len(text) > 8 * words and not text.isascii():
        unspaced = len(_UNSPACED.findall(text))
        if unspaced:
            return max(words, unspaced / _CHARACTERS_A_WORD)
    return words


def _meaning_of(attributes: Attributes) -> int:
    """What the attributes of an element say about everything below it."""
    role = attributes.get("role")
    meaning = _ROLES.get(role, 0) if role else 0
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        meaning |= Within.HIDDEN
    style = attributes.get("style")
    if style:
        style = style.lower()
        if ("none" in style or "hidden" in style) and _HIDDEN_STYLE.search(style):
            meaning |= Within.HIDDEN
    return meaning


def _with_source(element: Element) -> Attributes:
    """The attributes of a player, with the address of its first `source` where it has none itself."""
    attributes = element.attributes
    if attributes.get("src"):
        return attributes
    found = _SOURCE.search((element.html or "")[:_MOST_PLAYER])
    return attributes if found is None else {**attributes, "src": unescape(found[1].strip("\"'"))}


def _kind_by_name(names: str) -> _Kind | None:
    if any(name in names for name in _UNSEEN_NAMES):
        return _Kind.UNSEEN
    if not _BREAK_NAMES.isdisjoint(names.split()):
        return _Kind.BREAK
    return _Kind.MARKED if any(name in names for name in _MARK_NAMES) else None


def _roll_up(containers: list[Container], blocks: list[Block]) -> None:
    """Give every container the sums of its blocks; children come after parents, so one pass backwards does."""
    for block in blocks:
        container = block.container
        container.words += block.words
        if block.link_share:
            container.link_words += block.words * block.link_share
        container.end = block.index + 1
    for container in reversed(containers):
        parent, end = container.parent, container.end
        if end and parent is not None:
            parent.words += container.words
            parent.link_words += container.link_words
            if end > parent.end:
                parent.end = end
