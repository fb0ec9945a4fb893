"""Tables as HTML, for spans and for several blocks in a cell."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from cleanarticle.article import Figure
from cleanarticle.content import Paragraph, TableBlock, TableCell
from cleanarticle.render.addresses import safe_address
from cleanarticle.render.markdown.cells import beginnings, cell_parts
from cleanarticle.render.markdown.escape import clean
from cleanarticle.render.markdown.inline import TAGS, InlineWriter, as_attribute
from cleanarticle.render.markdown.mark_tree import Piece, Span, pieces_of

__all__ = ["html_table"]


def html_table(table: TableBlock, inline: InlineWriter, figures: Sequence[Figure]) -> list[str]:
    """The lines of a table as an HTML block, none of them empty; none if the table has neither words nor pictures.

    Signs of footnotes are left out: in HTML they refer to nothing.
    """
    writer = InlineWriter(links=inline.links, images=inline.images)
    caption = _pieces(pieces_of(table.caption, writer.is_written)) if table.caption else ""
    rows, _ = beginnings(table)
    lines = ["<table>", *([f"<caption>{caption}</caption>"] if caption else [])]
    has_content = bool(caption)
    for index, row in enumerate(rows):
        lines.append("<tr>")
        for begin in row:
            content = _content(begin.cell, writer, figures)
            has_content = has_content or bool(content)
            is_head = begin.cell.header or index < table.header_rows
            lines.append(_cell(begin.cell, content, "th" if is_head else "td", begin.columns))
        lines.append("</tr>")
    return [*lines, "</table>"] if has_content else []


def _cell(cell: TableCell, content: str, tag: str, columns: int) -> str:
    spans = {"rowspan": cell.row_span, "colspan": columns}
    attributes = "".join(f' {name}="{count}"' for name, count in spans.items() if count > 1)
    align = f' align="{cell.align}"' if cell.align else ""
    return f"<{tag}{attributes}{align}>{content}</{tag}>"


def _content(cell: TableCell, inline: InlineWriter, figures: Sequence[Figure]) -> str:
    parts = []
    for part in cell_parts(cell.blocks):
        if isinstance(part, Paragraph):
            written = _pieces(pieces_of(part, inline.is_written))
            parts.append(f"<code>{written}</code>" if part.kind == "code" and written else written)
        elif inline.images and part.index < len(figures):
            parts.append(_image(figures[part.index].src, figures[part.index].alt))
    return "<br>".join(part for part in parts if part)


def _pieces(pieces: tuple[Piece, ...]) -> str:
    return "".join(_text(piece) if isinstance(piece, str) else _span(piece) for piece in pieces)


def _text(text: str) -> str:
    return "<br>".join(escape(" ".join(line.split(" "))) for line in clean(text).split("\n"))


def _span(span: Span) -> str:
    mark, content = span.mark, _pieces(span.pieces)
    if mark.kind == "image":
        return _image(mark.href, mark.title)
    if mark.kind == "link":
        title = f' title="{as_attribute(mark.title)}"' if mark.title else ""
        return f'<a href="{as_attribute(safe_address(mark.href) or "")}"{title}>{content}</a>'
    if mark.kind == "math":
        return content
    title = f' title="{as_attribute(mark.title)}"' if mark.kind == "abbreviation" and mark.title else ""
    return f"<{TAGS[mark.kind]}{title}>{content}</{TAGS[mark.kind]}>"


def _image(src: str | None, alt: str | None) -> str:
    address = safe_address(src, picture=True)
    return f'<img src="{as_attribute(address)}" alt="{as_attribute(alt or "")}">' if address else ""
