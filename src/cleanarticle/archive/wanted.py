"""Which records of an archive are asked for: by status, by media type, by address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import translate
from typing import Final

__all__ = ["EVERYTHING", "HTML_TYPES", "Wanted"]

HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a record has to be like to be read. What an archive does not tell of a record is not asked.

    Patterns are globs over the whole address: `*` stands for any characters (slashes too), `?` for one, `[ab]` for one
    of several; upper and lower case differ. A pattern without `://` is matched against the address without its scheme,
    as in `*.example/news/*`.

    Attributes:
        statuses: HTTP statuses that are read; empty for all.
        media_types: Media types that are read, in small letters; empty for all.
        include: An address has to match one of these; empty for any address, and for pages without one.
        exclude: An address that matches one of these is left out, even if it is included.
    """

    statuses: frozenset[int] = frozenset({200})
    media_types: frozenset[str] = HTML_TYPES
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    _included: re.Pattern[str] | None = field(init=False, repr=False, compare=False, default=None)
    _excluded: re.Pattern[str] | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_included", _any_of(self.include))
        object.__setattr__(self, "_excluded", _any_of(self.exclude))

    def reason_to_skip(
        self, *, url: str | None = None, status: int | None = None, media_type: str | None = None
    ) -> str | None:
        """Say why a record is not asked for.

        Args:
            url: Its address.
            status: Its HTTP status.
            media_type: Its `Content-Type`, with or without parameters.

        Returns:
            The reason in a few words; `None` if the record is wanted.
        """
        if status is not None and self.statuses and status not in self.statuses:
            return f"status {status}"
        plain = (media_type or "").partition(";")[0].strip().lower()
        if plain and self.media_types and plain not in self.media_types:
            return f"media type {plain}"
        if self._included is not None and (url is None or not self._included.match(url)):
            return "address not included"
        if self._excluded is not None and url is not None and self._excluded.match(url):
            return "excluded address"
        return None


def _any_of(globs: Iterable[str]) -> re.Pattern[str] | None:
    """One expression for all globs. The translation never goes back behind a `*` that has found its end."""
    parts = [translate(glob if "://" in glob else f"*://{glob}") for glob in globs]
    return re.compile("|".join(f"(?:{part})" for part in parts)) if parts else None


EVERYTHING: Final = Wanted(frozenset(), frozenset())
"""Every record whatsoever."""
