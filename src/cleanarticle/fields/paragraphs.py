"""The paragraphs of the text, from the blocks that are not another field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter

from cleanarticle.article import Dateline
from cleanarticle.body.select import heading_level
from cleanarticle.content import Paragraph, ParagraphKind
from cleanarticle.fields.dateline import without_dateline
from cleanarticle.page.model import Block, Within

__all__ = ["paragraphs_of", "without_inline_dateline"]

_KINDS: Final[dict[str, ParagraphKind]] = {
    "pre": "code",
    "tr": "table_row",
    "dt": "definition",
    "dd": "definition",
}


@cache
def _validator() -> TypeAdapter[list[Paragraph]]:
    return TypeAdapter(list[Paragraph])


def paragraphs_of(blocks: Iterable[Block]) -> dict[int, Paragraph]:
    """Make the paragraphs of blocks, by the index of the block."""
    values = {block.index: _values_of(block) for block in blocks}
    # One call for all of them takes half the time that their constructors take.
    return dict(zip(values, _validator().validate_python(list(values.values())), strict=True))


def _values_of(block: Block) -> dict[str, Any]:
    """The text and the kind of a block's paragraph. The elements around the block give the kind."""
    values: dict[str, Any] = {"text": block.text}
    container = block.container
    within = container.within
    level = heading_level(block) if within & Within.HEADING else 0
    if level:
        values["kind"], values["level"] = "heading", level
        return values
    kind = _KINDS.get(block.tag) or ("code" if within & Within.PRE else None)
    if kind is not None:
        values["kind"] = kind
        return values
    parent = container.parent
    # The first paragraph of an item opens it; those after it go on in the same item, without a bullet.
    if container.tag == "li" or (parent is not None and parent.tag == "li" and parent.first == block.index):
        values["kind"], values["level"] = "list_item", max(1, container.list_depth)
    elif within & Within.QUOTE:
        values["kind"] = "quote"
    return values


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
