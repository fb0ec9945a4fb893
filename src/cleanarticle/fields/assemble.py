"""Selection to Article: the paragraphs of the body, and the fields that are read beside it."""

from __future__ import annotations

from dataclasses import dataclass

from cleanarticle.article import Article, Paragraph, ParagraphKind
from cleanarticle.page import Block, Within
from cleanarticle.select import Selection, heading_level

__all__ = ["Assembly", "assemble"]

_KINDS: dict[str, ParagraphKind] = {
    "pre": "code",
    "tr": "table_row",
    "dt": "definition",
    "dd": "definition",
}


@dataclass(frozen=True, slots=True)
class Assembly:
    """The article with what it was made of.

    Attributes:
        article: The article; `None` if the page has no body.
        reason: Why there is none.
        selection: The body.
        lifted: Blocks that became a field and are no paragraph, by index, with the field's name.
    """

    article: Article | None
    reason: str
    selection: Selection
    lifted: dict[int, str]


def assemble(selection: Selection, *, url: str | None, strip_dateline: bool) -> Assembly:
    """Make the article."""
    paragraphs = tuple(paragraph(block) for block in selection.blocks)
    if not paragraphs:
        return Assembly(None, "no article", selection, {})
    return Assembly(Article(paragraphs=paragraphs, url=url), "", selection, {})


def paragraph(block: Block) -> Paragraph:
    """The paragraph a block of the body makes."""
    level = heading_level(block)
    if level:
        return Paragraph(text=block.text, kind="heading", level=level)
    container = block.container
    kind = _KINDS.get(block.tag)
    if kind is not None:
        return Paragraph(text=block.text, kind=kind)
    if container.within & Within.PRE:
        return Paragraph(text=block.text, kind="code")
    parent = container.parent
    if container.tag == "li" or (parent is not None and parent.tag == "li" and parent.first == block.index):
        return Paragraph(text=block.text, kind="list_item", level=max(1, container.list_depth))
    if container.within & Within.QUOTE:
        return Paragraph(text=block.text, kind="quote")
    return Paragraph(text=block.text)
