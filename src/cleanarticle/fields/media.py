"""The videos and recordings that are part of the article."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import unquote

from cleanarticle.article import Media
from cleanarticle.fields.context import ArticleContext, FieldResult, absolute, compact, has_name, word_set
from cleanarticle.fields.picture_addresses import picture_key
from cleanarticle.fields.text.credits import is_label_of_player
from cleanarticle.lexicon.words import load_words
from cleanarticle.page.claims import Recording, plain_text, type_name
from cleanarticle.page.model import Container, MediaElement, Within

__all__ = ["parse_duration", "read_media"]

Kind = Literal["video", "audio"]

_KINDS: Final[dict[str, Kind]] = {
    "video": "video", "amp-video": "video", "amp-youtube": "video", "amp-vimeo": "video", "amp-dailymotion": "video",
    "amp-brightcove": "video", "amp-jwplayer": "video", "lite-youtube": "video", "lite-vimeo": "video",
    "audio": "audio", "amp-audio": "audio", "amp-soundcloud": "audio",
}  # fmt: skip
_FRAMES: Final = frozenset({"iframe", "amp-iframe", "embed", "object"})
_PLAYERS: Final[dict[Kind, tuple[str, ...]]] = {
    kind: tuple(hosts) for kind, hosts in load_words("players").items() if kind in ("video", "audio")
}
"""Hosts of players, with the beginning of the path where the host has other frames as well."""
_PLAYER_PATH: Final = re.compile(
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
_NO_TITLE: Final = re.compile(
    r"(?:(?:embedded|external|html5|youtube|vimeo|twitch|dailymotion|spotify|soundcloud|facebook|jw|brightcove) )*"
    r"(?:video|audio|media|podcast|content|embed|iframe|film)?[\s:-]*(?:player|content|embed|iframe|widget)?"
    r"(?: from \w+)?$|"
    r"[0-9a-f]{8}-[0-9a-f-]{20,}$|[\w-]+\.(?:mp[34]|m4[av]|mov|webm|wav|ogg)$|(?:https?:)?//|[\w-]+(?:\.[\w-]+)+$|\d*$",
    re.IGNORECASE,
)
"""Titles of players that say what they are and not what they play: names of products, files, sites and numbers."""
_SUFFIX: Final = re.compile(r"\s*[|–—-]\s*(?:video|youtube|vimeo|podcast)$", re.IGNORECASE)
_INVITATIONS: Final = re.compile(
    r"up next|now playing|next video|watch(?: now| more| live| the video)?\b.{0,12}$|listen to this|listen now|"
    r"play (?:video|audio)|escucha (?:esta|este|la|el)|ouvir (?:o|a|esta|este)|ouça|écouter (?:cet|l)|"
    r"artikel (?:an)?hören|hören sie|ascolta|luister naar|lyt til|lyssna på|posłuchaj|слушать|прослушать|音声|再生|"
    r"bu haberi dinle|playlist|autoplay|advertisement",
    re.IGNORECASE,
)
"""What a player's frame says to the reader, in place of a title."""
_ISO: Final = re.compile(
    r"-?P?(?:(\d{1,4})Y)?(?:(\d{1,4})M(?=\d{1,4}D|T|\d+W|$))?(?:(\d{1,4})W)?(?:(\d{1,4})D)?T?"
    r"(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:\.\d{1,30})?S)?",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})")
_SECONDS: Final = re.compile(r"(\d{1,6})(?:\.\d{1,20})?")
_LABELLED: Final = re.compile(
    r"(?:(\d{1,3})\s?(?:h|hr|hrs|std|uhr|hours?|stunden?)\b\.?\s?)?(?:(\d{1,3})\s?(?:min|mins|minuten?|minutes?|minutos|"
    r"minuti|мин|分)\b\.?\s?)?(?:(\d{1,2})\s?(?:s|sec|secs|sek|sekunden|seconds?|segundos|secondi|сек|秒)\b\.?)?",
    re.IGNORECASE,
)
_LINE: Final = re.compile(
    r"(?:^|[\s(|])((?:\d{1,2}:)?\d{1,2}:\d{2})(?=\s?min\b|[\s)|]|$)|^\W*(\d{1,3}\s?min\b)", re.IGNORECASE
)
_MOST_DURATION: Final = dt.timedelta(hours=24)
_ELSEWHERE: Final = Within.NAV | Within.FOOTER | Within.DIALOG | Within.FORM
_OTHER_NAMES: Final = word_set(
    "related recommended recommendation recommendations teaser teasers ad ads advert advertisement promo sidebar "
    "sponsor newsletter comment comments footer carousel playlist trending popular more latest author background bg"
)
_MOST_MEDIA: Final = 50
_MOST_TITLE_WORDS: Final = 40
_MOST_CAPTION_TITLE: Final = 14
_MOST_BOX_WORDS: Final = 60.0
_LEVELS: Final = 3
_LEAST_TITLE: Final = 12
_LINES_ABOVE: Final = 6
_LEAST_KEY: Final = 6
_NAMED_AND_SHOWN, _NAMED, _SHOWN_WITH_TITLE, _SHOWN = 0.95, 0.8, 0.85, 0.75


