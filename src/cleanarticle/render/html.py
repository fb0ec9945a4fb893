"""An article as HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from cleanarticle.article import Article
from cleanarticle.content import (
    AsideBlock,
    BodyBlock,
    DescriptionListBlock,
    EmbedBlock,
    FigureBlock,
    FootnotesBlock,
    ListBlock,
    MarkKind,
    Paragraph,
    ParagraphKind,
    QuoteBlock,
    TableBlock,
    TableCell,
    TableRow,
    TextMark,
)
from cleanarticle.render.addresses import identifier, safe_address
from cleanarticle.render.inline import InlineEvent, MarkEnd, MarkPlace, MarkStart, inline_events
from cleanarticle.render.markup import closing_tag, escape, opening_tag
from cleanarticle.render.mathml import formula
from cleanarticle.render.notes import note_of, note_signs

__all__ = ["HtmlWriter", "to_html"]

_MARK_ELEMENTS: Final[dict[MarkKind, str]] = {
    "link": "a",
    "emphasis": "em",
    "strong": "strong",
    "code": "code",
    "sub": "sub",
    "sup": "sup",
    "strike": "s",
    "highlight": "mark",
    "quote": "q",
    "abbreviation": "abbr",
}
_OF_THEIR_OWN: Final[frozenset[ParagraphKind]] = frozenset({"heading", "code", "math"})
"""Paragraphs that have an element of their own in an item or a cell, even if they are all that it has."""


def to_html(article: Article, *, head: bool = True, links: bool = True, images: bool = True) -> str:
    """Write an article as one `article` element of semantic HTML.

    It has no scripts, styles, classes and event attributes, whatever the page had: every text and attribute is
    escaped, and addresses are written only if they are relative or lead to pages, mail or telephones. Formulas are
    `math` elements with their TeX as `alttext`, the language of code is its attribute `data-language`, footnotes are
    list items with the ids to which their signs lead. Pictures stand where the body has them.

    Args:
        article: The article.
        head: Write title, subtitle, byline and date before the body. A subtitle that is in the body is not repeated.
        links: Write links, and the addresses of embeds; without them the texts of the links stay.
        images: Write figures with their captions, and the pictures inside of texts.
    """
    writer = HtmlWriter(article, links=links, images=images)
    parts = [_head(article) if head else "", writer.blocks(article.body)]
    return _lines(opening_tag("article", {"lang": article.language or None}), *parts, "</article>")


def _lines(*parts: str) -> str:
    """The parts that are not empty, on lines of their own."""
    return "\n".join([part for part in parts if part])


def _around(name: str, parts: list[str]) -> str:
    """An element with these parts; empty if all are."""
    content = _lines(*parts)
    return _lines(opening_tag(name), content, closing_tag(name)) if content else ""


def _head(article: Article) -> str:
    subtitle = None if article.subtitle_in_text else article.subtitle
    lines = [
        f"<h1>{escape(article.title)}</h1>" if article.title else "",
        f"<p>{escape(subtitle)}</p>" if subtitle else "",
        f"<p>{escape(article.byline.text)}</p>" if article.byline and article.byline.text else "",
        f"<p>{_time(article.published)}</p>" if article.published else "",
    ]
    return _around("header", lines)


def _time(moment: dt.date) -> str:
    day = moment.date() if isinstance(moment, dt.datetime) else moment
    return f"{opening_tag('time', {'datetime': moment.isoformat()})}{day.isoformat()}</time>"


class HtmlWriter:
    """Writes blocks; it knows the figures, and which ids are taken."""

    def __init__(self, article: Article, *, links: bool, images: bool) -> None:
        self.figures = article.figures
        self.signs = note_signs(article)
        self.links = links
        self.images = images
        self.ids: set[str] = set()

    def blocks(self, blocks: Iterable[BodyBlock]) -> str:
        """The blocks, each on lines of its own."""
        return _lines(*[self.block(block) for block in blocks])

    def block(self, block: BodyBlock) -> str:
        """One block; empty if there is nothing to show."""
        match block:
            case Paragraph():
                return self.paragraph(block)
            case ListBlock():
                return self.list(block)
            case DescriptionListBlock():
                return self.description_list(block)
            case QuoteBlock():
                tag = opening_tag("blockquote", {"cite": safe_address(block.cite)})
                content = self.blocks(block.blocks)
                return _lines(tag, content, "</blockquote>") if content else ""
            case TableBlock():
                return self.table(block)
            case FigureBlock():
                return self.figure(block)
            case EmbedBlock():
                return self.embed(block)
            case AsideBlock():
                return self.aside(block)
            case FootnotesBlock():
                return self.footnotes(block)
        return "<hr>"

    def paragraph(self, paragraph: Paragraph) -> str:
        """A paragraph with the element of its kind."""
        match paragraph.kind:
            case "heading":
                name = f"h{min(max(2, paragraph.level), 6)}"
                return f"{opening_tag(name, {'id': self.new_id(paragraph.id)})}{self.inline(paragraph)}</{name}>"
            case "code":
                tag = opening_tag("code", {"data-language": paragraph.language or None})
                return f"<pre>{tag}{self.inline(paragraph)}</code></pre>"
            case "math":
                return f"<p>{self.displayed(paragraph)}</p>"
        content = self.inline(paragraph)
        return f"<p>{content}</p>" if content else ""

    def displayed(self, paragraph: Paragraph) -> str:
        """A formula on a line of its own; with its number, if the line has one."""
        if not paragraph.marks:
            return formula(paragraph.text, is_block=True)
        return self.inline(paragraph)

    def content(self, blocks: tuple[BodyBlock, ...]) -> str:
        """What an item or a cell has: its only paragraph without an element around it."""
        first = blocks[0] if blocks else None
        if (
            not isinstance(first, Paragraph)
            or first.kind in _OF_THEIR_OWN
            or any(isinstance(block, Paragraph) for block in blocks[1:])
        ):
            return self.blocks(blocks)
        return _lines(self.inline(first), self.blocks(blocks[1:]))

    def list(self, block: ListBlock) -> str:
        """A list; an item has its number if it is not the next one."""
        name = "ol" if block.ordered else "ul"
        start = str(block.start) if block.ordered and block.start != 1 else None
        lines = [opening_tag(name, {"start": start})]
        expected = block.start
        for item in block.items:
            number = item.number if block.ordered else None
            value = None if number is None or number == expected else str(number)
            expected = (expected if number is None else number) + 1
            lines.append(f"{opening_tag('li', {'value': value})}{self.content(item.blocks)}</li>")
        return "\n".join([*lines, closing_tag(name)]) if block.items else ""

    def description_list(self, block: DescriptionListBlock) -> str:
        """Terms and descriptions."""
        lines = []
        for item in block.items:
            lines += [f"<dt>{self.inline(term)}</dt>" for term in item.terms]
            lines += [f"<dd>{self.content(item.blocks)}</dd>"] if item.blocks else []
        return "\n".join(["<dl>", *lines, "</dl>"]) if lines else ""

    def table(self, table: TableBlock) -> str:
        """A table with its caption, its head and its rows."""
        header_rows = max(0, table.header_rows)
        parts = [
            f"<caption>{self.inline(table.caption)}</caption>" if table.caption is not None else "",
            self.rows("thead", table.rows[:header_rows]),
            self.rows("tbody", table.rows[header_rows:]),
        ]
        return _around("table", parts)

    def rows(self, section: str, rows: tuple[TableRow, ...]) -> str:
        """The head or the body of a table."""
        lines = ["\n".join(["<tr>", *map(self.cell, row.cells), "</tr>"]) for row in rows]
        return "\n".join([opening_tag(section), *lines, closing_tag(section)]) if rows else ""

    def cell(self, cell: TableCell) -> str:
        """A cell, with how many rows and columns it covers."""
        name = "th" if cell.header else "td"
        attributes = {
            "rowspan": str(cell.row_span) if cell.row_span > 1 else None,
            "colspan": str(cell.column_span) if cell.column_span > 1 else None,
            "align": cell.align,
        }
        return f"{opening_tag(name, attributes)}{self.content(cell.blocks)}{closing_tag(name)}"

    def figure(self, block: FigureBlock) -> str:
        """A picture with caption and credit."""
        if not self.images or block.index >= len(self.figures):
            return ""
        figure = self.figures[block.index]
        credit = f"<small>{escape(figure.credit)}</small>" if figure.credit else ""
        caption = f"{escape(figure.caption or '')} {credit}".strip()
        parts = [_picture(figure.src, figure.alt), f"<figcaption>{caption}</figcaption>" if caption else ""]
        return _around("figure", parts)

    def embed(self, block: EmbedBlock) -> str:
        """What the page shows of something from elsewhere, and a link to it."""
        address = safe_address(block.href) if self.links else None
        name = escape(block.title or block.provider or block.href or "")
        lines = escape(block.text or "").replace("\n", "<br>\n")
        quoted = f"{opening_tag('blockquote', {'cite': address})}{lines}</blockquote>" if lines else ""
        link = f"{opening_tag('a', {'href': address})}{name}</a>" if address else ""
        caption = _around("figcaption", [quoted, link])
        tag = opening_tag("figure", {"data-embed": block.type, "data-provider": block.provider or None})
        return _lines(tag, caption, "</figure>") if caption else ""

    def aside(self, block: AsideBlock) -> str:
        """A box, or what a reader has to unfold."""
        content = self.blocks(block.blocks)
        if block.type == "details":
            title = f"<summary>{self.inline(block.title)}</summary>" if block.title is not None else ""
            return _around("details", [title, content])
        title = self.paragraph(block.title) if block.title is not None else ""
        if block.type == "callout" and (title or content):
            return _lines('<section role="note">', title, content, "</section>")
        return _around("aside", [title, content])

    def footnotes(self, block: FootnotesBlock) -> str:
        """The notes as a numbered list, each with its id."""
        items = [
            f"{opening_tag('li', {'id': self.new_id(note.id)})}{self.content(note.blocks)}</li>" for note in block.notes
        ]
        return "\n".join(['<section role="doc-endnotes">', "<ol>", *items, "</ol>", "</section>"]) if items else ""

    def new_id(self, name: str | None) -> str | None:
        """An id that no other element has, or `None`."""
        known = identifier(name or "")
        if not known or known in self.ids:
            return None
        self.ids.add(known)
        return known

    def inline(self, paragraph: Paragraph) -> str:
        """The text of a paragraph with its marks."""
        line_break = "\n" if paragraph.kind == "code" else "<br>\n"
        writer = _MarkWriter(
            line_break, self.signs, links=self.links, images=self.images, is_block=paragraph.kind == "math"
        )
        return writer.write(inline_events(paragraph.text, paragraph.marks))


class _MarkWriter:
    """Writes one text with its marks."""

    def __init__(self, line_break: str, signs: dict[str, str], *, links: bool, images: bool, is_block: bool) -> None:
        self.line_break = line_break
        self.signs = signs
        self.links = links
        self.images = images
        self.is_block = is_block
        self.parts: list[str] = []
        self.link: TextMark | None = None
        self.after_link: list[str] = []
        self.math: TextMark | None = None
        self.math_text: list[str] = []

    def write(self, events: Iterable[InlineEvent]) -> str:
        """The elements of the events."""
        for event in events:
            if isinstance(event, str):
                self.text(event)
            elif isinstance(event, MarkPlace):
                self.place(event.mark)
            elif isinstance(event, MarkStart):
                self.start(event.mark)
            elif isinstance(event, MarkEnd):
                self.end(event.mark)
        return "".join(self.parts)

    def text(self, text: str) -> None:
        """A part of the text."""
        if self.math is not None:
            self.math_text.append(text)
        else:
            self.parts.append(escape(text).replace("\n", self.line_break))

    def start(self, mark: TextMark) -> None:
        """Open the element of a mark. A formula has no other marks in it."""
        if self.math is not None:
            return
        if mark.kind == "math":
            self.math, self.math_text = mark, []
        elif mark.kind == "link":
            address = safe_address(mark.href) if self.links else None
            if address is not None:
                self.link = mark
                self.parts.append(opening_tag("a", {"href": address, "title": mark.title or None}))
        else:
            self.parts.append(opening_tag(_MARK_ELEMENTS[mark.kind], _attributes(mark)))

    def end(self, mark: TextMark) -> None:
        """Close the element of a mark."""
        if self.math is not None:
            if mark is self.math:
                self.parts.append(formula("".join(self.math_text), mark.mathml, is_block=self.is_block))
                self.math = None
        elif mark.kind != "link":
            self.parts.append(closing_tag(_MARK_ELEMENTS[mark.kind]))
        elif mark is self.link:
            self.parts += ["</a>", *self.after_link]
            self.link = None
            self.after_link = []

    def place(self, mark: TextMark) -> None:
        """A picture, or the sign of a footnote: behind the link in which it stands, as links can't nest."""
        if self.math is not None:
            return
        if mark.kind == "image":
            if self.images:
                self.parts.append(_picture(mark.href, mark.title))
            return
        sign = _sign(mark, self.signs)
        (self.parts if self.link is None else self.after_link).append(sign)


def _attributes(mark: TextMark) -> dict[str, str | None]:
    if mark.kind == "quote":
        return {"cite": safe_address(mark.href)}
    return {"title": mark.title or None} if mark.kind == "abbreviation" else {}


def _sign(mark: TextMark, signs: dict[str, str]) -> str:
    note = note_of(mark)
    if not identifier(note):
        return ""
    tag = opening_tag("a", {"href": "#" + quote(identifier(note), safe=""), "role": "doc-noteref"})
    return f"<sup>{tag}{escape(mark.title or signs.get(note) or '*')}</a></sup>"


def _picture(address: str | None, alt: str | None) -> str:
    safe = safe_address(address, picture=True)
    return opening_tag("img", {"src": safe, "alt": alt or ""}) if safe is not None else ""
