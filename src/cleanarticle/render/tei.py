"""An article as TEI P5, the XML of the Text Encoding Initiative."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from cleanarticle.article import Article
from cleanarticle.content import (
    AsideBlock,
    BodyBlock,
    DescriptionItem,
    DescriptionListBlock,
    EmbedBlock,
    FigureBlock,
    Footnote,
    FootnotesBlock,
    ListBlock,
    MarkKind,
    Paragraph,
    QuoteBlock,
    TableBlock,
    TableCell,
    TextMark,
    ThematicBreak,
)
from cleanarticle.render.addresses import identifier, safe_address
from cleanarticle.render.inline import InlineEvent, MarkEnd, MarkPlace, MarkStart, inline_events
from cleanarticle.render.markup import closing_tag, escape, opening_tag
from cleanarticle.render.notes import note_of, note_signs

__all__ = ["to_tei"]

_RENDITIONS: Final[dict[MarkKind, str]] = {
    "emphasis": "italic",
    "strong": "bold",
    "code": "code",
    "sub": "subscript",
    "sup": "superscript",
    "strike": "strikethrough",
    "highlight": "highlight",
}
"""Marks that are `hi`, with how they look."""
_COMMON: Final = ("<p>", "<ab", "<div", "<list", "<quote", "<table")
"""Elements that make the content of a `body`; others may stand between them."""
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_XML_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_NO_XML_NAME: Final = re.compile(r"[^\w.-]", re.ASCII)


def to_tei(article: Article) -> str:
    """Write an article as a TEI P5 document.

    The header has title, subtitle, authors, publisher, date, address, language and keywords. The text has a `div` for
    each heading with what stands below it, and `p`, `list`, `quote`, `table`, `figure` and `note`; within paragraphs
    `ref`, `hi`, `q`, `code`, `formula`, `abbr` and `lb`. Headings within other blocks are `ab` elements of the type
    `heading`, code is an `ab` of the type `code`. Besides the words of the body, the text has captions and embeds in
    `figure`, alternative texts in `desc`, and what abbreviations stand for in `expan`. `formula` has the notation
    `TeX`, or none if the page has MathML alone. Only addresses that `to_html` writes are written.

    Returns:
        A well-formed XML 1.0 document.
    """
    writer = _TeiWriter(article)
    language = article.language if _LANGUAGE.fullmatch(article.language or "") else None
    parts = writer.divisions(article.body)
    if not any(part.startswith(_COMMON) for part in parts):
        parts = [*parts, "<p/>"]  # the schema asks for one
    text = _element("text", _element("body", _lines(*parts)), {"xml:lang": language})
    document = _element("TEI", _lines(_header(article, language), text), {"xmlns": "http://www.tei-c.org/ns/1.0"})
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'


def _header(article: Article, language: str | None) -> str:
    title = _simple("title", article.title or "", {"type": "main"})
    subtitle = _simple("title", article.subtitle, {"type": "sub"}) if article.subtitle else ""
    authors = [_simple("author", name) for name in article.authors]
    publisher = _simple("publisher", article.site_name) if article.site_name else ""
    date = _date(article.published) if article.published else ""
    address = safe_address(article.canonical_url or article.url)
    pointer = opening_tag("ptr", {"target": address}, end="/>") if address else ""
    publication = _lines(publisher, date) if publisher else "<p/>"
    section = _simple("term", article.section, {"type": "section"}) if article.section else ""
    keywords = _lines(section, *[_simple("term", tag) for tag in article.tags])
    profile = [
        _element("langUsage", _simple("language", language, {"ident": language})) if language else "",
        _element("textClass", _element("keywords", keywords)) if keywords else "",
    ]
    file = [
        _element("titleStmt", _lines(title, subtitle, *authors)),
        _element("publicationStmt", publication),
        _element("sourceDesc", _element("bibl", _lines(title, *authors, publisher, date, pointer))),
    ]
    parts = [_element("fileDesc", _lines(*file))]
    if any(profile):
        parts.append(_element("profileDesc", _lines(*profile)))
    return _element("teiHeader", _lines(*parts))


def _date(moment: dt.date) -> str:
    return _simple("date", moment.isoformat(), {"when": moment.isoformat()})


def _lines(*parts: str) -> str:
    return "\n".join([part for part in parts if part])


def _element(name: str, content: str, attributes: dict[str, str | None] | None = None) -> str:
    """An element with elements in it, on lines of their own."""
    return _lines(opening_tag(name, attributes), content, closing_tag(name))


def _simple(name: str, text: str, attributes: dict[str, str | None] | None = None) -> str:
    """An element with a text."""
    return f"{opening_tag(name, attributes)}{escape(text)}{closing_tag(name)}"


class _Division(NamedTuple):
    """An open division: the level of its heading, and where it starts among the parts."""

    level: int
    parts: list[str]


class _TeiWriter:
    """Writes blocks; it knows the figures, the signs of footnotes, and which ids are taken."""

    def __init__(self, article: Article) -> None:
        self.figures = article.figures
        self.signs = note_signs(article)
        self.ids: set[str] = set()

    def divisions(self, blocks: Iterable[BodyBlock]) -> list[str]:
        """The blocks, those below a heading in a division. The headings divide: deeper ones within a division."""
        open_divisions = [_Division(0, [])]
        for block in blocks:
            if isinstance(block, Paragraph) and block.kind == "heading":
                level = max(1, block.level)
                while open_divisions[-1].level >= level:
                    _close(open_divisions)
                head = self.simple("head", block, {"xml:id": self.new_id(block.id)})
                open_divisions.append(_Division(level, [head]))
            else:
                open_divisions[-1].parts.append(self.block(block))
        while len(open_divisions) > 1:
            _close(open_divisions)
        return open_divisions[0].parts

    def blocks(self, blocks: Iterable[BodyBlock]) -> str:
        """Blocks in another one, where TEI has no divisions."""
        return _lines(*[self.block(block) for block in blocks])

    def block(self, block: BodyBlock) -> str:
        """One block; empty if there is nothing to show."""
        match block:
            case Paragraph():
                return self.paragraph(block)
            case ListBlock():
                return self.list(block)
            case DescriptionListBlock():
                return _around("list", [self.description(item) for item in block.items], {"type": "gloss"})
            case QuoteBlock():
                return _around("quote", [self.blocks(block.blocks)], {"source": safe_address(block.cite)})
            case TableBlock():
                return self.table(block)
            case FigureBlock():
                return self.figure(block)
            case EmbedBlock():
                return _embed(block)
            case AsideBlock():
                title = self.simple("label", block.title) if block.title is not None else ""
                return _around("note", [title, self.blocks(block.blocks)], {"type": block.type})
            case FootnotesBlock():
                return _lines(*map(self.footnote, block.notes))
            case ThematicBreak():
                return '<milestone unit="section" rend="line"/>'

    def paragraph(self, paragraph: Paragraph) -> str:
        """A paragraph; `ab` if it is code or a heading where none can divide."""
        match paragraph.kind:
            case "heading":
                return self.simple("ab", paragraph, {"type": "heading", "xml:id": self.new_id(paragraph.id)})
            case "code":
                code = opening_tag("code", {"lang": paragraph.language or None, "xml:space": "preserve"})
                return f'<ab type="code">{code}{escape(paragraph.text)}</code></ab>'
            case "math" if not paragraph.marks:
                return f"<p>{_formula(paragraph.text)}</p>"
        return self.simple("p", paragraph)

    def simple(self, name: str, paragraph: Paragraph, attributes: dict[str, str | None] | None = None) -> str:
        """An element with the text of a paragraph and its marks."""
        return f"{opening_tag(name, attributes)}{self.inline(paragraph)}{closing_tag(name)}"

    def list(self, block: ListBlock) -> str:
        """A list; the items of a numbered one have their number."""
        items = []
        number = block.start
        for item in block.items:
            number = number if item.number is None else item.number
            attributes: dict[str, str | None] = {"n": str(number) if block.ordered else None}
            items.append(f"{opening_tag('item', attributes)}{self.content(item.blocks)}</item>")
            number += 1
        return _around("list", items, {"rend": "numbered" if block.ordered else "bulleted"})

    def content(self, blocks: tuple[BodyBlock, ...]) -> str:
        """What an item or a cell has: its only paragraph without an element around it."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and blocks[0].kind not in ("heading", "code"):
            return self.inline(blocks[0])
        return self.blocks(blocks)

    def description(self, item: DescriptionItem) -> str:
        """Terms as one label, and what is said of them as one item."""
        terms = "<lb/>\n".join([self.simple("term", term) for term in item.terms])
        return f"<label>{terms}</label>\n<item>{self.content(item.blocks)}</item>"

    def table(self, table: TableBlock) -> str:
        """A table, the rows of its head and its header cells as labels."""
        caption = self.simple("head", table.caption) if table.caption is not None else ""
        rows = []
        for index, row in enumerate(table.rows):
            attributes: dict[str, str | None] = {"role": "label" if index < table.header_rows else None}
            if row.cells:
                rows.append(_element("row", _lines(*map(self.cell, row.cells)), attributes))
        if not rows:
            return self.simple("p", table.caption) if table.caption is not None else ""
        return _element("table", _lines(caption, *rows))

    def cell(self, cell: TableCell) -> str:
        """A cell, with how many rows and columns it covers."""
        attributes = {
            "role": "label" if cell.header else None,
            "rows": str(cell.row_span) if cell.row_span > 1 else None,
            "cols": str(cell.column_span) if cell.column_span > 1 else None,
            "rend": cell.align,
        }
        return f"{opening_tag('cell', attributes)}{self.content(cell.blocks)}</cell>"

    def figure(self, block: FigureBlock) -> str:
        """A picture with caption, alternative text and credit."""
        if block.index >= len(self.figures):
            return ""
        figure = self.figures[block.index]
        address = safe_address(figure.src)
        parts = [
            opening_tag("graphic", {"url": address}, end="/>") if address else "",
            _simple("head", figure.caption) if figure.caption else "",
            _simple("figDesc", figure.alt) if figure.alt else "",
            _simple("note", figure.credit, {"type": "credit"}) if figure.credit else "",
        ]
        return _around("figure", parts)

    def footnote(self, note: Footnote) -> str:
        """A footnote with its id and its sign."""
        attributes = {"xml:id": self.new_id(note.id), "n": self.signs.get(note.id), "place": "bottom"}
        content = self.content(note.blocks)
        return f"{opening_tag('note', attributes)}{content}</note>" if content else ""

    def new_id(self, name: str | None) -> str | None:
        """An id that no other element has, or `None`."""
        known = _xml_id(name or "")
        if not known or known in self.ids:
            return None
        self.ids.add(known)
        return known

    def inline(self, paragraph: Paragraph) -> str:
        """The text of a paragraph with its marks."""
        events = list(inline_events(paragraph.text, paragraph.marks))
        parts: list[str] = []
        plain: TextMark | None = None  # a mark whose element has text alone
        for index, event in enumerate(events):
            if isinstance(event, str):
                parts.append(escape(event) if plain is not None else escape(event).replace("\n", "<lb/>\n"))
            elif isinstance(event, MarkPlace):
                parts.append(self.place(event.mark) if plain is None else "")
            elif isinstance(event, MarkStart) and plain is None:
                is_plain = event.mark.kind == "math" or _is_plain_code(events[index : index + 3])
                plain = event.mark if is_plain else None
                parts.append("<code>" if is_plain and event.mark.kind == "code" else _start(event.mark))
            elif isinstance(event, MarkEnd) and (plain is None or plain is event.mark):
                parts.append("</code>" if plain is not None and plain.kind == "code" else _end(event.mark))
                plain = None
        return "".join(parts)

    def place(self, mark: TextMark) -> str:
        """A picture, or the place of a footnote."""
        if mark.kind == "image":
            address = safe_address(mark.href)
            desc = _simple("desc", mark.title) if mark.title else ""
            return f"{opening_tag('graphic', {'url': address})}{desc}</graphic>" if address else ""
        note = note_of(mark)
        known = _xml_id(note)
        sign = mark.title or self.signs.get(note)
        return opening_tag("ptr", {"type": "note", "target": f"#{known}", "n": sign}, end="/>") if known else ""