@dataclass(slots=True)
class _Draft:
    """A video or recording being put together.

    Attributes:
        at: Index of the block that it stands before.
        kind: What it is.
        title: Its title.
        duration: Its length.
        src: Its address.
        keys: What may be the same in two descriptions of it: names of its files and of its stills.
        sureness: How sure it is that it is part of the article.
    """

    at: int
    kind: Kind
    title: str | None = None
    duration: dt.timedelta | None = None
    src: str | None = None
    keys: set[str] = field(default_factory=set)
    sureness: float = _SHOWN


def read_media(context: ArticleContext) -> FieldResult[tuple[Media, ...]]:
    """Read the videos and recordings.

    A player counts that stands in the body or between it and the headline, outside teasers, and is no moving
    background. Structured data counts where an article names it as its own, and where what stands beside the article
    has a player or its title in the body.

    Args:
        context: The page and its body.

    Returns:
        The videos and recordings in the order of the page. They are as sure as the least sure of them: what the
        data name and the page shows is surest.
    """
    drafts = _players(context)
    shown = len(drafts)
    for recording in (*_items(context), *context.claims.recordings):
        _add(recording, drafts, context)
    drafts = [draft for draft in drafts if draft.title or draft.duration or draft.src]
    drafts.sort(key=lambda draft: draft.at)
    found = tuple(
        Media(kind=draft.kind, title=draft.title, duration=draft.duration, src=draft.src)
        for draft in drafts[:_MOST_MEDIA]
    )
    if not found:
        return FieldResult(())
    return FieldResult(found, (), "page" if shown else "json-ld", min(draft.sureness for draft in drafts))


def parse_duration(text: str) -> dt.timedelta | None:
    """Read a length: ISO 8601, also where its letters are out of order, minutes and seconds, or seconds.

    Args:
        text: `PT2M7S`, `T13M26S`, `P5M9.49S`, `02:07`, `1:02:07`, `127`, `2 min`.

    Returns:
        The length to the second; None for none, for nothing and for more than a day.
    """
    text = text.strip()[:60]
    for pattern, seconds in ((_CLOCK, (3600, 60, 1)), (_LABELLED, (3600, 60, 1)), (_SECONDS, (1,))):
        match = pattern.fullmatch(text)
        if match is not None and any(match.groups()):
            return _length(sum(int(part or 0) * unit for part, unit in zip(match.groups(), seconds, strict=True)))
    match = _ISO.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    years, months, weeks, days, hours, minutes, secs = (int(part or 0) for part in match.groups())
    if years or weeks:
        return None
    # Without a T, an M before seconds or at the end stands for minutes all the same: nothing plays for months.
    return _length(months * 60 + days * 86_400 + hours * 3600 + minutes * 60 + secs)


def _length(seconds: int) -> dt.timedelta | None:
    return dt.timedelta(seconds=seconds) if 0 < seconds <= _MOST_DURATION.total_seconds() else None


# --- what the page shows ----------------------------------------------------------------------------------


def _players(context: ArticleContext) -> list[_Draft]:
    drafts: list[_Draft] = []
    first = min(context.opening, context.start)
    for media in context.page.media:
        if not first <= media.block <= context.end or len(drafts) >= _MOST_MEDIA:
            continue
        if media.block == context.end and not _stands_with_body(media.container, context):
            continue
        address = _address(media, context)
        kind = _kind(media, address)
        if kind is None or _is_elsewhere(media, context):
            continue
        keys = _keys([address or "", media.attributes.get("poster") or ""])
        if any(keys & draft.keys for draft in drafts):
            continue
        title, duration = _title(media), _duration(media)
        shown_title, shown_duration = _beside(media.container, context)
        title = title or (shown_title if shown_title and shown_title.count(" ") < _MOST_CAPTION_TITLE else None)
        duration = duration or shown_duration
        drafts.append(_Draft(media.block, kind, title, duration, address, keys, _SHOWN_WITH_TITLE if title else _SHOWN))
    return drafts


