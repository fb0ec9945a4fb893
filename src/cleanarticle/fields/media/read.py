"""The reader of videos and recordings."""

from __future__ import annotations

from cleanarticle.article import Media
from cleanarticle.fields.context import ArticleContext, FieldResult
from cleanarticle.fields.media.draft import MOST_MEDIA
from cleanarticle.fields.media.players import find_players
from cleanarticle.fields.media.recordings import add_recording, microdata_recordings

__all__ = ["read_media"]


def read_media(context: ArticleContext) -> FieldResult[tuple[Media, ...]]:
    """Read the videos and recordings.

    A player counts if it stands in the body or between it and the headline, not in a teaser, and is not a moving
    background. A recording in structured data counts if an article names it as its own, or if the page shows its
    player, title or still.

    Args:
        context: The page and its body.

    Returns:
        The videos and recordings in the order of the page, with the certainty of the least sure of them.
    """
    drafts = find_players(context)
    shows_players = bool(drafts)
    for recording in (*microdata_recordings(context), *context.claims.recordings):
        add_recording(recording, drafts, context)
    drafts = [draft for draft in drafts if draft.title or draft.duration or draft.src]
    drafts.sort(key=lambda draft: draft.block)
    media = tuple(
        Media(kind=draft.kind, title=draft.title, duration=draft.duration, src=draft.src)
        for draft in drafts[:MOST_MEDIA]
    )
    if not media:
        return FieldResult(())
    weakest = min(draft.rank for draft in drafts)
    return FieldResult(media, (), "page" if shows_players else "json-ld", weakest.certainty)
