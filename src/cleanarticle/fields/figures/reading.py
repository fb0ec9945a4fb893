"""The figures, from pictures and captions."""

from __future__ import annotations

from typing import Final

from cleanarticle.article import Figure
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.figures.captions import add_captions, figure_of, marked_credits
from cleanarticle.fields.figures.joining import is_figure, with_captions, with_claimed_lead
from cleanarticle.fields.figures.pictures import find_pictures

__all__ = ["read_figures"]

_MOST_FIGURES: Final = 200


def read_figures(context: ArticleContext) -> FieldResult[tuple[Figure, ...]]:
    """Read the figures.

    Args:
        context: The page and its body.

    Returns:
        The figures in the order of the page, and the blocks that were captions and credits. They are as sure as
        the least sure of their pictures: one that the page also claims is surest, one without figure and caption least.
    """
    drafts, boxes = find_pictures(context)
    add_captions(context, drafts, boxes)
    credits_by_block = marked_credits(context)
    drafts.sort(key=lambda draft: draft.at)
    blocks = tuple(block.index for draft in drafts[:_MOST_FIGURES] for block in draft.captions)
    pairs = [(figure_of(draft, credits_by_block), draft) for draft in drafts[:_MOST_FIGURES]]
    found = with_captions(
        [(figure, draft) for figure, draft in pairs if figure is not None and is_figure(figure, draft, context)]
    )
    found = with_claimed_lead(found, context)
    if not found:
        return FieldResult((), blocks)
    return FieldResult(tuple(figure for figure, _ in found), blocks, "page", min(sureness for _, sureness in found))
