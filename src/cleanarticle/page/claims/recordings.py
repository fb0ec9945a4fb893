"""The videos and recordings in JSON-LD."""

from __future__ import annotations

from typing import Any, Final

from cleanarticle.page.claims.model import Claims, Recording
from cleanarticle.page.claims.types import is_article, types_of
from cleanarticle.page.claims.values import MOST_VALUE_CHARACTERS, objects_of, plain_text, text_of, texts_of

__all__ = ["read_recordings"]

# Measured: at 20 and at 200, none of 256 pages changes.
_MOST_RECORDINGS: Final = 50
# Measured: at 3 and at 30, none of 256 pages changes.
_MOST_PICTURES: Final = 10
# Measured: at 500 and at 8,000, none of 256 pages changes.
_MOST_ADDRESS_CHARACTERS: Final = 2_000
_RECORDING_TYPES: Final = {"videoobject": "video", "audioobject": "audio"}
_RECORDING_KEYS: Final = ("video", "audio", "associatedMedia", "hasPart")
"""Keys of an article's own videos and recordings."""


def read_recordings(own: list[dict[str, Any]], claims: Claims) -> None:
    """Read the videos and recordings of an article, and those that the page describes beside it."""
    for node in own:
        if is_article(node):
            for part in (part for key in _RECORDING_KEYS for part in objects_of(node.get(key))):
                _add_recording(part, claims, is_part=True)
        else:
            _add_recording(node, claims, is_part=False)


def _add_recording(node: dict[str, Any], claims: Claims, *, is_part: bool) -> None:
    kind = next((_RECORDING_TYPES[name] for name in types_of(node) if name in _RECORDING_TYPES), None)
    if kind is None or len(claims.recordings) >= _MOST_RECORDINGS:
        return
    title, duration = (
        plain_text((text_of(node.get(key)) or "")[:MOST_VALUE_CHARACTERS]) for key in ("name", "duration")
    )
    addresses = [text_of(node.get(key)) or "" for key in ("contentUrl", "embedUrl", "url")]
    pictures = [picture for key in ("thumbnailUrl", "thumbnail", "image") for picture in texts_of(node.get(key), "url")]
    claims.recordings.append(
        Recording(kind, title, duration, _clean(addresses), _clean(pictures[:_MOST_PICTURES]), is_part)
    )


def _clean(values: list[str]) -> tuple[str, ...]:
    """The distinct values that are not empty and not too long for an address."""
    texts = [plain_text(value) for value in values if len(value) <= _MOST_ADDRESS_CHARACTERS]
    return tuple(dict.fromkeys(text for text in texts if text))
