"""The blocks of a body as the blocks that Markdown knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from cleanarticle.article import Figure
from cleanarticle.content import (
    AsideBlock,
    BodyBlock,
    DescriptionListBlock,
    EmbedBlock,
    FigureBlock,
    Footnote,
    FootnotesBlock,
    ListBlock,
    Paragraph,
    QuoteBlock,
    TableBlock,
    TextMark,
)
from cleanarticle.render.addresses import safe_address
from cleanarticle.render.markdown.escape import clean, clean_code, escape_line_starts
from cleanarticle.render.markdown.html_table import html_table
from cleanarticle.render.markdown.inline import InlineWriter, marked
from cleanarticle.render.markdown.nodes import Leaf, List, ListEntry, Node, Note, Quote
from cleanarticle.render.markdown.pipe_table import pipe_table

__all__ = ["Blocks", "Tables"]

Tables: TypeAlias = Literal["pipe", "html"]

_BACKTICKS: Final = re.compile(r"`{3,}")
_NO_LANGUAGE: Final = re.compile(r"[^\w+#.-]", re.ASCII)
_THEMATIC_BREAK: Final = "***"
"""`---` would begin front matter, or be the item that it stands in."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Turns blocks into nodes of Markdown. Nodes without words or pictures are left out.

    Attributes:
        inline: Writes texts.
        figures: The pictures of the article.
        tables: How tables are written.
        definitions: The footnotes that signs refer to, by their ids.
    """

    inline: InlineWriter
    figures: Sequence[Figure] = ()
    tables: Tables = "pipe"
    definitions: Mapping[str, Footnote] = field(default_factory=dict)

    def nodes(self, blocks: Iterable[BodyBlock], *, in_quote: bool = False) -> tuple[Node, ...]:
        """The nodes of blocks."""
        return tuple(node for block in blocks for node in self._block(block, in_quote))

    def text(self, paragraph: Paragraph) -> list[Node]:
        """A paragraph."""
        written = self.inline.lines(paragraph)
        return [Leaf(tuple(written.split("\n")), is_text=True)] if written else []

    def heading(self, paragraph: Paragraph, level: int) -> list[Node]:
        """A heading."""
        written = self.inline.line(paragraph)
        return [Leaf((f"{'#' * level} {written}",))] if written else []

    def _block(self, block: BodyBlock, in_quote: bool) -> Sequence[Node]:
        match block:
            case Paragraph():
                return self._paragraph(block, in_quote)
            case ListBlock():
                return self._list(block, in_quote)
            case QuoteBlock():
                return _quoted(self.nodes(block.blocks, in_quote=True))
            case TableBlock():
                return self._table(block)
            case FigureBlock():
                return self._figure(block)
            case EmbedBlock():
                return self._embed(block, in_quote)
            case AsideBlock():
                return self._aside(block, in_quote)
            case DescriptionListBlock():
                return self._descriptions(block, in_quote)
            case FootnotesBlock():
                return self._footnotes(block, in_quote)
        return [Leaf((_THEMATIC_BREAK,))]

    def _paragraph(self, paragraph: Paragraph, in_quote: bool) -> Sequence[Node]:
        match paragraph.kind:
            case "heading":
                return self.heading(paragraph, min(max(2, paragraph.level), 6))
            case "code":
                return _code(paragraph.text, paragraph.language or "")
            case "math" if not any(mark.mathml for mark in paragraph.marks):
                return _formula(paragraph.text)
            case "caption":
                return self.text(marked(paragraph, "emphasis"))
            case "quote" if not in_quote:
                return _quoted(self.text(paragraph))
        return self.text(paragraph)

    def _list(self, block: ListBlock, in_quote: bool) -> Sequence[Node]:
        entries = []
        for number, item in enumerate(block.items, block.start):
            nodes = self.nodes(item.blocks, in_quote=in_quote)
            if nodes or block.ordered:
                entries.append(ListEntry(number if item.number is None else item.number, nodes))
        return [List(block.ordered, tuple(entries))] if any(entry.nodes for entry in entries) else []

    def _descriptions(self, block: DescriptionListBlock, in_quote: bool) -> Sequence[Node]:
        nodes: list[Node] = []
        for item in block.items:
            for term in item.terms:
                nodes += self.text(marked(term, "strong"))
            nodes += self.nodes(item.blocks, in_quote=in_quote)
        return nodes

    def _table(self, table: TableBlock) -> Sequence[Node]:
        if self.tables == "html":
            lines = html_table(table, self.inline, self.figures)
            return [Leaf(tuple(lines))] if lines else []
        caption = self.text(marked(table.caption, "emphasis")) if table.caption else []
        lines = pipe_table(table, self.inline, self.figures)
        return [*caption, Leaf(tuple(lines))] if lines else caption

    def _figure(self, block: FigureBlock) -> Sequence[Node]:
        if not self.inline.images or block.index >= len(self.figures):
            return []
        figure = self.figures[block.index]
        image = self.inline.image(figure.src, figure.alt)
        picture: list[Node] = [Leaf((image,), is_text=True)] if image else []
        words = f"{figure.caption} ({figure.credit})" if figure.caption and figure.credit else None
        text = words or figure.caption or figure.credit
        return [*picture, *self.text(marked(Paragraph(text=text), "emphasis"))] if text else picture

    def _embed(self, block: EmbedBlock, in_quote: bool) -> Sequence[Node]:
        """A link, and what the page shows as a quotation."""
        title = block.title or block.provider or block.href or ""
        link: list[Node] = []
        if self.inline.links and safe_address(block.href):
            mark = TextMark(kind="link", start=0, end=len(title), href=block.href)
            link = self.text(Paragraph(text=title, marks=(mark,)))
        post = self.text(Paragraph(text=block.text)) if block.text else []
        return [*link, *(post if in_quote else _quoted(post))]

    def _aside(self, block: AsideBlock, in_quote: bool) -> Sequence[Node]:
        title = self.text(marked(block.title, "strong")) if block.title else []
        is_folded = block.type == "details"
        nodes = (*title, *self.nodes(block.blocks, in_quote=in_quote or not is_folded))
        return nodes if is_folded else _quoted(nodes)

    def _footnotes(self, block: FootnotesBlock, in_quote: bool) -> Sequence[Node]:
        """Footnotes that a sign refers to. The text of others stays text: a parser would leave it out."""
        nodes: list[Node] = []
        for note in block.notes:
            texts = self.nodes(note.blocks, in_quote=in_quote)
            is_definition = texts and self.definitions.get(note.id) is note
            nodes += [Note(self.inline.labels[note.id], texts)] if is_definition else texts
        return nodes


def _quoted(nodes: Sequence[Node]) -> list[Node]:
    return [Quote(tuple(nodes))] if nodes else []


def _code(text: str, language: str) -> list[Node]:
    if not text.strip():
        return []
    code = clean_code(text)
    longest = max(map(len, _BACKTICKS.findall(code)), default=2)
    fence = "`" * (longest + 1)
    return [Leaf((f"{fence}{_NO_LANGUAGE.sub('', language)}", *code.split("\n"), fence))]


def _formula(text: str) -> list[Node]:
    """TeX between lines of dollars; as code if its lines could be taken for something else."""
    lines = [line.strip() for line in clean(text).split("\n")]
    tex = "\n".join(line for line in lines if line)
    if "$" in tex or "`" in tex or escape_line_starts(tex) != tex:
        return _code(tex, "math")
    return [Leaf(("$$", *tex.split("\n"), "$$"))] if tex else []