def _kind(media: MediaElement, address: str | None) -> Kind | None:
    """What an element plays; None for frames of other things, and for moving pictures without sound or controls."""
    if media.tag in _KINDS:
        attributes = media.attributes
        if (
            "controls" not in attributes
            and "loop" in attributes
            and ("muted" in attributes or "autoplay" in attributes)
        ):
            return None
        return _KINDS[media.tag]
    if media.tag not in _FRAMES or not address:
        return None
    place = address.partition("//")[2].lower()
    for kind, hosts in _PLAYERS.items():
        if any(host in place for host in hosts):
            return kind
    match = _PLAYER_PATH.search(place.partition("?")[0])
    if match is None:
        return None
    return "audio" if (match["kind"] or match["player"]).lower().startswith(("audio", "podcast")) else "video"


def _address(media: MediaElement, context: ArticleContext) -> str | None:
    attributes = media.attributes
    own = attributes.get(_ID_ATTRIBUTES.get(media.tag, ""))
    if own:
        return _WATCH[media.tag] + own
    for name in _ADDRESSES:
        address = absolute(attributes.get(name) or "", context)
        if address is not None:
            return "https:" + address if address.startswith("//") else address
    return None


def _is_elsewhere(media: MediaElement, context: ArticleContext) -> bool:
    container = media.container
    if context.is_apart(container, _ELSEWHERE | Within.ASIDE) or has_name(container, _OTHER_NAMES, _LEVELS):
        return True
    if media.attributes.get("width") in ("0", "1") or media.attributes.get("height") in ("0", "1"):
        return True
    return container.within & Within.HIDDEN & ~context.inside != 0 and container.tag != "noscript"


def _stands_with_body(container: Container, context: ArticleContext) -> bool:
    """Whether what comes after the last paragraph stands in the same element as that paragraph."""
    last = context.page.blocks[context.kept[-1]].container
    around = {last.index}
    if last.parent is not None:
        around.add(last.parent.index)
    at: Container | None = container
    for _ in range(_LEVELS):
        if at is None:
            return False
        if at.index in around and at.index:
            return True
        at = at.parent
    return False


def _title(media: MediaElement) -> str | None:
    for name in _TITLES:
        title = _as_title(media.attributes.get(name) or "")
        if title is not None:
            return title
    return None


def _as_title(text: str) -> str | None:
    title = _SUFFIX.sub("", plain_text(text[:1000]).strip("\"'“”„ "))
    words = title.split()
    if not words or len(words) > _MOST_TITLE_WORDS or title.endswith(("...", "…")):
        return None
    if _NO_TITLE.match(title) is not None or _INVITATIONS.match(title) is not None:
        return None
    return title


def _duration(media: MediaElement) -> dt.timedelta | None:
    for name in _DURATIONS:
        value = media.attributes.get(name)
        duration = parse_duration(value) if value else None
        if duration is not None:
            return duration
    return None


def _beside(container: Container, context: ArticleContext) -> tuple[str | None, dt.timedelta | None]:
    """Title and length that stand with a player, in the smallest element with a few words and none of the body."""
    blocks = context.page.blocks
    at: Container | None = container
    for _ in range(_LEVELS):
        if at is None or at.words > _MOST_BOX_WORDS or not context.body.isdisjoint(range(at.first, at.end)):
            return None, None
        if at.words:
            break
        at = at.parent
    if at is None or not at.words:
        return None, None
    title: str | None = None
    duration: dt.timedelta | None = None
    for block in blocks[at.first : at.end]:
        if block.index in context.titles or block.container.within & Within.BUTTON:
            continue
        match = _LINE.search(block.text)
        if match is not None and duration is None:
            duration = parse_duration(match[1] or match[2])
        is_caption = block.container.within & (Within.CAPTION | Within.HEADING) or "title" in block.container.names
        if title is None and is_caption and not block.link_density and not is_label_of_player(block.text):
            title = _as_title(block.text)
    return title, duration


# --- what its data say ------------------------------------------------------------------------------------


