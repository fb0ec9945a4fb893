"""Tables between pipes: one line a row, the first one the head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cleanarticle.article import Figure
from cleanarticle.content import FigureBlock, Paragraph, TableBlock, TableCell, TextMark
from cleanarticle.render.markdown.cells import Begin, beginnings, cell_parts
from cleanarticle.render.markdown.inline import InlineWriter

__all__ = ["pipe_table"]

_RULES: Final = {None: "---", "left": ":---", "center": ":---:", "right": "---:"}


def pipe_table(table: TableBlock, inline: InlineWriter, figures: Sequence[Figure]) -> list[str]:
    """The lines of a table; none if it has neither words nor pictures.

    A cell stands in the first place that it covers, and the others are empty. Blocks of a cell are parted by `<br>`.
    """
    rows, columns = beginnings(table)
    texts = [[""] * columns for _ in rows]
    for line, row in zip(texts, rows, strict=True):
        for begin in row:
            line[begin.column] = _cell(begin.cell, inline, figures)
    if not any(text for line in texts for text in line):
        return []
    if not table.header_rows:
        texts.insert(0, [""] * columns)
    head, *others = (_line(line) for line in texts)
    return [head, _line(_rules(rows, columns)), *others]


def _rules(rows: list[list[Begin]], columns: int) -> list[str]:
    """The line below the head, which says how the columns are aligned: as the first cell that says it."""
    rules = [""] * columns
    for row in rows:
        for begin in row:
            if begin.cell.align and begin.columns == 1:
                rules[begin.column] = rules[begin.column] or _RULES[begin.cell.align]
    return [rule or _RULES[None] for rule in rules]


def _line(texts: list[str]) -> str:
    return "|" + "|".join(f" {text} " if text else " " for text in texts) + "|"


def _cell(cell: TableCell, inline: InlineWriter, figures: Sequence[Figure]) -> str:
    parts = list(cell_parts(cell.blocks))
    texts = (_part(part, inline, figures, alone=len(parts) == 1) for part in parts)
    return "<br>".join(text for text in texts if text)


def _part(part: Paragraph | FigureBlock, inline: InlineWriter, figures: Sequence[Figure], *, alone: bool) -> str:
    if isinstance(part, Paragraph):
        kinds = {"code": _code_lines, "math": _formula}
        return inline.cell(kinds[part.kind](part) if part.kind in kinds else part, alone=alone)
    if part.index >= len(figures):
        return ""
    return inline.image(figures[part.index].src, figures[part.index].alt).replace("|", "\\|")


def _code_lines(paragraph: Paragraph) -> Paragraph:
    """Code, each line marked as such."""
    marks, start = [], 0
    for line in paragraph.text.split("\n"):
        marks.append(TextMark(kind="code", start=start, end=start + len(line)))
        start += len(line) + 1
    return Paragraph.model_construct(text=paragraph.text, marks=tuple(marks))


def _formula(paragraph: Paragraph) -> Paragraph:
    is_tex = not any(mark.mathml for mark in paragraph.marks)
    marks = (TextMark(kind="math", start=0, end=len(paragraph.text)),) if is_tex else ()
    return Paragraph.model_construct(text=paragraph.text, marks=marks)
