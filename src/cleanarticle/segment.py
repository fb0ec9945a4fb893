"""Document to Page: one walk that cuts the page into blocks of text with their containers.

A block is a run of text below one block-level element. Inline markup never cuts a run, two line breaks in a row do,
and white space is collapsed once, when the run ends, so that no word fuses or splits at a tag.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final

from cleanarticle.claims import Head, read_claims
from cleanarticle.dom.document import OPAQUE, TEXT, Attributes, Document
from cleanarticle.page import Block, Container, Inline, Media, Page, Within

__all__ = ["segment"]

INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr output q rb rp rt "
    "rtc ruby s samp small span strike strong sub sup time tt u var amp-anchor amp-timeago picture".split()
)
MEDIA: Final = frozenset(
    "img source video audio iframe embed object amp-img amp-video amp-iframe amp-audio track".split()
)
TEXT_ELEMENTS: Final = frozenset("p h1 h2 h3 h4 h5 h6 dt figcaption summary".split())
BLOCK_LEVEL: Final = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup legend li listing main menu nav noscript ol "
    "optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp".split()
)
VOID: Final = frozenset("br hr input wbr area base col param".split())
SPECIAL: Final = MEDIA | VOID | OPAQUE | {"meta", "link", "html"}
STRONG: Final = frozenset({"b", "strong"})
CELLS: Final = frozenset({"td", "th"})
LISTS: Final = frozenset({"ul", "ol", "menu", "dl"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

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

_LOWER_WORD: Final = re.compile(r"[a-z]+")
_NAME_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}(?![a-z])")
_HIDDEN_STYLE: Final = re.compile(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
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
_SENTENCE_ENDS: Final = ".!?。！？…؟۔।\"'”’»“」』)"
_NO_ATTRIBUTES: Final[Attributes] = {}
_MARK_NAMES: Final = ("author", "byline", "writer", "date", "time", "publish", "credit", "copyright", "photo")
_UNSEEN_NAMES: Final = ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader", "screenreader", "a11y-hidden")


class _Kind(IntEnum):
    """What ends when the walk leaves an inline element."""

    LINK = 1
    STRONG = 2
    MARKED = 3
    UNSEEN = 4


_LINK: Final = _Kind.LINK
_STRONG: Final = _Kind.STRONG
_MARKED: Final = _Kind.MARKED
_UNSEEN: Final = _Kind.UNSEEN

_Frame = tuple[str, Attributes]
_Span = tuple[int, int]
"""A part of a run: index of its first piece, and index after its last."""
_Opened = tuple[int, _Kind, int, int, str, Attributes]


def segment(document: Document, *, most_json: int = 4_000_000) -> Page:
    """Cut a page into blocks.

    Args:
        document: The parsed page.
        most_json: Characters of structured data that are read at most.

    Returns:
        The page's blocks, containers, media and claims, with the sums of each container rolled up.
    """
    walk = _Walk()
    run, frames, frame_depths, path = walk.run, walk.frames, walk.frame_depths, walk.path
    for tag, depth, attributes, text in zip(
        document.tags, document.depths, document.attributes, document.texts, strict=True
    ):
        if depth <= walk.inline_depth:
            walk.close_inline(depth)
        if depth <= frame_depths[-1]:
            if run:
                walk.flush()
            while depth <= frame_depths[-1]:
                frame_depths.pop()
                frames.pop()
                if len(path) > len(frames):
                    walk.leave(path.pop())
        if tag == TEXT:
            if run or text != " ":
                run.append(text)
        elif tag in INLINE:
            if attributes or tag in STRONG:
                walk.open_inline(tag, depth, attributes)
        elif tag in SPECIAL:
            walk.open_special(tag, attributes, text)
        elif tag in BLOCK_LEVEL or not walk.is_in_text():
            if run:
                walk.flush()
            frames.append((tag, attributes))
            frame_depths.append(depth)
    walk.close()
    return walk.page(most_json)


class _Walk:
    """The state of one walk: what is open, the run of text being read, and what was found so far.

    `frames` are the open block-level elements, `frame_depths` their depths. An element becomes a Container when the
    first text or picture in it is found: `path` holds those that have become one, the outermost first.
    """

    __slots__ = (
        "blocks",
        "containers",
        "flushes",
        "frame_depths",
        "frames",
        "head_links",
        "inline_depth",
        "inlines",
        "item_types",
        "kinds_of",
        "language",
        "link_start",
        "links",
        "media",
        "metas",
        "names_of",
        "open",
        "path",
        "run",
        "scripts",
        "strong_start",
        "strongs",
        "title",
        "unseen_start",
    )

    def __init__(self) -> None:
        root = Container(0, "#root", None, _NO_ATTRIBUTES, (), 0, 0, 0)
        self.containers = [root]
        self.frames: list[_Frame] = [(root.tag, root.attributes)]
        self.path = [root]
        self.frame_depths = [-1]
        self.blocks: list[Block] = []
        self.media: list[Media] = []
        self.inlines: list[Inline] = []
        self.open: list[_Opened] = []
        self.inline_depth = -1
        self.run: list[str] = []
        self.flushes = 0
        self.link_start = self.strong_start = self.unseen_start = -1
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
        )
        claims = read_claims(head, most_json=most_json)
        names = frozenset().union(*self.names_of.values())
        return Page(self.blocks, self.containers, self.inlines, self.media, claims, names)

    def is_in_text(self) -> bool:
        """Whether the innermost open element holds nothing but text, so that an unknown element in it is inline."""
        return self.frames[-1][0] in TEXT_ELEMENTS

    def open_inline(self, tag: str, depth: int, attributes: Attributes) -> None:
        """Enter an inline element that a feature or a field depends on."""
        kind = self._inline_kind(tag, attributes) if attributes else None
        if kind is _UNSEEN:
            if self.unseen_start < 0:
                self.unseen_start = len(self.run)
                self._open(depth, kind, tag, attributes)
            return
        if kind is not None and len(self.open) < _MOST_OPEN:
            self._open(depth, kind, tag, attributes)
        if self.unseen_start >= 0:
            return
        # Of elements nested in each other only the outermost counts, so that no character counts twice.
        if tag == "a":
            if self.link_start < 0:
                self.link_start = len(self.run)
                self._open(depth, _LINK, tag, attributes)
        elif tag in STRONG and self.strong_start < 0:
            self.strong_start = len(self.run)
            self._open(depth, _STRONG, tag, attributes)

    def close_inline(self, depth: int) -> None:
        """Leave every inline element at this depth or deeper."""
        opened = self.open
        while opened and opened[-1][0] >= depth:
            _, kind, start, flushes, tag, attributes = opened.pop()
            if kind is _LINK:
                self.links.append((self.link_start, len(self.run)))
                self.link_start = -1
            elif kind is _STRONG:
                self.strongs.append((self.strong_start, len(self.run)))
                self.strong_start = -1
            elif kind is _MARKED:
                if flushes != self.flushes:
                    start = 0
                text = normalise_space("".join(self.run[start:]).replace(_BREAK, " "))
                self.inlines.append(Inline(tag, attributes, text, len(self.blocks)))
            else:
                self._set_apart(tag, attributes, self._take_unseen())
                self.unseen_start = -1
        self.inline_depth = opened[-1][0] if opened else -1

    def leave(self, container: Container) -> None:
        """Leave a container."""
        if container.tag == "tr":
            self._join_cells(container)

    def close(self) -> None:
        """Leave everything at the end of the page."""
        self.close_inline(0)
        self.flush()
        while len(self.path) > 1:
            self.leave(self.path.pop())

    def open_special(self, tag: str, attributes: Attributes, text: str) -> None:
        """Enter an element that is neither inline markup nor a container of text."""
        if tag == "br":
            if self.run and self._ends_in_break() and not self.container().within & Within.PRE:
                self.flush()
            self.run.append(_BREAK)
        elif tag in MEDIA:
            self.media.append(Media(tag, attributes, self.container(), len(self.blocks)))
        elif tag == "hr":
            self.flush()
        elif tag == "meta":
            self.metas.append(attributes)
        elif tag == "link":
            self.head_links.append(attributes)
        elif tag == "title":
            self.title = self.title or normalise_space(text) or None
        elif tag == "html":
            self.language = self.language or attributes.get("lang") or attributes.get("xml:lang")
        elif text:
            self.scripts.append(text)

    def flush(self) -> None:
        """End the run: make its text into blocks, one for each part between double line breaks."""
        run = self.run
        unseen = self._take_unseen() if self.unseen_start >= 0 else ""
        raw = "".join(run)
        if raw and not raw.isspace():
            if self.link_start >= 0:
                self.links.append((self.link_start, len(run)))
            if self.strong_start >= 0:
                self.strongs.append((self.strong_start, len(run)))
            container = self.container()
            if container.within & Within.PRE:
                text = _UNPRINTABLE.sub("", raw.replace(_BREAK, "\n"))
                self._add_block(text.strip("\n").rstrip(), container, (0, len(run)))
            elif _BREAK in raw:
                for text, span in _split_at_breaks(run):
                    self._add_block(text, container, span)
            else:
                self._add_block(normalise_space(raw), container, (0, len(run)))
        run.clear()
        self.flushes += 1
        self.links.clear()
        self.strongs.clear()
        if self.link_start > 0:
            self.link_start = 0
        if self.strong_start > 0:
            self.strong_start = 0
        if unseen:
            tag, attributes = next(each[4:] for each in self.open if each[1] is _UNSEEN)
            self._set_apart(tag, attributes, unseen)

    def container(self) -> Container:
        """The innermost open element, as a Container."""
        path = self.path
        if len(path) < len(self.frames):
            for tag, attributes in self.frames[len(path) :]:
                path.append(self._new_container(tag, path[-1], attributes))
        return path[-1]

    def _open(self, depth: int, kind: _Kind, tag: str, attributes: Attributes) -> None:
        self.open.append((depth, kind, len(self.run), self.flushes, tag, attributes))
        self.inline_depth = depth

    def _new_container(self, tag: str, parent: Container, attributes: Attributes) -> Container:
        within = parent.within | _MEANING.get(tag, 0)
        names: tuple[str, ...] = ()
        if attributes:
            if "role" in attributes or "hidden" in attributes or "style" in attributes:
                within |= _meaning_of(attributes)
            if "itemtype" in attributes:
                self.item_types.append(attributes["itemtype"])
            names = self._names(attributes)
        lists = parent.list_depth + 1 if tag in LISTS else parent.list_depth
        index = len(self.containers)
        container = Container(index, tag, parent, attributes, names, within, lists, len(self.blocks))
        self.containers.append(container)
        return container

    def _names(self, attributes: Attributes) -> tuple[str, ...]:
        raw = attributes.get("class") or ""
        if "id" in attributes:
            raw = f"{raw} {attributes['id'] or ''}"
        names = self.names_of.get(raw)
        if names is None:
            names = self.names_of[raw] = split_names(raw)
        return names

    def _inline_kind(self, tag: str, attributes: Attributes) -> _Kind | None:
        """Whether an inline element is out of sight, or says what its text is."""
        if ("style" in attributes or "hidden" in attributes) and _meaning_of(attributes) & Within.HIDDEN:
            return _Kind.UNSEEN
        if tag == "time" or "itemprop" in attributes:
            return _Kind.MARKED
        rel = attributes.get("rel")
        if rel and ("author" in rel or "tag" in rel):
            return _Kind.MARKED
        names = attributes.get("class")
        if not names:
            return None
        if names not in self.kinds_of:
            self.kinds_of[names] = _kind_by_name(names.lower())
        return self.kinds_of[names]

    def _add_block(self, text: str, container: Container, span: _Span) -> None:
        if not text:
            return
        length = len(text)
        link_share = _covered(self.run, self.links, span) / length if self.links else 0.0
        strong_share = _covered(self.run, self.strongs, span) / length if self.strongs else 0.0
        self.blocks.append(
            Block(
                len(self.blocks),
                text,
                container.tag,
                container,
                _count_words(text),
                link_share if link_share < 1.0 else 1.0,
                strong_share if strong_share < 1.0 else 1.0,
            )
        )

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
        self._add_block(text, container, (0, 0))

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


def split_names(raw: str) -> tuple[str, ...]:
    """The words of class names and ids, lower case: `postBody__ad-slot` → post body ad slot."""
    if raw.islower():
        return tuple(_LOWER_WORD.findall(raw))
    return tuple([word.lower() for word in _NAME_WORD.findall(raw)])


def normalise_space(text: str) -> str:
    """Collapse white space and drop characters that nobody sees."""
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(_UNPRINTABLE.sub("", text).split())


def _covered(run: list[str], spans: list[_Span], within: _Span) -> int:
    """Characters of a part of the run that stand in these spans."""
    start, end = within
    return sum(
        len(" ".join("".join(run[max(first, start) : min(last, end)]).split()))
        for first, last in spans
        if first < end and last > start
    )


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


def _count_words(text: str) -> float:
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
    if style and _HIDDEN_STYLE.search(style):
        meaning |= Within.HIDDEN
    return meaning


def _kind_by_name(names: str) -> _Kind | None:
    if any(name in names for name in _UNSEEN_NAMES):
        return _Kind.UNSEEN
    return _Kind.MARKED if any(name in names for name in _MARK_NAMES) else None


def _roll_up(containers: list[Container], blocks: list[Block]) -> None:
    """Give every container the sums of its blocks; children come after parents, so one pass backwards does."""
    for block in blocks:
        container = block.container
        container.words += block.words
        container.link_words += block.words * block.link_share
        container.end = block.index + 1
    for container in reversed(containers):
        parent = container.parent
        if parent is not None:
            parent.words += container.words
            parent.link_words += container.link_words
            if container.end > parent.end:
                parent.end = container.end
