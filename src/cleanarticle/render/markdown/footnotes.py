"""Which footnotes are written as such, and by which labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cleanarticle.content import (
    AsideBlock,
    BodyBlock,
    DescriptionListBlock,
    Footnote,
    FootnotesBlock,
    ListBlock,
    Paragraph,
    QuoteBlock,
    TableBlock,
    paragraphs_in,
)

__all__ = ["definitions_in", "labels_of"]

_LABEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")
_UNMARKED: Final = frozenset({"code", "math"})


def definitions_in(body: Iterable[BodyBlock], *, in_tables: bool) -> dict[str, Footnote]:
    """The footnotes that have text and that a sign refers to, by their ids; the first of each id.

    Parsers leave out a footnote without a sign. A sign in such a footnote does not count, because it is left out too.

    Args:
        body: The blocks.
        in_tables: True if signs in tables count.
    """
    blocks = list(_with_inner(body))
    notes: dict[str, Footnote] = {}
    for block in blocks:
        for note in block.notes if isinstance(block, FootnotesBlock) else ():
            if any(paragraph.text.strip() for paragraph in paragraphs_in(note.blocks)):
                notes.setdefault(note.id, note)
    found: dict[str, Footnote] = {}
    waiting = [name for block in blocks for name in _signs(block, in_tables)]
    while waiting:
        name = waiting.pop()
        if name in notes and name not in found:
            found[name] = notes[name]
            waiting += [inner for block in _with_inner(notes[name].blocks) for inner in _signs(block, in_tables)]
    return {name: note for name, note in notes.items() if name in found}


def labels_of(names: Iterable[str]) -> dict[str, str]:
    """A label for each id: the id itself where Markdown can write it, and a number otherwise."""
    labels: dict[str, str] = {}
    taken: set[str] = set()
    numbers = 0
    for name in names:
        label = name
        while not _LABEL.fullmatch(label) or label.lower() in taken:
            numbers += 1
            label = f"note-{numbers}"
        taken.add(label.lower())
        labels[name] = label
    return labels


def _with_inner(blocks: Iterable[BodyBlock]) -> Iterator[BodyBlock]:
    """Blocks and those in them, without the footnotes' own and those of tables."""
    for block in blocks:
        yield block
        match block:
            case ListBlock():
                yield from (inner for item in block.items for inner in _with_inner(item.blocks))
            case DescriptionListBlock():
                yield from (inner for item in block.items for inner in _with_inner((*item.terms, *item.blocks)))
            case QuoteBlock():
                yield from _with_inner(block.blocks)
            case AsideBlock():
                yield from _with_inner((*((block.title,) if block.title else ()), *block.blocks))


def _signs(block: BodyBlock, in_tables: bool) -> Iterator[str]:
    paragraphs: Iterable[Paragraph] = ()
    if isinstance(block, Paragraph) and block.kind not in _UNMARKED:
        paragraphs = (block,)
    elif isinstance(block, TableBlock) and in_tables:
        paragraphs = (paragraph for paragraph in paragraphs_in((block,)) if paragraph.kind not in _UNMARKED)
    for paragraph in paragraphs:
        yield from (mark.href for mark in paragraph.marks if mark.kind == "footnote" and mark.href)
