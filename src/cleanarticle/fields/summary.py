"""The summary: a list of points between headline and body."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile
from typing import Final

from cleanarticle.fields.class_names import ClassNames, class_names, is_named
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.standfirst import further_lines
from cleanarticle.fields.text.labels import heads_summary
from cleanarticle.page.model import Block, Container, Within

__all__ = ["read_summary"]

# Measured: at 1, 3 of 2,304 change (summary); at 3, 1 of 2,304 changes (summary).
_LEAST_POINTS: Final = 2
# Measured: at 5 and at 20, none of 650 pages changes.
_MOST_POINTS: Final = 10
# Measured: at 1.5, 2 of 2,304 change (summary); at 6, 1 of 2,304 changes (summary).
_LEAST_POINT_WORDS: Final = 3.0
# Measured: at 35, 1 of 2,304 changes (summary); at 140, none of 2,304 pages changes.
_MOST_POINT_WORDS: Final = 70.0
# Measured: at 0.35, none of 2,304 pages changes; at 0.65, 1 of 2,304 changes (summary).
_MOST_LINKED: Final = 0.5
# Measured: at 6 and at 24, none of 1,257 pages changes.
_PROSE_WORDS: Final = 12.0
# Measured: at 30, 1 of 377 changes (summary); at 120, none of 602 pages changes.
_MOST_WALK: Final = 60
_STANDFIRSTS: Final = class_names("subtitle")
_NAMES: Final = ClassNames(
    (class_names("summary").words | _STANDFIRSTS.words) - class_names("description").words,
    (*class_names("summary").groups, *_STANDFIRSTS.groups),
)
"""Some sites set the standfirst as a list. A "description" heads threads: who began it, and when."""
# Ten points of 25 words; a box with more holds the body as well.
_MOST_WORDS: Final = 250.0
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
_POINTS, _SUBTITLES = 0.9, 0.8


def read_summary(
    context: ArticleContext, *, subtitle_blocks: Sequence[int], consumed: Collection[int]
) -> FieldResult[tuple[str, ...]]:
    """Read the summary points: a list below a heading such as "Key points", or in an element named like one.

    Args:
        context: The page and its body.
        subtitle_blocks: Indexes of the blocks that show the subtitle; more blocks like it below are points.
        consumed: Indexes of the blocks that became other fields.

    Returns:
        The points, and the blocks that show them and their heading; no blocks where the points are part of the body,
        because some pages have no other text.
    """
    blocks = context.page.blocks
    for block in blocks[context.opening : min(context.end, context.opening + _MOST_WALK)]:
        if block.index in consumed:
            continue
        points = _points_at(block, context, consumed)
        if points is None:
            if _is_prose(block, context):
                break  # A list further down belongs to the text.
        elif _LEAST_POINTS <= len(points) <= _MOST_POINTS and points[-1].index < context.kept[-1]:
            return _result(block, points, context)
    return _more_subtitles(context, subtitle_blocks[0], consumed) if subtitle_blocks else FieldResult(())


def _points_at(block: Block, context: ArticleContext, consumed: Collection[int]) -> list[Block] | None:
    """The points that a block heads or opens, none if these can't be points; None for any other block."""
    if heads_summary(block.text):
        return _points_below(context, block, consumed)
    if block.container.tag == "li" and is_named(block.container, _NAMES, 4, _MOST_WORDS):
        return _same_list(context, block.index, consumed)
    return None


def _is_prose(block: Block, context: ArticleContext) -> bool:
    return block.index in context.body and block.words >= _PROSE_WORDS and not block.container.within & Within.LIST


def _result(block: Block, points: list[Block], context: ArticleContext) -> FieldResult[tuple[str, ...]]:
    indexes = tuple(point.index for point in points)
    texts = tuple(point.text.replace("\n", " ") for point in points)
    if not context.body.isdisjoint(indexes):
        return FieldResult(texts, (), "page", _POINTS)
    return FieldResult(texts, indexes if block.index in indexes else (block.index, *indexes), "page", _POINTS)


def _points_below(context: ArticleContext, heading: Block, consumed: Collection[int]) -> list[Block]:
    """The items of the list below a heading, or else the paragraphs in the heading's own box."""
    blocks = context.page.blocks
    if heading.index + 1 >= len(blocks):
        return []
    first = blocks[heading.index + 1]
    if any(container.tag == "li" for container in first.container.inclusive_ancestors(2)):
        return _same_list(context, first.index, consumed)
    box = heading.container.parent
    if box is None or box.first != heading.index or box.end >= context.end:
        return []
    return _if_points(blocks[heading.index + 1 : box.end], context, consumed)


def _same_list(context: ArticleContext, index: int, consumed: Collection[int]) -> list[Block]:
    """The items of the list that a block opens."""
    blocks = context.page.blocks
    box = _list_around(blocks[index].container)
    if box is None or box.first != index:
        return []
    return _if_points(blocks[index : min(box.end, index + _MOST_POINTS + 1)], context, consumed)


def _list_around(container: Container) -> Container | None:
    return next((box for box in container.inclusive_ancestors(3) if box.tag in ("ul", "ol")), None)


def _if_points(blocks: list[Block], context: ArticleContext, consumed: Collection[int]) -> list[Block]:
    """The blocks if all of them can be points, else none."""
    return blocks if all(_is_point(context, block, consumed) for block in blocks) else []


def _is_point(context: ArticleContext, block: Block, consumed: Collection[int]) -> bool:
    return (
        block.index not in consumed
        and _LEAST_POINT_WORDS <= block.words <= _MOST_POINT_WORDS
        and block.link_density <= _MOST_LINKED
        and not context.is_apart(block.container, _ELSEWHERE)
        and not block.container.within & Within.HEADING
    )


def _more_subtitles(context: ArticleContext, subtitle: int, consumed: Collection[int]) -> FieldResult[tuple[str, ...]]:
    """The further lines of the standfirst that the subtitle begins. Without a class they fill a box of their own."""
    lines = further_lines(context.page, subtitle)
    points = list(takewhile(lambda block: _is_deck(context, block, consumed), lines))
    own = context.page.blocks[subtitle].container
    box = own.parent
    fill_box = box is not None and box.first == subtitle and box.end == subtitle + 1 + len(points)
    if not points or not (own.attributes.get("class") or fill_box):
        return FieldResult(())
    return FieldResult(
        tuple(point.text for point in points), tuple(point.index for point in points), "page", _SUBTITLES
    )


def _is_deck(context: ArticleContext, block: Block, consumed: Collection[int]) -> bool:
    return (
        block.index not in consumed
        and (block.index not in context.body or bool(block.container.within & Within.HEADING))
        and block.words >= _LEAST_POINT_WORDS
        and block.link_density <= _MOST_LINKED
    )