def _is_plain_code(events: Sequence[InlineEvent]) -> bool:
    """True if the first events are code without other marks: TEI's `code` has text alone."""
    if len(events) < 3 or not isinstance(events[0], MarkStart) or events[0].mark.kind != "code":
        return False
    return isinstance(events[1], str) and isinstance(events[2], MarkEnd)


def _start(mark: TextMark) -> str:
    match mark.kind:
        case "link":
            return opening_tag("ref", {"target": safe_address(mark.href)})
        case "quote":
            return opening_tag("q", {"source": safe_address(mark.href)})
        case "abbreviation":
            return "<choice><abbr>" if mark.title else "<abbr>"
        case "math":
            return opening_tag("formula", {"notation": "TeX" if mark.mathml is None else None})
    return opening_tag("hi", {"rend": _RENDITIONS[mark.kind]})


def _end(mark: TextMark) -> str:
    match mark.kind:
        case "link":
            return "</ref>"
        case "quote":
            return "</q>"
        case "abbreviation":
            return f"</abbr>{_simple('expan', mark.title)}</choice>" if mark.title else "</abbr>"
        case "math":
            return "</formula>"
    return "</hi>"


def _formula(text: str) -> str:
    return _simple("formula", text, {"notation": "TeX"})


def _embed(block: EmbedBlock) -> str:
    """What the page shows of something from elsewhere, and a link to it."""
    address = safe_address(block.href)
    name = escape(block.title or block.provider or block.href or "")
    lines = escape(block.text or "").replace("\n", "<lb/>\n")
    parts = [
        f"<head>{opening_tag('ref', {'target': address})}{name}</ref></head>" if address else "",
        f"<quote>{lines}</quote>" if lines else "",
    ]
    return _around("figure", parts, {"type": "embed", "subtype": block.type})


def _around(name: str, parts: Sequence[str], attributes: dict[str, str | None] | None = None) -> str:
    """An element with these parts; empty if all are."""
    content = _lines(*parts)
    return _element(name, content, attributes) if content else ""


def _close(divisions: list[_Division]) -> None:
    """End the innermost division: it becomes a part of the one around it."""
    division = divisions.pop()
    divisions[-1].parts.append(_element("div", _lines(*division.parts)))


def _xml_id(name: str) -> str:
    """A page's id as an id of XML, which has ASCII letters, digits and some signs here, and starts with a letter."""
    known = _NO_XML_NAME.sub(lambda match: f"_{ord(match[0]):x}_", identifier(name))
    return known if not known or _XML_NAME.fullmatch(known) else f"_{known}"
