"""The recordings that structured data describe, and where the page shows them."""

from __future__ import annotations

from typing import Final

from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.media.draft import (
    MediaDraft,
    MediaKind,
    MediaRank,
    file_keys,
    first_block,
    is_elsewhere,
    is_teased,
)
from cleanarticle.fields.media.durations import parse_duration
from cleanarticle.fields.media.titles import MOST_TITLE_WORDS, as_title
from cleanarticle.fields.picture_addresses import picture_key
from cleanarticle.fields.text_key import text_key
from cleanarticle.page.claims import Recording, plain_text, type_name

__all__ = ["add_recording", "microdata_recordings"]

# Measured: at 6 and at 24, none of 2,304 pages changes.
_LEAST_TITLE: Final = 12
# Measured: at 5 and at 7, none of 2,304 pages changes.
_LINES_ABOVE: Final = 6


def microdata_recordings(context: ArticleContext) -> list[Recording]:
    """The recordings that microdata describe in the body or above it, in the shape of those of JSON-LD."""
    recordings = []
    for item in context.page.items:
        if first_block(context) <= item.block <= context.end:
            properties = {name.lower(): plain_text(value[:2000]) for name, value in item.properties.items()}
            kind = "audio" if type_name(item.kind).startswith("audio") else "video"
            addresses = tuple(properties[name] for name in ("contenturl", "embedurl", "url") if properties.get(name))
            pictures = tuple(properties[name] for name in ("thumbnailurl", "thumbnail") if properties.get(name))
            title, duration = properties.get("name", ""), properties.get("duration", "")
            recordings.append(Recording(kind, title, duration, addresses, pictures, is_part=True))
    return recordings


def add_recording(recording: Recording, drafts: list[MediaDraft], context: ArticleContext) -> None:
    """Add what structured data say of a recording to the draft of its player.

    A recording without a player gets a draft of its own, if an article names it as its own, or if the page shows its
    title or its still.

    Args:
        recording: The recording.
        drafts: The drafts so far; one is changed or added.
        context: The page and its body.
    """
    kind: MediaKind = "audio" if recording.kind == "audio" else "video"
    title = _claimed_title(recording, context)
    keys = file_keys([*recording.addresses, *recording.pictures])
    draft = _same(kind, title, keys, drafts)
    place = _place(title, recording, context) if draft is None else None
    if draft is None and place is None and not recording.is_part:
        draft = _only_player(kind, drafts, context)
        if draft is None:
            return
    duration = parse_duration(recording.duration)
    addresses = (context.absolute(address) for address in recording.addresses)
    src = next((address for address in addresses if address is not None), None)
    if draft is None:
        block = context.start if place is None else place
        rank = MediaRank.CLAIMED if place is None else MediaRank.SHOWN_WITH_TITLE
        drafts.append(MediaDraft(block, kind, title, duration, src, keys, rank))
        return
    draft.title = title or draft.title
    draft.duration = draft.duration or duration
    draft.src = draft.src or src
    draft.keys |= keys
    draft.rank = MediaRank.CLAIMED_AND_SHOWN


def _claimed_title(recording: Recording, context: ArticleContext) -> str | None:
    title = as_title(recording.title)
    site = context.claims.first("site_name")
    return None if title is None or (site and text_key(title) == text_key(site)) else title


def _same(kind: MediaKind, title: str | None, keys: set[str], drafts: list[MediaDraft]) -> MediaDraft | None:
    """The draft of the same recording: by its files, its stills, or its title."""
    name = text_key(title) if title else ""
    for draft in drafts:
        if draft.kind == kind and (keys & draft.keys or (name and draft.title and text_key(draft.title) == name)):
            return draft
    return None


def _only_player(kind: MediaKind, drafts: list[MediaDraft], context: ArticleContext) -> MediaDraft | None:
    """The only player of a page whose structured data describe a single recording."""
    same = [draft for draft in drafts if draft.kind == kind]
    claimed = [recording for recording in context.claims.recordings if recording.kind == kind]
    return same[0] if len(same) == 1 == len(claimed) and same[0].title is None else None


def _place(title: str | None, recording: Recording, context: ArticleContext) -> int | None:
    """Index of the block where the page shows the title or the still of a recording without a player."""
    place = _place_of_title(title, context) if title is not None else None
    return _place_of_still(recording, context) if place is None else place


def _place_of_title(title: str, context: ArticleContext) -> int | None:
    name = text_key(title)
    if len(name) < _LEAST_TITLE:
        return None
    for block in context.page.blocks[max(0, first_block(context) - _LINES_ABOVE) : context.end + 1]:
        if block.index in context.titles or block.link_density > 0.5 or block.words > MOST_TITLE_WORDS:
            continue
        if not is_teased(block.container) and text_key(block.text) == name:
            return block.index
    return None


def _place_of_still(recording: Recording, context: ArticleContext) -> int | None:
    stills = {picture_key(picture) for picture in recording.pictures}
    for media in context.page.media if stills else ():
        if media.tag != "img" or media.link or not first_block(context) <= media.block <= context.end:
            continue
        address = media.attributes.get("src") or media.attributes.get("data-src") or ""
        if picture_key(address) in stills and not is_elsewhere(media, context):
            return media.block
    return None
