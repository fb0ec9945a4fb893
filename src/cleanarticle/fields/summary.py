"""The summary: a list of points between headline and body."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from cleanarticle.fields.context import ArticleContext, FieldResult, word_set
from cleanarticle.fields.text.labels import heads_summary
from cleanarticle.page.model import Block, Container, Within

__all__ = ["read_summary"]

_LEAST_POINTS: Final = 2
_MOST_POINTS: Final = 10
_LEAST_POINT_WORDS: Final = 3.0
_MOST_POINT_WORDS: Final = 70.0
_MOST_LINKED: Final = 0.5
_PROSE_WORDS: Final = 12.0
_MOST_WALK: Final = 60
_NAMES: Final = word_set(
    "keypoints keypoint takeaways takeaway bulletpoints summarylist storyhighlights articlehighlights tldr keyfacts"
)
_PAIRS: Final = (
    ("key", "points"),
    ("key", "takeaways"),
    ("key", "facts"),
    ("key", "highlights"),
    ("summary", "list"),
    ("summary", "points"),
    ("summary", "bullets"),
    ("article", "summary"),
    ("story", "summary"),
    ("story", "highlights"),
    ("article", "highlights"),
    ("headline", "bullets"),
    ("mol", "bullets"),
)
_ELSEWHERE: Final = (
    Within.NAV
    | Within.FOOTER
    | Within.FORM
    | Within.FIGURE
    | Within.TABLE
    | Within.DIALOG
    | Within.HIDDEN
    | Within.QUOTE
)


def read_summary(
    context: ArticleContext, *, subtitle_blocks: Sequence[int], consumed: Collection[int]
) -> FieldResult[tuple[str, ...]]:
    """Read the summary points: a list below a heading such as "Key points", or in an element named like one.

    Args:
        context: The page and its body.
        subtitle_blocks: Indexes of the blocks that show the subtitle; more like it below are points.
        consumed: Indexes of the blocks that became other fields.

    Returns:
        The points, and the blocks that show them and their heading; no blocks where the points are part of the body,
        because some pages have no other text.
    """
    taken = consumed
    subtitle = subtitle_blocks[0] if subtitle_blocks else None
    blocks = context.page.blocks
    first = context.opening
    last = min(context.end, first + _MOST_WALK)
    for index in range(first, last):
        block = blocks[index]
        if index in taken:
            continue
        if heads_summary(block.text):
            points = _points_below(context, block, taken)
        elif block.container.tag == "li" and _is_named(block.container):
            points = _same_list(context, index, taken)
        else:
            if index in context.body and block.words >= _PROSE_WORDS and not block.container.within & Within.LIST:
                break
            continue
        if _LEAST_POINTS <= len(points) <= _MOST_POINTS and points[-1].index < context.kept[-1]:
            shown = tuple(point.index for point in points)
            texts = tuple(point.text.replace("\n", " ") for point in points)
            if not context.body.isdisjoint(shown):
                return FieldResult(texts, (), "page", 0.9)
            return FieldResult(texts, (index, *shown) if index not in shown else shown, "page", 0.9)
    return _more_subtitles(context, subtitle, taken)


def _points_below(context: ArticleContext, heading: Block, taken: Collection[int]) -> list[Block]:
    """The items of the list behind a heading, or else the paragraphs in the heading's own box."""
    blocks = context.page.blocks
    if heading.index + 1 >= len(blocks):
        return []
    first = blocks[heading.index + 1]
    if _is_item(first.container):
        return _same_list(context, first.index, taken)
    box = heading.container.parent
    if box is None or box.first != heading.index or box.end >= context.end:
        return []
    points = [blocks[index] for index in range(heading.index + 1, box.end)]
    return points if all(_is_point(context, point, taken) for point in points) else []


def _same_list(context: ArticleContext, index: int, taken: Collection[int]) -> list[Block]:
    """The items of the list that a block opens."""
    blocks = context.page.blocks
    box = _list_of(blocks[index].container)
    if box is None or box.first != index:
        return []
    points = [blocks[at] for at in range(index, min(box.end, index + _MOST_POINTS + 1))]
    return points if all(_is_point(context, point, taken) for point in points) else []


def _list_of(container: Container) -> Container | None:
    at: Container | None = container
    for _ in range(3):
        if at is None:
            return None
        if at.tag in ("ul", "ol"):
            return at
        at = at.parent
    return None


def _is_item(container: Container) -> bool:
    parent = container.parent
    return container.tag == "li" or (parent is not None and parent.tag == "li")


def _is_point(context: ArticleContext, block: Block, taken: Collection[int]) -> bool:
    return (
        block.index not in taken
        and _LEAST_POINT_WORDS <= block.words <= _MOST_POINT_WORDS
        and block.link_density <= _MOST_LINKED
        and not context.is_apart(block.container, _ELSEWHERE)
        and not block.container.within & Within.HEADING
    )


def _is_named(container: Container) -> bool:
    at: Container | None = container
    for _ in range(4):
        if at is None:
            return False
        if not _NAMES.isdisjoint(at.names) or any(one in at.names and other in at.names for one, other in _PAIRS):
            return True
        at = at.parent
    return False


def _more_subtitles(
    context: ArticleContext, subtitle: int | None, taken: Collection[int]
) -> FieldResult[tuple[str, ...]]:
    """The blocks below the subtitle that are set like it, next to it in the same box."""
    if subtitle is None:
        return FieldResult(())
    blocks = context.page.blocks
    model = blocks[subtitle].container
    style = model.attributes.get("class")
    points: list[Block] = []
    for block in blocks[subtitle + 1 : subtitle + 1 + _MOST_POINTS]:
        container = block.container
        is_like = container.tag == model.tag and container.attributes.get("class") == style
        if not style or not is_like or container.parent is not model.parent or not _is_deck(context, block, taken):
            break
        points.append(block)
    if not points:
        return FieldResult(())
    return FieldResult(tuple(point.text for point in points), tuple(point.index for point in points), "page", 0.8)


def _is_deck(context: ArticleContext, block: Block, taken: Collection[int]) -> bool:
    return (
        block.index not in taken
        and (block.index not in context.body or bool(block.container.within & Within.HEADING))
        and block.words >= _LEAST_POINT_WORDS
        and block.link_density <= _MOST_LINKED
    )
