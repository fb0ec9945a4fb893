"""The reader of figures."""

from __future__ import annotations

from typing import Final

from cleanarticle.article import Figure
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.figures.captions import add_captions, figure_of, marked_credits
from cleanarticle.fields.figures.pictures import find_pictures
from cleanarticle.fields.figures.separate_captions import is_figure, with_captions, with_claimed_lead

__all__ = ["read_figures"]

# Measured: at 100, 12 of 2,304 change (figures); at 400, 6 of 2,304 change (figures).
_MOST_FIGURES: Final = 200


def read_figures(context: ArticleContext) -> FieldResult[tuple[Figure, ...]]:
    """Read the figures.

    Args:
        context: The page and its body.

    Returns:
        The figures in the order of the page, with the certainty of the least sure of them; and the blocks that were
        captions and credits.
    """
    drafts, boxes = find_pictures(context)
    add_captions(context, drafts, boxes)
    drafts = sorted(drafts, key=lambda draft: draft.block)[:_MOST_FIGURES]
    blocks = tuple(block.index for draft in drafts for block in draft.captions)
    credits_by_block = marked_credits(context)
    pairs = [(figure, draft) for draft in drafts if (figure := figure_of(draft, credits_by_block)) is not None]
    figures = with_captions([(figure, draft) for figure, draft in pairs if is_figure(figure, draft, context)])
    figures = with_claimed_lead(figures, context)
    if not figures:
        return FieldResult((), blocks)
    weakest = min(ranked.rank for ranked in figures)
    places = tuple(ranked.place for ranked in figures)
    return FieldResult(tuple(ranked.figure for ranked in figures), blocks, "page", weakest.certainty, places=places)
