"""Titles of videos and recordings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.lexicon.words import load_words
from cleanarticle.page.claims import plain_text

__all__ = ["MOST_TITLE_WORDS", "RECORDING_WORDS", "as_title"]

RECORDING_WORDS: Final[dict[str, Any]] = load_words("recordings")
# Measured: at 20, 1 of 256 changes (media); at 80, none of 256 pages changes.
MOST_TITLE_WORDS: Final = 40


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


def _of_all_languages(name: str) -> str:
    return _any_of(word for words in RECORDING_WORDS[name].values() for word in words)


_NOT_A_TITLE: Final = lazy_pattern(
    rf"(?:{_any_of(RECORDING_WORDS['player_brands'])} )*{_any_of(RECORDING_WORDS['player_contents'])}?"
    rf"[\s:-]*{_any_of(RECORDING_WORDS['player_parts'])}?(?: from \w+)?$|"
    r"[0-9a-f]{8}-[0-9a-f-]{20,}$|[\w-]+\.(?:mp[34]|m4[av]|mov|webm|wav|ogg)$|(?:https?:)?//|[\w-]+(?:\.[\w-]+)+$|\d*$",
    re.IGNORECASE,
)
"""Names of players, files, sites and numbers in the place of a title."""
_INVITATION: Final = lazy_pattern(
    rf"{_of_all_languages('invitations')}|{_of_all_languages('short_invitations')}\b.{{0,12}}$", re.IGNORECASE
)
"""What a player says to the reader in the place of a title."""
_SUFFIX: Final = lazy_pattern(rf"\s*[|–—-]\s*{_any_of(RECORDING_WORDS['title_suffixes'])}$", re.IGNORECASE)


def as_title(text: str) -> str | None:
    """Take the title out of the label of a player, or of the name of a recording.

    Args:
        text: The label or name; only the first 1,000 characters are read.

    Returns:
        The title without quotes and such an ending as "| YouTube"; None if the text is empty, long, cut off, an
        invitation to play, or the name of a player, file or site.
    """
    title = _SUFFIX.sub("", plain_text(text[:1000]).strip("\"'“”„ "))
    words = title.split()
    if not words or len(words) > MOST_TITLE_WORDS or title.endswith(("...", "…")):
        return None
    if _NOT_A_TITLE.match(title) is not None or _INVITATION.match(title) is not None:
        return None
    return title
