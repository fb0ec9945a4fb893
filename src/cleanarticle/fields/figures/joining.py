"""Captions and pictures that the page has apart, and what is no figure after all."""

from __future__ import annotations

from typing import Final

from cleanarticle.article import Figure
from cleanarticle.fields.context import ArticleContext, compact, word_set
from cleanarticle.fields.figures.drafts import (
    BORROWED,
    CAPTION_NAMES,
    CAPTIONED,
    CREDIT_NAMES,
    LEAST_CAPTION_SPACES,
    LEVELS,
    MOST_LINES,
    Draft,
    shows_pictures,
)
from cleanarticle.fields.picture_addresses import best_address
from cleanarticle.fields.text.credits import credit_behind, is_label_of_player
from cleanarticle.page.model import Block, Container, Within

__all__ = ["is_figure", "with_captions", "with_claimed_lead"]

_ONLY_CAPTION_NAMES: Final = CAPTION_NAMES - CREDIT_NAMES
_LEAST_SHARED_TEXT: Final = 15
"""Letters of an alternative text that a caption of the same picture has to begin with."""
_NEAR: Final = 2
_QUOTES: Final = word_set("quote quotes pullquote blockquote zitat citation cita citazione sitat citat")


def is_figure(figure: Figure, draft: Draft, context: ArticleContext) -> bool:
    """Whether a caption without its picture is one; a player's still is none, with or without its picture."""
    if figure.caption and is_label_of_player(figure.caption):
        return False
    if figure.src is not None:
        return True
    if any(block.link_density > 0.5 for block in draft.captions):
        return False
    is_claimed_lead = draft.at <= context.second and bool(context.claims.all("image"))
    if not (figure.alt or figure.credit or is_claimed_lead) and shows_pictures(context):
        return False
    if figure.credit is not None and figure.caption is not None:
        return True
    if (figure.caption or "").count(" ") < LEAST_CAPTION_SPACES - 1 or any(
        _quotes(block, context) for block in draft.captions
    ):
        return False
    return any(
        block.container.within & Within.FIGURE or not _ONLY_CAPTION_NAMES.isdisjoint(block.container.names)
        for block in draft.captions
    )


def _quotes(block: Block, context: ArticleContext) -> bool:
    """Whether a line stands in the figure of a quotation, whose source it names."""
    at: Container | None = block.container
    for _ in range(LEVELS):
        if at is None:
            return False
        if at.within & Within.QUOTE or not _QUOTES.isdisjoint(at.names):
            return True
        if at.tag == "figure":
            return any(each.container.within & Within.QUOTE for each in context.page.blocks[at.first : at.end])
        at = at.parent
    return False


def with_captions(pairs: list[tuple[Figure, Draft]]) -> list[tuple[Figure, float]]:
    """Put captions to their pictures where the page has the two apart, and leave out second copies of a caption."""
    joined: list[tuple[Figure, float]] = []
    by_alt: dict[str, int] = {}
    captions: set[str] = set()
    bare: tuple[int, int] | None = None
    pictures = any(figure.src is not None for figure, _ in pairs)
    for figure, draft in pairs:
        sureness = max(draft.sureness, CAPTIONED) if figure.caption else draft.sureness
        caption = compact(figure.caption) if figure.caption else ""
        if figure.src is None and caption:
            place = next((at for alt, at in by_alt.items() if _is_same_text(alt, caption)), None)
            if place is None and bare is not None and draft.alt is None and draft.at - bare[0] <= _NEAR:
                place = bare[1]
            if place is not None:
                picture, sure = joined[place]
                behind = credit_behind(figure.caption or "", picture.alt or "")
                shown, who = behind or (figure.caption, None)
                update = {"caption": shown, "credit": figure.credit or who}
                joined[place] = (picture.model_copy(update=update), max(sure, CAPTIONED))
                captions.add(caption)
                by_alt = {alt: at for alt, at in by_alt.items() if at != place}
            bare = None
            if place is not None or caption in captions:
                continue
            if pictures and figure.credit is None:
                continue
        bare = None if caption else (draft.at, len(joined))
        if caption:
            captions.add(caption)
        elif figure.alt and len(by_alt) < MOST_LINES:
            by_alt[compact(figure.alt)] = len(joined)
        joined.append((figure, sureness))
    return joined


def _is_same_text(alt: str, caption: str) -> bool:
    return len(alt) >= _LEAST_SHARED_TEXT and (caption.startswith(alt) or alt.startswith(caption))


def with_claimed_lead(found: list[tuple[Figure, float]], context: ArticleContext) -> list[tuple[Figure, float]]:
    """Give a caption at the top the picture that the page claims, where the page shows it none."""
    if not found or found[0][0].src is not None or shows_pictures(context):
        return found
    address = best_address({"src": context.claims.first("image")}, (), context)
    if address is None or len(found) > 1:
        return found
    return [(found[0][0].model_copy(update={"src": address}), BORROWED)]
