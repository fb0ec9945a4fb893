"""The walk over a document that makes the blocks and containers of its page."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.claims import Head, read_claims
from cleanarticle.page.model import (
    Block,
    Container,
    Inline,
    MediaElement,
    MicrodataItem,
    OutlineEntry,
    Page,
    PaginationLink,
    RunMark,
    Within,
)
from cleanarticle.page.segment.attributes import InlineKind, kind_by_class, meaning_of, split_names, with_source
from cleanarticle.page.segment.elements import (
    BOXES,
    CELLS,
    HEADINGS,
    LAYOUT,
    LISTS,
    MARKS,
    MEANING,
    MEDIA,
    OUTLINED,
    PLAYERS,
    TEXT_ELEMENTS,
    Layout,
)
from cleanarticle.page.segment.formulas import (
    formula_of_image,
    formula_of_math,
    is_formula_script,
    stands_in_for_formula,
    without_style,
)
from cleanarticle.page.segment.link_notices import without_notice
from cleanarticle.page.segment.note_signs import is_anchor_sign, is_note_sign
from cleanarticle.page.segment.sums import roll_up
from cleanarticle.page.segment.text import BREAK, UNPRINTABLE, Span, count_words, normalise_space, split_at_breaks
from cleanarticle.parse.document import EMPTY_ELEMENT, NO_ATTRIBUTES, Attributes, Element, Visitor, is_structured_data

__all__ = ["Walk"]

# Names of this module, whose types `walk.pxd` gives: a look-up in a table of another module costs ten times as much.
_LAYOUT: Final = LAYOUT
_MEANING: Final = MEANING
_LISTS: Final = LISTS
_TEXT_ELEMENTS: Final = TEXT_ELEMENTS
_MARKS: Final = MARKS
_OUTLINED: Final = OUTLINED
_PRE: Final = Within.PRE
_BREAKS: Final = InlineKind.BREAK
_MARKED: Final = InlineKind.MARKED
_BLOCK: Final = Layout.BLOCK
_INLINE: Final = Layout.INLINE
_BOLD: Final = Layout.BOLD
_SPECIAL: Final = Layout.SPECIAL
_MOST_OPEN: Final = 16
"""Open inline elements that are tracked: each reads its own text, and a page may nest thousands."""
_LINES: Final = frozenset({"div", "p", "li", "ol", "ul"})
"""Block-level elements that highlighters put into `pre`, one a line."""
_ANCHORED: Final = HEADINGS | {"dt"}
"""Elements that end in a link to themselves in documentation."""
_MOST_SIGN_PIECES: Final = 5
"""Strings of a link that is only a sign: MediaWiki writes the brackets of a note apart."""
_BACK_LINKS: Final = frozenset(f"{sign}{style}" for sign in "↩↵⤴⏎↑^" for style in ("", "\ufe0e", "\ufe0f"))
"""Texts of links from a footnote back to its reference: signs, not words."""
_PAGE_ADDRESS: Final = lazy_pattern(r"\D0?[1-9][0-9]?(?:/|\.\w{1,5})?(?:[?#].{0,40})?$")
"""Matches the end of an address that may be one page of several, in the last characters of the address."""
# Measured: at 40 and at 112, none of 256 pages changes.
_ADDRESS_END: Final = 56
# Measured: at 100 and at 1,600, none of 256 pages changes.
_MOST_LINKS: Final = 400
_RECORDINGS: Final = ("VideoObject", "AudioObject")
# Measured: at 10 and at 200, none of 256 pages changes.
_MOST_ITEMS: Final = 50
# Measured: at 2 and at 8, none of 256 pages changes.
_SCOPE_LEVELS: Final = 4
_HIDDEN: Final = InlineKind.HIDDEN
_LEFT_OUT: Final = InlineKind.LEFT_OUT
_RUBY: Final = Layout.READING
_PAGINATION: Final = InlineKind.PAGINATION
_OpenBlock = tuple[int, str, Element]
"""An open block-level element: depth, name, element."""
_OpenMark = tuple[int, int, str, Element]
"""A marked inline element that is open: depth, start in the run, kind of mark, element."""
_OpenInline = tuple[int, InlineKind, int, int, str, Attributes]
"""A tracked inline element: depth, kind, start in the run, number of that run, name, attributes."""


class Walk(Visitor):
    """The state of one walk: the open elements, the run of text being read, and the page so far.

    The walk gets start tags and texts, but no end tags: a node at depth d first closes every open element at depth d
    or deeper. After the text "ferry" in

        <article><div><p>The <a href="/f">old ferry

    the state is

        open_blocks       article  div  p         open block-level elements, outermost first
        open_containers   article  div            the first of them that are containers already
        link_depth        3                       depth of the open link; -1 without one
        innermost_depth   3                       of the innermost open element: a deeper node closes nothing
        run               ["The ", "old ferry"]   text that will become a block of p

    An element becomes a `Container` only when the first text or media in it is added to the page.

    Buttons and `noscript` in a line of text are boxes. As long as an open box has no text, the run continues around
    it; text in a box ends the run before the box. `box_start` is the index of the outermost open box in `open_blocks`,
    so that the run belongs to the element before it; 0 without a box.
    """

    __slots__ = (
        "base",
        "blocks",
        "box_start",
        "class_kinds",
        "class_words",
        "containers",
        "head_links",
        "hidden_start",
        "inlines",
        "innermost_depth",
        "item_types",
        "items",
        "language",
        "link_address",
        "link_class",
        "link_depth",
        "link_element",
        "link_spans",
        "link_start",
        "marks",
        "media",
        "metas",
        "open_blocks",
        "open_containers",
        "open_inlines",
        "open_marks",
        "outline",
        "pagination_links",
        "pre_depth",
        "run",
        "run_count",
        "scripts",
        "strong_depth",
        "strong_spans",
        "strong_start",
        "title",
    )

    def __init__(self) -> None:
        root = Container(0, "#root", None, EMPTY_ELEMENT, NO_ATTRIBUTES, (), 0, 0, 0)
        self.containers = [root]
        self.open_blocks: list[_OpenBlock] = [(-1, root.tag, EMPTY_ELEMENT)]
        self.open_containers = [root]
        self.box_start = 0
        self.innermost_depth = -1
        self.blocks: list[Block] = []
        self.media: list[MediaElement] = []
        self.inlines: list[Inline] = []
        self.open_inlines: list[_OpenInline] = []
        self.open_marks: list[_OpenMark] = []
        self.marks: list[RunMark] = []
        self.outline: list[OutlineEntry] = []
        self.run: list[str] = []
        self.run_count = 0
        self.link_depth = self.strong_depth = -1
        self.link_start = self.strong_start = 0
        self.hidden_start = -1
        self.pre_depth = -1
        self.link_element: Element = EMPTY_ELEMENT
        self.link_class: str | None = None
        self.link_spans: list[Span] = []
        self.strong_spans: list[Span] = []
        self.class_words: dict[str, tuple[str, ...]] = {}
        self.class_kinds: dict[str, InlineKind | None] = {}
        self.language: str | None = None
        self.title: str | None = None
        self.metas: list[Attributes] = []
        self.head_links: list[Attributes] = []
        self.scripts: list[str] = []
        self.item_types: list[str | None] = []
        self.base: str | None = None
        self.link_address: str | None = None
        self.pagination_links: list[PaginationLink] = []
        self.items: dict[int, tuple[Element, MicrodataItem]] = {}

    def page(self, most_json: int) -> Page:
        """The page, with the sums of each container."""
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
        names = frozenset().union(*self.class_words.values())
        items = [item for _, item in self.items.values()]
        return Page(
            self.blocks,
            self.containers,
            self.inlines,
            self.media,
            claims,
            names,
            self.pagination_links,
            items,
            self.outline,
        )

    def text(self, text: str, depth: int) -> None:
        """Add characters to the run."""
        if depth <= self.innermost_depth:
            self.leave(depth)
        if self.box_start and not text.isspace():
            self._end_run_before_boxes()
        if self.run or text != " ":
            self.run.append(text)

    def space(self, depth: int) -> None:
        """Add white space to the run, except at its start."""
        if self.run:
            if depth <= self.innermost_depth:
                self.leave(depth)
            if self.run:
                self.run.append(" ")

    def open(self, tag: str, depth: int, element: Element) -> None:
        """Enter an element."""
        if depth <= self.innermost_depth:
            self.leave(depth)
        layout = _LAYOUT.get(tag)
        if self.pre_depth >= 0 and tag in _LINES:
            self._begin_line()
            return
        if layout is _BLOCK or (layout is None and not self.is_in_text()):
            if self.run:
                self._end_run_before(tag)
            elif self.marks:
                self.marks.clear()
            if self.open_blocks[-1][1] == "figure":
                self._add_background(element.attributes)
            if tag in _OUTLINED:
                self.outline.append((depth, tag, element, len(self.blocks)))
            self.open_blocks.append((depth, tag, element))
            self.innermost_depth = depth
            if tag == "pre" and self.pre_depth < 0:
                self.pre_depth = depth
            return
        kind = _MARKS.get(tag)
        if kind is not None and self.hidden_start < 0 and len(self.open_marks) < _MOST_OPEN:
            self.open_marks.append((depth, len(self.run), kind, element))
            self.innermost_depth = depth
        if layout is _INLINE:
            attributes = element.attributes
            if attributes:
                self.open_inline(tag, depth, attributes)
                if tag == "a":
                    self.link_element = element
        elif layout is _BOLD:
            self.open_bold(depth)
        elif layout is _SPECIAL:
            self.open_special(tag, element)
        elif layout is _RUBY:
            self._track_inline(_LEFT_OUT, tag, depth, NO_ATTRIBUTES)

    def is_in_text(self) -> bool:
        """True if the innermost open block holds only text and inline elements, so that unknown elements are inline."""
        return self.open_blocks[-1][1] in _TEXT_ELEMENTS

    def leave(self, depth: int) -> None:
        """Leave every element at this depth or deeper."""
        if self.open_inlines:
            self.close_inlines(depth)
        if depth <= self.link_depth:
            self._close_link()
            self.link_depth = -1
        if depth <= self.strong_depth:
            self.strong_spans.append((self.strong_start, len(self.run)))
            self.strong_depth = -1
        if self.open_marks and depth <= self.open_marks[-1][0]:
            self._close_marks(depth)
        open_blocks = self.open_blocks
        innermost = open_blocks[-1][0]
        if depth <= self.pre_depth:
            self.pre_depth = -1
        if depth <= innermost:
            if self.box_start:
                self._leave_boxes(depth)
                innermost = open_blocks[-1][0]
            if self.run and depth <= innermost:
                self.end_run()
            elif self.marks:
                self.marks.clear()  # of pictures without a text
            open_containers = self.open_containers
            while depth <= innermost:
                open_blocks.pop()
                if len(open_containers) > len(open_blocks):
                    container = open_containers.pop()
                    if container.tag == "tr":
                        self._join_cells(container)
                innermost = open_blocks[-1][0]
        if self.link_depth > innermost:
            innermost = self.link_depth
        if self.strong_depth > innermost:
            innermost = self.strong_depth
        if self.open_inlines and self.open_inlines[-1][0] > innermost:
            innermost = self.open_inlines[-1][0]
        if self.open_marks and self.open_marks[-1][0] > innermost:
            innermost = self.open_marks[-1][0]
        self.innermost_depth = innermost

    def close(self) -> None:
        """Leave everything at the end of the page."""
        self.leave(0)
        self.end_run()

    def open_inline(self, tag: str, depth: int, attributes: Attributes) -> None:
        """Enter an inline element with attributes."""
        kind = self._inline_kind(tag, attributes)
        if kind is _BREAKS:
            self._add_break()
        elif kind is not None:
            self._track_inline(kind, tag, depth, attributes)
        elif "style" in attributes and self.open_blocks[-1][1] == "figure":
            self._add_background(attributes)
        # Of nested links only the outermost counts, so that no character counts twice.
        if tag == "a" and self.link_depth < 0 and self.hidden_start < 0:
            self.link_start = len(self.run)
            self.link_depth = self.innermost_depth = depth
            self.link_class = attributes.get("class")
            self.link_address = attributes.get("href")
            if kind is None and self._may_be_pagination(self.link_address):
                self._track_inline(_PAGINATION, tag, depth, attributes)

    def open_bold(self, depth: int) -> None:
        """Enter a bold element; of nested ones only the outermost counts."""
        if self.strong_depth < 0 and self.hidden_start < 0:
            self.strong_start = len(self.run)
            self.strong_depth = self.innermost_depth = depth

    def close_inlines(self, depth: int) -> None:
        """Leave every tracked inline element at this depth or deeper."""
        open_inlines = self.open_inlines
        while open_inlines and open_inlines[-1][0] >= depth:
            _, kind, start, run_number, tag, attributes = open_inlines.pop()
            if kind is _HIDDEN:
                self._set_apart(tag, attributes, self._take_hidden())
                self.hidden_start = -1
                continue
            if kind is _LEFT_OUT:
                self._take_hidden()
                self.hidden_start = -1
                continue
            if run_number != self.run_count:
                start = 0  # the element began in an earlier run
            text = normalise_space("".join(self.run[start:]).replace(BREAK, " "))
            if kind is _PAGINATION:
                self.pagination_links.append(PaginationLink(attributes, text, len(self.blocks)))
                continue
            self.inlines.append(Inline(tag, attributes, text, len(self.blocks)))

    def _close_link(self) -> None:
        """Leave the open link; signs that are links, but no words, leave the run."""
        run, start = self.run, self.link_start
        if len(run) <= start + _MOST_SIGN_PIECES and len(run) > start:
            text = normalise_space("".join(run[start:]))
            if text in _BACK_LINKS or (self.open_blocks[-1][1] in _ANCHORED and is_anchor_sign(text)):
                # Neither the arrow of a footnote nor the anchor of a heading is part of its text.
                self._cut_run(start)
                return
            if text and is_note_sign(text, self.link_element.attributes, is_raised=self._is_raised()):
                self._cut_run(start)
                self.marks.append((start, start, "footnote", self.link_element))
                return
        self._drop_notice()
        self.link_spans.append((start, len(run)))

    def _is_raised(self) -> bool:
        """True if the text is in a `sup` element."""
        for mark in self.open_marks:  # noqa: SIM110 - a compiled method has no generators
            if mark[2] == "sup":
                return True
        return False

    def _cut_run(self, length: int) -> None:
        """Remove the end of the run, with the marks in it."""
        del self.run[length:]
        if self.marks and self.marks[-1][1] > length:
            self.marks = [mark for mark in self.marks if mark[1] <= length]

    def _close_marks(self, depth: int) -> None:
        """Leave every marked inline element at this depth or deeper."""
        open_marks, end = self.open_marks, len(self.run)
        while open_marks and open_marks[-1][0] >= depth:
            _, start, kind, element = open_marks.pop()
            if start < end:
                self.marks.append((start, end, kind, element))

    def _begin_line(self) -> None:
        """Begin a line of code at an element that is one: some highlighters make a box of each line."""
        run = self.run
        if run and run[-1] != BREAK and not run[-1].endswith("\n"):
            run.append(BREAK)

    def _add_formula(self, tex: str, element: Element) -> None:
        """Add a formula to the run."""
        if not tex or self.hidden_start >= 0:
            return
        if self.box_start:
            self._end_run_before_boxes()
        place = len(self.run)
        self.run.append(tex)
        self.marks.append((place, place + 1, "math", element))

    def _drop_notice(self) -> None:
        """Drop what the open link says at its end of the tab or window that it opens."""
        run = self.run
        last = len(run) - 1
        while last >= self.link_start and run[last].isspace():
            last -= 1
        if last >= self.link_start:
            text = run[last]
            kept = without_notice(text)
            if kept is not text:
                run[last:] = [kept] if kept else []
                self._cut_run(len(run))

    def open_special(self, tag: str, element: Element) -> None:
        """Handle an element that is neither inline nor a container of text: a break, media, metadata."""
        if tag == "br":
            self._add_break()
        elif tag == "math":
            self._add_formula(formula_of_math(element), element)
        elif tag in MEDIA:
            if tag == "img" and self.hidden_start < 0:
                tex = formula_of_image(element.attributes)
                if stands_in_for_formula(element.attributes):
                    return
                if tex:
                    self._add_formula(tex, element)
                    return
                self.marks.append((len(self.run), len(self.run), "image", element))
            link = self.link_address if self.link_depth >= 0 else None
            attributes = with_source(element) if tag in PLAYERS else element.attributes
            self.media.append(MediaElement(tag, attributes, self.container(), len(self.blocks), link))
        elif tag == "hr":
            if self.box_start:
                self._end_run_before_boxes()
            self.end_run()
            self.outline.append((0, tag, element, len(self.blocks)))
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
        elif tag == "script":
            if is_structured_data(element.attributes):
                self.scripts.append(element.text())
            elif is_formula_script(element.attributes):
                self._add_formula(normalise_space(without_style(element.text())), element)

    def _add_background(self, attributes: Attributes) -> None:
        """Add the picture that an element in a figure shows as its CSS background."""
        style = attributes.get("style") if attributes else None
        if style and "background" in style and "url(" in style:
            link = self.link_address if self.link_depth >= 0 else None
            self.media.append(MediaElement("background", attributes, self.container(), len(self.blocks), link))

    def _may_be_pagination(self, address: str | None) -> bool:
        """True if the address of a link may be one page of several."""
        if not address or len(self.pagination_links) >= _MOST_LINKS:
            return False
        # Most addresses end in a word. A cheap test sorts them out before the regular expression.
        end = address[-_ADDRESS_END:]
        place = len(end)
        while place > 0:
            if _ends_in_digit(end, place):
                return _PAGE_ADDRESS.search(end) is not None
            place = max(end.rfind("?", 0, place), end.rfind("#", 0, place))
        return False

    def _add_property(self, attributes: Attributes, value: str | None) -> None:
        """Add a property of microdata, if the item around it is a video or a recording."""
        for _, _, element in reversed(self.open_blocks[-_SCOPE_LEVELS:]):
            kind = element.attributes.get("itemtype")
            if kind is None:
                continue
            if value and kind.endswith(_RECORDINGS) and (id(element) in self.items or len(self.items) < _MOST_ITEMS):
                # Keeping the element keeps its id unique.
                _, item = self.items.setdefault(id(element), (element, MicrodataItem(kind, len(self.blocks), {})))
                for name in (attributes["itemprop"] or "").split():
                    item.properties.setdefault(name, value)
            return

    def _add_break(self) -> None:
        """Add a line break to the run; the second one in a row ends the run."""
        if self.box_start:
            return
        if self.run and self._ends_in_break() and not self.container().within & _PRE:
            self.end_run()
        self.run.append(BREAK)

    def end_run(self) -> None:
        """End the run and make its blocks, one for each part between double line breaks."""
        run = self.run
        hidden = self._take_hidden() if self.hidden_start >= 0 else ""
        raw = run[0] if len(run) == 1 else "".join(run)
        if raw and not raw.isspace():
            if self.link_depth >= 0:
                self.link_spans.append((self.link_start, len(run)))
            if self.strong_depth >= 0:
                self.strong_spans.append((self.strong_start, len(run)))
            container = self.container()
            blocks = len(self.blocks)
            spans = [(0, len(run))]
            if container.within & _PRE:
                text = UNPRINTABLE.sub("", raw.replace(BREAK, "\n"))
                self._add_block(text.strip("\n").rstrip(), container, 0, len(run))
            elif BREAK in raw:
                parts = split_at_breaks(run)
                spans = [span for _, span in parts]
                for text, (start, end) in parts:
                    self._add_block(text, container, start, end)
            else:
                self._add_block(normalise_space(raw), container, 0, len(run))
            if (self.marks or self.open_marks) and len(self.blocks) > blocks:
                if len(spans) == 1:
                    self._mark_block(self.blocks[-1])
                else:
                    self._mark_blocks(self.blocks[blocks:], spans)
        self.run.clear()
        self.marks.clear()
        if self.open_marks:
            self.open_marks = [(depth, 0, kind, element) for depth, _, kind, element in self.open_marks]
        self.run_count += 1
        self.link_spans.clear()
        self.strong_spans.clear()
        self.link_start = self.strong_start = 0
        if hidden:
            for _, kind, _, _, tag, attributes in self.open_inlines:
                if kind is _HIDDEN:
                    self._set_apart(tag, attributes, hidden)
                    return

    def _end_run_before(self, tag: str) -> None:
        """End the run before a block-level element, unless that may be an empty box in the line."""
        if self.box_start:
            if self.open_blocks[self.box_start][1] != "button":
                self._end_run_before_boxes()
        elif tag in BOXES and self.is_in_text():
            self.box_start = len(self.open_blocks)
        else:
            self.end_run()

    def _end_run_before_boxes(self) -> None:
        """End the run before the open boxes, because they contain text."""
        start, self.box_start = self.box_start, 0
        boxes, containers = self.open_blocks[start:], self.open_containers[start:]
        del self.open_blocks[start:], self.open_containers[start:]
        self.end_run()
        self.open_blocks += boxes
        self.open_containers += containers
        for container in containers:
            container.first = len(self.blocks)

    def _leave_boxes(self, depth: int) -> None:
        """Leave the boxes at this depth or deeper. None of them has text, so the run continues."""
        while len(self.open_blocks) > self.box_start and depth <= self.open_blocks[-1][0]:
            self.open_blocks.pop()
            del self.open_containers[len(self.open_blocks) :]
        if len(self.open_blocks) == self.box_start:
            self.box_start = 0

    def container(self) -> Container:
        """The container of the innermost open block; creates those that are missing."""
        containers = self.open_containers
        if len(containers) < len(self.open_blocks):
            for _, tag, element in self.open_blocks[len(containers) :]:
                containers.append(self._new_container(tag, containers[-1], element, element.attributes))
        return containers[-1]

    def _track_inline(self, kind: InlineKind, tag: str, depth: int, attributes: Attributes) -> None:
        """Keep an inline element until it ends: only then is its text known."""
        if kind is _HIDDEN or kind is _LEFT_OUT:
            if self.hidden_start >= 0:
                return
            self.hidden_start = len(self.run)
        elif len(self.open_inlines) >= _MOST_OPEN:
            return
        self.open_inlines.append((depth, kind, len(self.run), self.run_count, tag, attributes))
        self.innermost_depth = depth

    def _new_container(self, tag: str, parent: Container, element: Element, attributes: Attributes) -> Container:
        within, lists = parent.within, parent.list_depth
        if tag in _MEANING:
            within |= _MEANING[tag]
            if tag in _LISTS:
                lists += 1
        names: tuple[str, ...] = ()
        if attributes:
            if "role" in attributes or "hidden" in attributes or "style" in attributes:
                within |= meaning_of(attributes)
            if "itemtype" in attributes:
                self.item_types.append(attributes["itemtype"])
            names = self._names(attributes)
        first = len(self.blocks)
        container = Container(len(self.containers), tag, parent, element, attributes, names, within, lists, first)
        self.containers.append(container)
        return container

    def _names(self, attributes: Attributes) -> tuple[str, ...]:
        names: tuple[str, ...] = ()
        classes, identifier = attributes.get("class"), attributes.get("id")
        if classes:
            known = self.class_words.get(classes)
            names = known if known is not None else self.class_words.setdefault(classes, split_names(classes))
        return names + split_names(identifier) if identifier else names

    def _inline_kind(self, tag: str, attributes: Attributes) -> InlineKind | None:
        """What an inline element does; `None` for plain markup."""
        if ("style" in attributes or "hidden" in attributes) and meaning_of(attributes) & Within.HIDDEN:
            # MediaWiki hides the MathML of a formula and shows a picture.
            return None if "mathml" in (attributes.get("class") or "") else _HIDDEN
        if tag == "time" or "itemprop" in attributes:
            return _MARKED
        rel = attributes.get("rel")
        if rel:
            if "author" in rel or "tag" in rel:
                return _MARKED
            if "next" in rel:
                return _PAGINATION
        names = attributes.get("class")
        if not names:
            return None
        if names not in self.class_kinds:
            self.class_kinds[names] = kind_by_class(names.lower())
        return self.class_kinds[names]

    def _add_block(self, text: str, container: Container, start: int, end: int) -> None:
        """Add a block for the part of the run from `start` to `end`; 0 and 0 for text outside the run."""
        if not text:
            return
        links = self._share(self.link_spans, start, end, len(text)) if self.link_spans else 0.0
        strongs = self._share(self.strong_spans, start, end, len(text)) if self.strong_spans else 0.0
        block = Block(len(self.blocks), text, container.tag, container, count_words(text), links, strongs)
        if links == 1.0 and self.link_class:
            block.link_names = split_names(self.link_class)
        self.blocks.append(block)

    def _mark_block(self, block: Block) -> None:
        """Give the only block of the run all marks, and the run itself: a page has hundreds of blocks with a link."""
        marks = self.marks
        for _, start, kind, element in self.open_marks:
            marks.append((start, len(self.run), kind, element))
        block.run, block.run_marks = self.run, marks
        self.run, self.marks = [], []

    def _mark_blocks(self, blocks: list[Block], spans: list[Span]) -> None:
        """Give the blocks of the run, of which each has a span of it, the marks in them."""
        length = len(self.run)
        starts = [span[0] for span in spans]
        is_open = [(start, length, kind, element) for _, start, kind, element in self.open_marks]
        for first, last, kind, element in (*self.marks, *is_open):
            place = max(bisect_right(starts, first) - 1, 0)
            while place < len(spans) and (starts[place] < last or starts[place] == first):
                start, end = spans[place]
                if first < end or first == last == end:
                    block = blocks[place]
                    if block.run_marks is None:
                        block.run, block.run_marks = self.run[start:end], []
                    block.run_marks.append((max(first, start) - start, min(last, end) - start, kind, element))
                place += 1

    def _share(self, spans: list[Span], start: int, end: int, length: int) -> float:
        """The share of a part of the run, `length` characters long, that these spans cover.

        Spans are in order and apart, and a run of lines may have one in each of thousands of parts.
        """
        covered = 0
        for place in range(max(bisect_right(spans, (start, len(self.run))) - 1, 0), len(spans)):
            first, last = spans[place]
            if first >= end:
                break
            if first <= start < end <= last:
                return 1.0
            if last > start:
                covered += len(" ".join("".join(self.run[max(first, start) : min(last, end)]).split()))
        return covered / length if covered < length else 1.0

    def _ends_in_break(self) -> bool:
        """True if only white space follows the last line break of the run."""
        for piece in reversed(self.run):
            if not piece.isspace():
                return piece == BREAK
        return False

    def _take_hidden(self) -> str:
        """Remove the text of the hidden inline element from the run and return it."""
        hidden = self.run[self.hidden_start :]
        self._cut_run(self.hidden_start)
        self.hidden_start = 0
        return normalise_space("".join(hidden).replace(BREAK, " "))

    def _set_apart(self, tag: str, attributes: Attributes, text: str) -> None:
        """Add hidden inline text as a block of its own, so that a rule can drop it."""
        if not text:
            return
        container = self._new_container(tag, self.container(), EMPTY_ELEMENT, attributes)
        container.within |= Within.HIDDEN
        self._add_block(text, container, 0, 0)

    def _join_cells(self, row: Container) -> None:
        """Join the blocks of a table row into one if each is the text of a whole cell."""
        cells = self.blocks[row.first :]
        if len(cells) < 2:
            return
        words = linked = strong = 0.0
        characters = 0
        for block in cells:
            if block.tag not in CELLS or block.container.parent is not row:
                return
            words += block.words
            characters += len(block.text)
            linked += block.link_density * len(block.text)
            strong += block.strong_share * len(block.text)
        del self.blocks[row.first :]
        text = " ".join([block.text for block in cells])
        block = Block(row.first, text, "tr", row, words, linked / characters, strong / characters)
        block.cells = cells
        self.blocks.append(block)


def _ends_in_digit(address: str, end: int) -> bool:
    """True if an address cut off at `end` ends in a digit, apart from a slash or a suffix such as `.html` after it."""
    last = address[end - 1]
    if last == "/":
        return end > 1 and address[end - 2].isdigit()
    if last.isdigit():
        return True
    dot = address.rfind(".", max(0, end - 6), end)
    return dot > 0 and address[dot - 1].isdigit()
