"""The paragraphs of the text, from the blocks that are not another field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter

from cleanarticle.article import Dateline
from cleanarticle.body.select import heading_level
from cleanarticle.content import Paragraph, ParagraphKind
from cleanarticle.fields.dateline import without_dateline
from cleanarticle.page.model import Block, Within
from cleanarticle.structure.addresses import Resolve
from cleanarticle.structure.code import language_of
from cleanarticle.structure.marks import marks_of, shifted

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


def paragraphs_of(blocks: Sequence[Block], resolve: Resolve) -> dict[int, Paragraph]:
    """Make the paragraphs of blocks.

    Args:
        blocks: Blocks of the text.
        resolve: Makes the addresses of links absolute.

    Returns:
        The paragraphs, with their marks, by the index of the block.
    """
    values = {block.index: _values_of(block) for block in blocks}
    for block, each in zip(blocks, values.values(), strict=True):
        if each.get("kind") == "code":
            each["language"] = language_of(block)
        elif block.run_marks or block.cells or "\n" in block.text:
            marks = each["marks"] = marks_of(block, resolve)
            is_formula = len(marks) == 1 and marks[0]["kind"] == "math" and "kind" not in each
            if is_formula and marks[0]["end"] - marks[0]["start"] == len(block.text):
                each["kind"] = "math"
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
        values["id"] = container.attributes.get("id") or None
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
                marks = shifted([mark.model_dump() for mark in paragraph.marks], len(text) - len(paragraph.text))
                stripped[index] = Paragraph.model_validate(
                    {"text": text, "kind": paragraph.kind, "level": paragraph.level, "marks": marks}
                )
            break
    return stripped
