"""The players that the page shows."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from cleanarticle.fields.context import ArticleContext
from cleanarticle.fields.media.draft import (
    LEVELS,
    MOST_MEDIA,
    MediaDraft,
    MediaKind,
    MediaRank,
    file_keys,
    first_block,
    is_elsewhere,
)
from cleanarticle.fields.media.durations import find_duration, parse_duration
from cleanarticle.fields.media.titles import as_title
from cleanarticle.fields.text.credits import is_label_of_player
from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import load_words
from cleanarticle.page.model import Block, Container, Within
from cleanarticle.page.model import MediaElement as Element

__all__ = ["find_players"]

_KINDS: Final[dict[str, MediaKind]] = {
    "video": "video", "amp-video": "video", "amp-youtube": "video", "amp-vimeo": "video", "amp-dailymotion": "video",
    "amp-brightcove": "video", "amp-jwplayer": "video", "lite-youtube": "video", "lite-vimeo": "video",
    "audio": "audio", "amp-audio": "audio", "amp-soundcloud": "audio",
}  # fmt: skip
_FRAMES: Final = frozenset({"iframe", "amp-iframe", "embed", "object"})
_PLAYERS: Final[dict[MediaKind, tuple[str, ...]]] = {
    kind: tuple(hosts) for kind, hosts in load_words("players").items() if kind in ("video", "audio")
}
"""Hosts of players, with the beginning of the path if the host has other frames as well."""
_PLAYER_PATH: Final = lazy_pattern(
    r"/(?:embed[/-]?|player[/-]?|e/)?(?P<kind>video|audio|podcast)s?[/-]?(?:embed|player)?(?=[/?.-]|$)|"
    r"/(?P<player>videoplayer|audioplayer|jwplayer)\b",
    re.IGNORECASE,
)
_ID_ATTRIBUTES: Final[dict[str, str]] = {
    "amp-youtube": "data-videoid",
    "lite-youtube": "videoid",
    "amp-vimeo": "data-videoid",
    "lite-vimeo": "videoid",
}
_WATCH: Final = {
    "amp-youtube": "https://www.youtube.com/watch?v=",
    "lite-youtube": "https://www.youtube.com/watch?v=",
    "amp-vimeo": "https://vimeo.com/",
    "lite-vimeo": "https://vimeo.com/",
}
_ADDRESSES: Final = ("src", "data-src", "data-lazy-src", "data-url", "data-video-src", "data-audio-src", "data")
_TITLES: Final = ("data-title", "data-video-title", "data-audio-title", "aria-label", "title")
_DURATIONS: Final = ("data-duration", "data-video-duration", "data-length", "duration")
# Measured: at 7, 4 of 2,304 change (media); at 28, 3 of 2,304 change (media 2).
_MOST_CAPTION_TITLE: Final = 14
# Measured: at 30, 1 of 2,304 changes (media); at 120, none of 2,304 pages changes.
_MOST_BOX_WORDS: Final = 60.0


def find_players(context: ArticleContext) -> list[MediaDraft]:
    """Make a draft of each player in the body, or between it and the headline."""
    drafts: list[MediaDraft] = []
    first = first_block(context)
    for media in context.page.media:
        if not first <= media.block <= context.end or len(drafts) >= MOST_MEDIA:
            continue
        if media.tag not in _KINDS and media.tag not in _FRAMES:
            continue
        # A player after the last paragraph counts only in the same box as that paragraph.
        if media.block == context.end and not _stands_with_body(media.container, context):
            continue
        address = _address(media, context)
        kind = _kind(media, address)
        if kind is None or is_elsewhere(media, context):
            continue
        keys = file_keys([address or "", media.attributes.get("poster") or ""])
        if not any(keys & draft.keys for draft in drafts):
            drafts.append(_draft(media, kind, address, keys, context))
    return drafts


def _draft(media: Element, kind: MediaKind, address: str | None, keys: set[str], context: ArticleContext) -> MediaDraft:
    title, duration = _title(media), _duration(media)
    shown_title, shown_duration = _beside(media.container, context)
    # A long line below a player is a caption.
    if title is None and shown_title is not None and shown_title.count(" ") < _MOST_CAPTION_TITLE:
        title = shown_title
    rank = MediaRank.SHOWN_WITH_TITLE if title else MediaRank.SHOWN
    return MediaDraft(media.block, kind, title, duration or shown_duration, address, keys, rank)


def _kind(media: Element, address: str | None) -> MediaKind | None:
    """What an element plays; None for frames of other things, and for moving backgrounds."""
    if media.tag in _KINDS:
        return None if _is_background(media) else _KINDS[media.tag]
    if not address:
        return None
    place = address.partition("//")[2].lower()
    for kind, hosts in _PLAYERS.items():
        if any(host in place for host in hosts):
            return kind
    match = _PLAYER_PATH.search(place.partition("?")[0])
    if match is None:
        return None
    return "audio" if (match["kind"] or match["player"]).lower().startswith(("audio", "podcast")) else "video"


def _is_background(media: Element) -> bool:
    attributes = media.attributes
    return "controls" not in attributes and "loop" in attributes and ("muted" in attributes or "autoplay" in attributes)


def _address(media: Element, context: ArticleContext) -> str | None:
    attributes = media.attributes
    identifier = attributes.get(_ID_ATTRIBUTES.get(media.tag, ""))
    if identifier:
        return _WATCH[media.tag] + identifier
    for name in _ADDRESSES:
        address = context.absolute(attributes.get(name) or "")
        if address is not None:
            return "https:" + address if address.startswith("//") else address
    return None


def _stands_with_body(container: Container, context: ArticleContext) -> bool:
    """True if an element stands in the last paragraph's element, or in the one around it."""
    last = context.page.blocks[context.kept[-1]].container
    around = {box.index for box in last.inclusive_ancestors(2)}
    return any(box.index in around and box.index for box in container.inclusive_ancestors(LEVELS))


def _title(media: Element) -> str | None:
    titles = (as_title(media.attributes.get(name) or "") for name in _TITLES)
    return next((title for title in titles if title is not None), None)


def _duration(media: Element) -> dt.timedelta | None:
    durations = (parse_duration(media.attributes.get(name) or "") for name in _DURATIONS)
    return next((duration for duration in durations if duration is not None), None)


def _beside(container: Container, context: ArticleContext) -> tuple[str | None, dt.timedelta | None]:
    """Title and length in the smallest box around a player that has text: a few words, and none of the body."""
    boxes = tuple(container.inclusive_ancestors(LEVELS + 1))
    box = next((box for box in boxes if box.words), None)
    if box is None:
        return None, None
    # The box around three empty ones is read whatever it holds.
    is_near = box in boxes[:LEVELS]
    if is_near and (box.words > _MOST_BOX_WORDS or not context.body.isdisjoint(range(box.first, box.end))):
        return None, None
    title: str | None = None
    duration: dt.timedelta | None = None
    for block in context.page.blocks[box.first : box.end]:
        if block.index in context.titles or block.container.within & Within.BUTTON:
            continue
        duration = duration or find_duration(block.text)
        if title is None and _may_be_title(block):
            title = as_title(block.text)
    return title, duration


def _may_be_title(block: Block) -> bool:
    is_caption = block.container.within & (Within.CAPTION | Within.HEADING) or "title" in block.container.names
    return bool(is_caption) and not block.link_density and not is_label_of_player(block.text)