def _items(context: ArticleContext) -> list[Recording]:
    """What microdata describes in the body, in the shape of what JSON-LD describes."""
    found = []
    for item in context.page.items:
        if min(context.opening, context.start) <= item.block <= context.end:
            properties = {name.lower(): plain_text(value[:2000]) for name, value in item.properties.items()}
            kind = "audio" if type_name(item.kind).startswith("audio") else "video"
            addresses = tuple(properties[name] for name in ("contenturl", "embedurl", "url") if properties.get(name))
            pictures = tuple(properties[name] for name in ("thumbnailurl", "thumbnail") if properties.get(name))
            title, duration = properties.get("name", ""), properties.get("duration", "")
            found.append(Recording(kind, title, duration, addresses, pictures, is_part=True))
    return found


def _add(recording: Recording, drafts: list[_Draft], context: ArticleContext) -> None:
    """Add what structured data say of one recording to its player, or, if it is sure enough, as one more."""
    kind: Kind = "audio" if recording.kind == "audio" else "video"
    title = _claimed_title(recording, context)
    duration = parse_duration(recording.duration)
    keys = _keys([*recording.addresses, *recording.pictures])
    draft = _same(kind, title, keys, drafts)
    place = _place(title, recording, context) if draft is None else draft.at
    if draft is None and not recording.is_part and place is None:
        draft = _only_player(kind, drafts, context)
        if draft is None:
            return
    src = next((found for each in recording.addresses if (found := absolute(each, context)) is not None), None)
    if draft is None:
        at = context.start if place is None else place
        drafts.append(_Draft(at, kind, title, duration, src, keys, _NAMED if place is None else _SHOWN_WITH_TITLE))
        return
    draft.title = title or draft.title
    draft.duration = draft.duration or duration
    draft.src = draft.src or src
    draft.keys |= keys
    draft.sureness = _NAMED_AND_SHOWN


def _claimed_title(recording: Recording, context: ArticleContext) -> str | None:
    title = _as_title(recording.title)
    site = context.claims.first("site_name")
    return None if title is None or (site and compact(title) == compact(site)) else title


def _same(kind: Kind, title: str | None, keys: set[str], drafts: list[_Draft]) -> _Draft | None:
    """The draft that is of the same recording: by its files, its stills, or its title."""
    name = compact(title) if title else ""
    for draft in drafts:
        if draft.kind == kind and (keys & draft.keys or (name and draft.title and compact(draft.title) == name)):
            return draft
    return None


def _only_player(kind: Kind, drafts: list[_Draft], context: ArticleContext) -> _Draft | None:
    """The one player of a page whose data describe one recording."""
    same = [draft for draft in drafts if draft.kind == kind]
    claimed = [recording for recording in context.claims.recordings if recording.kind == kind]
    return same[0] if len(same) == 1 == len(claimed) and same[0].title is None else None


def _place(title: str | None, recording: Recording, context: ArticleContext) -> int | None:
    """Where the page shows a recording without a player of its own: its title, or its still, in the article."""
    blocks = context.page.blocks
    first = min(context.opening, context.start)
    if title is not None and len(compact(title)) >= _LEAST_TITLE:
        name = compact(title)
        for block in blocks[max(0, first - _LINES_ABOVE) : context.end + 1]:
            if block.index in context.titles or block.link_density > 0.5 or block.words > _MOST_TITLE_WORDS:
                continue
            if not has_name(block.container, _OTHER_NAMES, _LEVELS) and compact(block.text) == name:
                return block.index
    stills = {picture_key(picture) for picture in recording.pictures}
    for media in context.page.media if stills else ():
        if first <= media.block <= context.end and not media.link and media.tag == "img":
            address = media.attributes.get("src") or media.attributes.get("data-src") or ""
            if picture_key(address) in stills and not _is_elsewhere(media, context):
                return media.block
    return None


def _keys(addresses: list[str]) -> set[str]:
    """What stays the same of the addresses of a file, its player and its page: the longest part that is no word."""
    keys = set()
    for address in addresses:
        path = unquote(address).partition("//")[2].partition("/")[2].partition("#")[0]
        path, _, query = path.partition("?")
        parts = [part.partition(".")[0] for part in path.split("/")] + [
            each.rpartition("=")[2] for each in query.split("&")
        ]
        named = [part for part in parts if len(part) >= _LEAST_KEY and not (part.isalpha() and part.islower())]
        if named:
            keys.add(max(named, key=len))
    return keys
