"""The paragraphs of the text, from the blocks that are not another field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cleanarticle.article import Dateline, Paragraph, ParagraphKind
from cleanarticle.body.select import heading_level
from cleanarticle.fields.dateline import without_dateline
from cleanarticle.page.model import Block, Within

__all__ = ["paragraph_of", "without_inline_dateline"]

_KINDS: Final[dict[str, ParagraphKind]] = {
    "pre": "code",
    "tr": "table_row",
    "dt": "definition",
    "dd": "definition",
}


def paragraph_of(block: Block) -> Paragraph:
    """Make the paragraph of a block, its kind by the elements that the block stands in."""
    container = block.container
    within = container.within
    level = heading_level(block) if within & Within.HEADING else 0
    if level:
        return Paragraph(text=block.text, kind="heading", level=level)
    kind = _KINDS.get(block.tag)
    if kind is not None:
        return Paragraph(text=block.text, kind=kind)
    if within & Within.PRE:
        return Paragraph(text=block.text, kind="code")
    parent = container.parent
    # The first paragraph of an item opens it; those after it go on in the same item, without a bullet.
    if container.tag == "li" or (parent is not None and parent.tag == "li" and parent.first == block.index):
        return Paragraph(text=block.text, kind="list_item", level=max(1, container.list_depth))
    if within & Within.QUOTE:
        return Paragraph(text=block.text, kind="quote")
    return Paragraph(text=block.text)


def without_inline_dateline(paragraphs: Mapping[int, Paragraph], dateline: Dateline) -> dict[int, Paragraph]:
    """Take a dateline out of the first paragraph that starts with it; a paragraph of nothing else keeps it."""
    stripped = dict(paragraphs)
    for index, paragraph in paragraphs.items():
        if paragraph.kind != "heading" and paragraph.text.lstrip().startswith(dateline.text):
            text = without_dateline(paragraph.text)
            if text:
                stripped[index] = Paragraph(text=text, kind=paragraph.kind, level=paragraph.level)
            break
    return stripped
