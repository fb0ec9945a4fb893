"""The signs of footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleanarticle.article import Article
from cleanarticle.content import (
    AsideBlock,
    BodyBlock,
    DescriptionListBlock,
    Footnote,
    FootnotesBlock,
    ListBlock,
    QuoteBlock,
    TableBlock,
    TextMark,
)
from cleanarticle.render.markup import clean_text

__all__ = ["note_of", "note_signs"]


def note_signs(article: Article) -> dict[str, str]:
    """The sign of each footnote by its id: what the text shows, without brackets; without a sign in it their number."""
    signs = {note.id: str(number) for number, note in enumerate(_notes_in(article.body), 1)}
    marks = [mark for paragraph in article.paragraphs for mark in paragraph.marks if mark.kind == "footnote"]
    shown = {note_of(mark): clean_text(mark.title or "").strip("[]() ") for mark in reversed(marks)}
    return {**signs, **{name: sign for name, sign in shown.items() if sign}}


def note_of(mark: TextMark) -> str:
    """The id of the footnote to which a sign leads."""
    return (mark.href or "").removeprefix("#")


def _notes_in(blocks: Iterable[BodyBlock]) -> Iterator[Footnote]:
    for block in blocks:
        match block:
            case FootnotesBlock():
                yield from block.notes
            case QuoteBlock() | AsideBlock():
                yield from _notes_in(block.blocks)
            case ListBlock() | DescriptionListBlock():
                for item in block.items:
                    yield from _notes_in(item.blocks)
            case TableBlock():
                for row in block.rows:
                    for cell in row.cells:
                        yield from _notes_in(cell.blocks)
